import { useSearch } from '@tanstack/react-router'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { isOrganizationOnly, useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { PassesReply } from './pass-lists.ts'
import { PassSection } from './pass-section.tsx'

/** How the three passes go, by the bodies that decide: a sentence for each, then its table. Of no person, never ranked. */
export function PassesPage() {
  const { t } = useText()
  const account = useSession().data
  if (account !== undefined && isOrganizationOnly(account)) {
    return (
      <>
        <PageHead title={t('passes.title')} />
        <Empty title={t('passes.noRight')}>{t('passes.noRightHint')}</Empty>
      </>
    )
  }
  return <Supervision />
}

function Supervision() {
  const { t } = useText()
  const { from } = useSearch({ from: '/in/passes' })
  const { place, line, asOf } = useScope()
  const asked = useAsk('GET /api/passes', { query: { place, line, to: asOf, from } }, { keep: true })
  return (
    <>
      <PageHead
        title={t('passes.title')}
        lead={asked.data === undefined ? t('passes.lead') : <Sentence reply={asked.data} />}
        act={
          <button type="button" className="button" onClick={() => window.print()}>
            {t('passes.print')}
          </button>
        }
        basis={asked.data?.basis}
      />
      <Loaded asked={asked}>
        {(reply) => (
          <>
            <From period={reply.period} />
            {reply.passes.filter(isShown).map((pass) => (
              <PassSection key={pass.kind} reply={reply} pass={pass} />
            ))}
            <p className="note">{t('passes.note')}</p>
            <p className="note">{t('passes.rule')}</p>
          </>
        )}
      </Loaded>
    </>
  )
}

const PASSES: readonly string[] = ['registration', 'annualReport', 'evaluation']

/** The three passes always; what can follow from them where there is something to tell. */
function isShown({ kind, figure }: PassesReply['passes'][number]): boolean {
  return PASSES.includes(kind) || figure.open + figure.decided > 0
}

function Sentence({ reply }: { readonly reply: PassesReply }) {
  const { t, language } = useText()
  const three = reply.passes.filter(({ kind }) => PASSES.includes(kind)).map(({ figure }) => figure)
  const sum = (pick: (figure: (typeof three)[number]) => number) => three.reduce((total, one) => total + pick(one), 0)
  return (
    <>
      {t('passes.sentence', {
        from: dayText(reply.period.from, language),
        to: dayText(reply.period.to, language),
        decided: sum(({ decided }) => decided),
        appealed: sum(({ appealed }) => appealed),
        overturned: sum(({ overturned }) => overturned),
        open: sum(({ open }) => open),
        overdue: sum(({ overdue }) => overdue),
      })}
    </>
  )
}

function From({ period }: { readonly period: PassesReply['period'] }) {
  const { t } = useText()
  const turn = useTurn()
  return (
    <div className="filters fields-inline">
      <label>
        {t('passes.from')}{' '}
        <input
          type="date"
          value={period.from}
          max={period.to}
          onChange={({ target }) => turn({ from: target.value === '' ? undefined : target.value }, true)}
        />
      </label>
    </div>
  )
}
