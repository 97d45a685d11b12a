import { useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useText, type Say } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Case } from './case.ts'

type Experts = Reply<'GET /api/evaluations/:id/experts'>
type Expert = Experts['experts'][number]

/** In which states a panel is named, and which. */
const NAMED = {
  admitted: { panel: 'first', word: 'evaluation.name.first' },
  scoring: { panel: 'first', word: 'evaluation.name.more' },
  reviewAsked: { panel: 'review', word: 'evaluation.name.review' },
} as const

/** Whether a panel is to be named here and now. */
export function hasPanelToName(one: Case): boolean {
  return namedIn(one) !== undefined
}

function namedIn({ kind, mine, state }: Case) {
  return kind === 'evaluation' && mine ? Object.entries(NAMED).find(([at]) => at === state)?.[1] : undefined
}

/** Names the panel that scores, more experts for it, or others who review: who cannot says why. */
export function PanelForm({ one }: { readonly one: Case }) {
  const { t } = useText()
  const named = namedIn(one)
  const isMine = named !== undefined
  const asked = useAsk('GET /api/evaluations/:id/experts', { params: { id: one.id } }, { enabled: isMine })
  if (!isMine) return null
  return (
    <details className="card" open={one.state !== 'scoring'}>
      <summary>{t(named.word)}</summary>
      <Loaded asked={asked} lines={3}>
        {(experts) => <Choice key={one.version} one={one} experts={experts} panel={named.panel} word={named.word} />}
      </Loaded>
    </details>
  )
}

type ChoiceProps = {
  readonly one: Case
  readonly experts: Experts
  readonly panel: 'first' | 'review'
  readonly word: (typeof NAMED)[keyof typeof NAMED]['word']
}

function Choice({ one, experts, panel, word }: ChoiceProps) {
  const { t } = useText()
  const [chosen, setChosen] = useState<readonly number[]>([])
  const name = useWrite(
    (ids: readonly number[], key) =>
      ask('POST /api/evaluations/:id/panel', {
        params: { id: one.id },
        body: { panel, experts: [...ids], seen: one.version },
        key,
      }),
    () => setChosen([]),
  )
  if (experts.experts.length === 0) return <p className="note">{t('evaluation.nobodyToName')}</p>
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        name.write(chosen)
      }}
    >
      <p className="note">{t('evaluation.atLeast', { count: experts.least })}</p>
      <fieldset>
        <legend className="unseen">{t(word)}</legend>
        {experts.experts.map((expert) => (
          <ExpertBox
            key={expert.id}
            expert={expert}
            isChosen={chosen.includes(expert.id)}
            turn={(isIn) => setChosen(isIn ? [...chosen, expert.id] : chosen.filter((id) => id !== expert.id))}
          />
        ))}
      </fieldset>
      {name.error === null ? null : <Failure error={name.error} kept={t('case.kept')} />}
      <div>
        <button type="submit" className="button go" disabled={name.isUnderWay || chosen.length === 0}>
          {t('evaluation.nameThese', { count: chosen.length })}
        </button>
      </div>
    </form>
  )
}

type BoxProps = { readonly expert: Expert; readonly isChosen: boolean; readonly turn: (isIn: boolean) => void }

function ExpertBox({ expert, isChosen, turn }: BoxProps) {
  const { t, of, language } = useText()
  const why = whyNot(expert, t, (day) => dayText(day, language))
  return (
    <label className="choice">
      <input
        type="checkbox"
        disabled={why !== null}
        checked={isChosen}
        onChange={(event) => turn(event.target.checked)}
      />
      <span>
        {of(expert.title)} <small>{why ?? of(expert.field)}</small>
      </span>
    </label>
  )
}

/** Why somebody cannot be named, in words; null where she can. */
function whyNot({ panel, recusal, spokeUntil }: Expert, t: Say, dayOf: (day: string) => string): string | null {
  if (panel !== null) return t('evaluation.on', { panel: t(`evaluation.panel.${panel}`) })
  if (recusal === 'speaks') return t('evaluation.speaks')
  return recusal === null ? null : t('evaluation.spoke', { day: spokeUntil === null ? '' : dayOf(spokeUntil) })
}
