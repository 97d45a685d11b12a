import { LOOKED_UP } from '../domain/evaluation.ts'
import { DEMOTION_HOLDS } from '../domain/demotion.ts'
import { yearsLater, type Day } from '../domain/day.ts'
import type { CaseAction, CaseTime } from '../domain/case.ts'
import type { EvaluationFacts } from '../domain/gate-evaluation.ts'
import { ON_THE_LIST } from '../domain/listing.ts'
import type { Finding } from '../domain/gate.ts'
import { listActions } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { findOpenListing, listDemotions, type EvaluationRow } from '../store/evaluation.ts'
import type { GateRegister } from '../store/gate.ts'
import type { Clock, Desk } from './desk.ts'
import { judgeQuestion, lookUp } from './gate.ts'

export type Sight = { readonly tx: Tx; readonly desk: Desk; readonly clock: Clock; readonly time: CaseTime }

export type About = Pick<EvaluationRow, 'organizationId' | 'code' | 'score'> & {
  /** Null before there is a case: then nothing was looked up yet. */
  readonly caseId: string | null
  /** The pack that the call has printed; the one in force where there is no call. */
  readonly policy?: string | undefined
}

/**
 * Asks the third pass about one evaluation: what the register knows, what the officer has looked up, and what the system
 * itself holds of lists and bars. The one place from which it is asked in a case.
 */
export async function judgeEvaluation(
  { tx, desk, time }: Pick<Sight, 'tx' | 'desk' | 'time'>,
  about: About,
  asOf: Day,
) {
  const lookedUp = about.caseId === null ? {} : lookedUpIn(await listActions(tx, [about.caseId]))
  const listed = await findOpenListing(tx, about.organizationId, ON_THE_LIST)
  const facts: Partial<EvaluationFacts> = {
    ...lookedUp,
    onList: listed ?? lookedUp.onList ?? null,
    barredUntil: await barredUntil(tx, about.organizationId, time),
    score: about.score,
  }
  const question = { organization: about.code, asOf, policy: about.policy, facts }
  return (await judgeQuestion(tx, desk, 'evaluation', question)).answer
}

/** What the officer has looked up, the last word of each kind; blank is unknown. */
export function lookedUpIn(actions: readonly CaseAction[]): Partial<EvaluationFacts> {
  const said = actions.filter((one) => one.action === 'lookUp').map((one) => one.form)
  const facts = LOOKED_UP.map(({ key }) => {
    const value = said.map((form) => form[key]).findLast((one) => typeof one === 'string' && one !== '')
    return [key, value === 'yes' ? true : value === 'no' ? false : value] as const
  })
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined))
}

/** R38: the day until which a demotion or a cancelled grade bars; null where none holds. */
async function barredUntil(tx: Tx, organizationId: number, { gates }: CaseTime): Promise<Day | null> {
  const demotions = await listDemotions(tx, organizationId, DEMOTION_HOLDS)
  const days = demotions.map(({ outcome, decidedOn }) =>
    yearsLater(decidedOn, outcome === 'cancelled' ? gates.barYearsCancelled : gates.barYearsDemoted),
  )
  return days.toSorted().at(-1) ?? null
}

export function findingIn(findings: readonly Finding[], rule: string): Finding {
  const found = findings.find((one) => one.rule === rule)
  if (found === undefined) throw new Error(`The evaluation pass has no rule ${rule}.`)
  return found
}

/** Whether the veto falls: it failed on the fixed day and still does; what was put right since, or cannot be told, does not. */
export async function judgeVeto(sight: Sight, about: About, vetoOn: Day) {
  const fixed = await judgeEvaluation(sight, about, vetoOn)
  const now = await judgeEvaluation(sight, about, sight.clock.today)
  const results = [fixed, now].map(({ findings }) => findingIn(findings, 'V').result)
  const isOff = results.some((one) => one === 'ok' || one === 'notApplicable')
  const isExempt = results.includes('notApplicable')
  const stands = isOff ? 'off' : results.every((one) => one === 'fail') ? 'falls' : 'unknown'
  return { fixed, now, stands, isExempt } as const
}

/** What the register knows of an organization today; undefined where it is not on record, or not in the scope. */
export async function findRegistered(tx: Tx, desk: Desk, code: string): Promise<GateRegister | undefined> {
  const { sight } = await lookUp(tx, desk, { organization: code, facts: {} })
  return sight.register ?? undefined
}
