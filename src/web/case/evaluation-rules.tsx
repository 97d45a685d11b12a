import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Loaded } from '../shared/loaded.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Case } from './case.ts'
import { FindingList, Findings } from './findings.tsx'

export type Evaluation = Reply<'GET /api/evaluations/:id'>

/** The rules of an evaluation as they stand now: before the panel who may apply, after the vote the veto. */
export function EvaluationRules({ one }: { readonly one: Case }) {
  const asked = useAsk('GET /api/evaluations/:id', { params: { id: one.id } }, { keep: true })
  return (
    <Loaded asked={asked} lines={4}>
      {(view) => (view.rules === null || one.closedOn !== null ? <Findings id={one.id} /> : <Now view={view} />)}
    </Loaded>
  )
}

function Now({ view }: { readonly view: Evaluation }) {
  const { t, language } = useText()
  const { rules } = view
  if (rules === null) return null
  const isVeto = isAtVeto(view.case.state)
  const day = dayText(rules.asOf, language)
  return (
    <>
      <p className="note">{t('evaluation.judged', { day, policy: rules.policy })}</p>
      {isVeto ? <p className="proposal">{t(`evaluation.veto.${rules.veto}`)}</p> : null}
      <FindingList findings={lookedAt(view)} />
    </>
  )
}

export function isAtVeto(state: string): boolean {
  return state === 'voted' || state.startsWith('veto')
}

/** At the veto the veto first, then the others; before it who may apply, and the veto only where it bars from that. */
function lookedAt({ rules, case: file, terms }: Evaluation) {
  const findings = rules?.findings ?? []
  const [veto, others] = [findings.filter(({ rule }) => rule === 'V'), findings.filter(({ rule }) => rule !== 'V')]
  if (isAtVeto(file.state)) return [...veto, ...others]
  return terms.veto.effect.value === 'ineligible' ? [...others, ...veto] : others
}

type Found = {
  /** The rules of which an outcome can be, at this step; undefined where the case has none of its own. */
  readonly failing: NonNullable<Evaluation['rules']>['findings'] | undefined
  /** Whether notice is what follows: of the veto only where it falls, not where it was put right since. */
  readonly isFound: boolean
}

const NOTHING: Found = { failing: undefined, isFound: false }

/** What the rules say at this step. */
export function useFound(one: Pick<Case, 'id' | 'kind' | 'state'>): Found {
  const isOne = one.kind === 'evaluation'
  const view = useAsk('GET /api/evaluations/:id', { params: { id: one.id } }, { enabled: isOne }).data
  if (view === undefined || view.rules === null) return NOTHING
  const isVeto = isAtVeto(one.state)
  const wanted = isVeto ? lookedAt(view).slice(0, 1) : lookedAt(view)
  const failing = wanted.filter(({ result }) => result === 'fail')
  return { failing, isFound: isVeto ? view.rules.veto === 'falls' : failing.length > 0 }
}
