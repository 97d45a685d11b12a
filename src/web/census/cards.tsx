import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { hindrances } from '../../domain/answers.ts'
import { ask } from '../shared/ask.ts'
import { Empty, Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { SourceLine } from '../shared/question-facts.tsx'
import { labelOf, valueText } from '../shared/question-value.ts'
import type { ReturnView } from '../shared/return-view.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Campaign } from './campaign.ts'

const AT_ONCE = 100

/** For who goes from door to door: one organization a card, what is known of it, and two large buttons. */
export function Cards({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useText()
  const query = { state: 'notStarted' as const, limit: AT_ONCE }
  const asked = useAsk('GET /api/census/:id/returns', { params: { id: campaign.id }, query })
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set())
  return (
    <Loaded asked={asked}>
      {({ returns, total }) => {
        const next = returns.find((one) => !passed.has(one.id))
        if (next === undefined) return <Empty title={t('cards.none')}>{t('cards.noneHint')}</Empty>
        return (
          <>
            <p className="note">{t('cards.left', { count: total - passed.size })}</p>
            <Card
              key={next.id}
              campaign={campaign.id}
              id={next.id}
              pass={() => setPassed((before) => new Set([...before, next.id]))}
            />
          </>
        )
      }}
    </Loaded>
  )
}

type CardProps = { readonly campaign: string; readonly id: string; readonly pass: () => void }

function Card({ campaign, id, pass }: CardProps) {
  const asked = useAsk('GET /api/returns/:id', { params: { id } })
  if (asked.data === undefined) {
    return asked.error === null ? <Wait /> : <Failure error={asked.error} retry={() => void asked.refetch()} />
  }
  return <CardOf campaign={campaign} view={asked.data} pass={pass} />
}

function CardOf({
  campaign,
  view,
  pass,
}: {
  readonly campaign: string
  readonly view: ReturnView
  readonly pass: () => void
}) {
  const { t, language } = useText()
  const queries = useQueryClient()
  const submission = useSubmission((seen: number, key) =>
    ask('POST /api/returns/:id/submission', { params: { id: view.id }, body: { seen }, key }),
  )
  const same = async () => {
    if ((await submission.submit(view.version)) === undefined) return
    pass()
    await queries.invalidateQueries()
  }
  const open = hindrances(view.faults).length
  const known = view.set.sections
    .flatMap((section) => section.questions)
    .filter((one) => view.prefill[one.id] !== undefined)
  return (
    <article className="card known-card">
      <h2>{view.name}</h2>
      <p className="code">{view.code}</p>
      <dl className="answers">
        {known
          .filter((one) => view.asked.includes(one.id))
          .map((one) => (
            <div key={one.id}>
              <dt>{labelOf(one, language)}</dt>
              <dd>
                <strong>{valueText(one, view.stands[one.id], language)}</strong>
                <SourceLine source={view.prefill[one.id]?.source} />
              </dd>
            </div>
          ))}
      </dl>
      {submission.error === null ? null : <Failure error={submission.error} retry={() => void same()} />}
      <div className="step-act">
        {view.mayAnswer && open === 0 ? (
          <button type="button" className="button go" aria-disabled={submission.isUnderWay} onClick={() => void same()}>
            {t('cards.same')}
          </button>
        ) : null}
        <Link
          className={open === 0 ? 'button' : 'button go'}
          to="/census/$id/returns/$return"
          params={{ id: campaign, return: view.id }}
          search={{ tab: 'cards' }}
        >
          {open === 0 ? t('cards.changed') : t('cards.more', { count: open })}
        </Link>
        <button type="button" className="button" onClick={pass}>
          {t('cards.later')}
        </button>
      </div>
    </article>
  )
}
