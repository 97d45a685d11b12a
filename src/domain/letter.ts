import type { CaseActionDefinition } from './case.ts'
import { addDays } from './day.ts'
import { EVALUATION_WRITERS, type LetterWriter } from './letter-evaluation.ts'
import {
  appealOf,
  consequenceOf,
  COURTS,
  cureDay,
  deciderOf,
  factsOf,
  found,
  heardOf,
  lawOf,
  lines,
  matterOf,
  NO_CURE,
  noticeOf,
  noticeValues,
  oneLine,
  outcomeName,
  policyOf,
  reasonsOf,
  rectified,
  remedyOf,
  textOf,
  type LetterGround,
} from './letter-ground.ts'
import type { PaperValues } from './paper.ts'
import type { PaperKindName } from './paper-kind.ts'

/** The templates of the papers that an action issues; of the first there are others by what is decided. */
export function templatesOfLetter({ paper }: CaseActionDefinition, outcome: string): readonly string[] {
  return paper === undefined ? [] : [paper.of?.[outcome] ?? paper.template, ...(paper.also ?? [])]
}

/**
 * The values of a paper by its kind; what the case does not say yet is blank, and the paper then names it as missing.
 * Undefined where this kind is not written here: a grade without a certificate.
 */
export function letterValues(kind: PaperKindName, ground: LetterGround): PaperValues | undefined {
  const write = WRITERS[kind]
  if (write === undefined) throw new Error(`No case issues a paper of the kind ${kind}.`)
  return write(ground)
}

const WRITERS: Readonly<Partial<Record<PaperKindName, LetterWriter>>> = {
  ...EVALUATION_WRITERS,
  priorNotice: noticeValues,
  refusalDecision: (ground) => ({
    matter: matterOf(ground),
    ...lawOf(ground),
    ...factsOf(ground),
    ...remedyOf(ground),
  }),
  adverseDecision: (ground) => ({
    matter: matterOf(ground),
    decision: outcomeName(ground),
    ...lawOf(ground),
    ...factsOf(ground),
    ...(cureDay(ground) === undefined ? { noCure: NO_CURE } : { cureBy: cureDay(ground) }),
    ...remedyOf(ground),
  }),
  rectificationNotice: (ground) => ({
    findings: rectified(ground),
    factsAsOf: ground.judgement?.asOf,
    reasons: reasonsOf(ground),
    cureBy: cureDay(ground),
    consequence: consequenceOf(ground),
    policy: policyOf(ground),
    ...remedyOf(ground),
  }),
  reviewDecision: (ground) => ({
    matter: matterOf(ground),
    appliedOn: appealOf(ground)?.day,
    request: textOf(appealOf(ground)?.form, 'grounds'),
    decision: `${ground.action.name.zh}（${outcomeName(ground)}）`,
    ...lawOf(ground),
    ...factsOf(ground),
    legalOrder: ground.definition.legalOrder,
    'appeal.body': COURTS[ground.definition.legalOrder ?? 'state'],
    'appeal.by': addDays(ground.today, ground.appealDays),
  }),
  improvementLetter: (ground) => ({
    year: Number(ground.subject['year'] ?? ground.today.slice(0, 4)),
    findings: found(ground).map(({ text, rule }) => ({ text, rule, advice: oneLine(textOf(ground.form, 'reason')) })),
    replyBy: ground.dueOn ?? undefined,
    policy: policyOf(ground),
  }),
  abnormalProposal: (ground) => ({
    authority: deciderOf(ground),
    ...lawOf(ground),
    factsAsOf: ground.judgement?.asOf,
    grounds: [...found(ground).map(({ text }) => ({ text })), ...lines(textOf(ground.form, 'reason'))],
    evidence: lines(ground.decided?.evidence ?? ''),
    noticeOn: ground.noticeServedOn ?? noticeOf(ground.definition, ground.actions)?.day,
    defence: heardOf(ground),
  }),
}
