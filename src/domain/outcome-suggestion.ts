import type { CaseAction, CaseActionDefinition, Form } from './case.ts'
import { addDays, type Day } from './day.ts'
import { FACT_NAMES, factText } from './fact-words.ts'
import type { Finding } from './gate.ts'
import type { GateParameters } from './gate-policy.ts'

export type SuggestionGround = {
  /** What the rules found last; empty where they were never asked. */
  readonly findings: readonly Finding[]
  readonly actions: readonly Pick<CaseAction, 'action' | 'form'>[]
  readonly gates: Pick<GateParameters, 'rectifyDays'>
  readonly today: Day
}

const LONGEST = 2000

/**
 * What the form of an action begins with, to be looked at and changed by whoever decides: the rules that were found to
 * fail with their words and facts; on a decision what notice was given of. In the language of papers.
 */
export function suggestedForm(action: CaseActionDefinition, ground: SuggestionGround): Form {
  const asked = new Set(action.form.filter((field) => field.hidden !== true).map((field) => field.key))
  const all = action.part === 'adverse' ? fromNotice(ground) : fromFindings(action, ground)
  const cureBy = addDays(ground.today, ground.gates.rectifyDays)
  const given = action.part === 'adverse' ? { ...all, cureBy } : all
  return Object.fromEntries(Object.entries(given).filter(([key]) => asked.has(key)))
}

function fromNotice({ actions }: SuggestionGround): Form {
  const notice = actions.findLast(({ action }) => isNotice(action))?.form ?? {}
  const { reason, evidence } = notice
  return { ...(reason === undefined ? {} : { reason }), ...(evidence === undefined ? {} : { evidence }) }
}

/** The notice of either way to an outcome, whatever stands before its name. */
function isNotice(action: string): boolean {
  return action === 'notify' || action.endsWith('Notify')
}

/** Only where the action names rules; of a closed list those among them that it holds. */
function fromFindings({ form }: CaseActionDefinition, { findings }: SuggestionGround): Form {
  const rules = form.find((field) => field.key === 'rules')
  const { choices } = rules ?? {}
  const failed = findings.filter((one) => one.result === 'fail' && (choices === undefined || one.rule in choices))
  if (rules === undefined || failed.length === 0) return {}
  return {
    rules: failed.map((one) => one.rule),
    reason: linesOf(failed, (one) => (one.mend ?? one.text).zh),
    evidence: linesOf(failed, factsText),
  }
}

function linesOf(findings: readonly Finding[], say: (finding: Finding) => string): string {
  const lines = findings.map((one) => `${one.rule}：${say(one)}`).join('\n')
  return lines.slice(0, LONGEST)
}

function factsText({ facts }: Finding): string {
  return Object.entries(facts)
    .map(([key, value]) => `${FACT_NAMES[key]?.zh ?? key}：${factText(value)?.zh ?? '不详'}`)
    .join('；')
}

/**
 * The actions that are open, the expected one first: notice of what the rules found against somebody, where they did; else
 * the order of the definition.
 */
export function expectedFirst<Open extends { readonly action: Pick<CaseActionDefinition, 'part'> }>(
  open: readonly Open[],
  isFound: boolean,
): readonly Open[] {
  if (!isFound) return open
  const isNoticeOf = ({ action }: Open) => action.part === 'notice'
  return [...open.filter(isNoticeOf), ...open.filter((one) => !isNoticeOf(one))]
}
