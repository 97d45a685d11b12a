import type { Day } from './day.ts'
import type { GatePolicy } from './gate-overlay.ts'
import type { GateParameters } from './gate-policy.ts'
import type { Text } from './refusal.ts'

/** The three passes: registration, annual report, evaluation (domain.md 5). */
export const PASSES = ['registration', 'annualReport', 'evaluation'] as const
export type Pass = (typeof PASSES)[number]

/** Unknown never equals fail; what does not apply is told, so that nobody asks why it is missing. */
export type FindingResult = 'ok' | 'fail' | 'unknown' | 'notApplicable'

export type FactValue = string | number | boolean | null

/** What one rule found: the facts it looked at, what it says, and the mend where there is one. */
export type Finding = {
  readonly rule: string
  readonly result: FindingResult
  readonly facts: Readonly<Record<string, FactValue>>
  readonly text: Text
  readonly mend: Text | null
  /** Gate parameters of the pack on which the finding rests and whose values are assumed. */
  readonly assumed: readonly string[]
}

/** A task that follows from a pass: never a bar. Due days are counted from the day of the check. */
export type FollowUp = { readonly kind: FollowUpKind; readonly due: Day | null; readonly text: Text }
export type FollowUpKind = 'foundPartyOrganization' | 'joinJointBranch' | 'assignOfficer' | 'recheck' | 'assignBody'

/** What the rules propose; a named officer decides. */
export type Proposal = {
  readonly outcome: string
  readonly text: Text
  /** Rules whose failure or silence makes the outcome what it is. */
  readonly because: readonly string[]
  readonly followUps: readonly FollowUp[]
  readonly remedies: readonly Text[]
}

type Said = { readonly text: Text; readonly mend?: Text }

/** A finding by a yes, a no or a silence. The words of each are the rule's own. */
export function findingOf(
  rule: string,
  result: FindingResult,
  facts: Finding['facts'],
  { text, mend, assumed = [] }: Said & { readonly assumed?: readonly string[] },
): Finding {
  return { rule, result, facts, text, mend: result === 'fail' || result === 'unknown' ? (mend ?? null) : null, assumed }
}

/** What a yes, a no or a silence is to a rule that wants a yes. */
export function wanted(answer: boolean | null): FindingResult {
  if (answer === null) return 'unknown'
  return answer ? 'ok' : 'fail'
}

/** Those of the named gate parameters that the pack assumes: told beside whatever rests on them. */
export function assumedAmong(policy: GatePolicy, names: readonly (keyof GateParameters)[]): string[] {
  return names.filter((name) => policy.provenance[name].confidence === 'assumed')
}

export function rulesWith(findings: readonly Finding[], ...results: readonly FindingResult[]): string[] {
  return findings.filter((one) => results.includes(one.result)).map((one) => one.rule)
}

/** Remedies against an act of the civil-affairs department, in their order (domain.md 5.4). */
export const STATE_REMEDIES: readonly Text[] = [
  {
    zh: '可以先向作出意见的登记管理机关陈述、申辩或提出异议。',
    en: 'You may first state your case or object to the registration authority that gave the opinion.',
  },
  {
    zh: '对属于行政行为的决定，可以自知道之日起六十日内申请行政复议，也可以依法提起行政诉讼。',
    en: 'Against a decision that is an administrative act you may apply for reconsideration within sixty days of knowing it, or go to court as the law allows.',
  },
]
