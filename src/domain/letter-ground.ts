import { type CaseAction, type CaseActionDefinition, type CaseDefinition, type Form, formText } from './case.ts'
import { addDays, type Day } from './day.ts'
import { FACT_NAMES, factText } from './fact-words.ts'
import type { GateParameters } from './gate-policy.ts'
import { REGISTRATION_ACT_NAMES, type RegistrationAct } from './gate-registration.ts'
import type { Finding } from './gate.ts'
import { GRADES, type Grade } from './organization.ts'
import { namesOf, type Judgement, type Outcome } from './outcome.ts'
import type { PaperItem, PaperValues } from './paper.ts'
import type { Text } from './refusal.ts'

/** What a letter of a case is written from: the form of the action, and what is on record in the case. */
export type LetterGround = {
  readonly definition: CaseDefinition
  readonly action: CaseActionDefinition
  readonly form: Form
  /** What was done before it. */
  readonly actions: readonly CaseAction[]
  /** What the rules found: on the day of a notice, else last. */
  readonly judgement: Judgement | undefined
  /** The title of the pack by which the rules judged. */
  readonly policyTitle: Text
  readonly subject: Readonly<Record<string, unknown>>
  /** The names of the parties of the case. */
  readonly names: Readonly<Record<string, string>>
  /** What was decided in the case last, if anything was. */
  readonly decided: Pick<Outcome, 'outcome' | 'rules' | 'evidence' | 'cureBy'> | undefined
  /** When the notice was served, where that is on record. */
  readonly noticeServedOn: Day | null
  readonly appealDays: number
  readonly certificates: Pick<GateParameters, 'certificateFromGrade' | 'certificateReturnDays'>
  readonly today: Day
  /** The day on which the state after the action is due. */
  readonly dueOn: Day | null
  /** Of an evaluation, its score and grades. */
  readonly evaluation?: EvaluationGround | undefined
}

export type EvaluationGround = {
  readonly year: number
  readonly score: number
  readonly maximum: number
  /** The grade of the committee, what a veto leaves of it, and what is announced; null is no grade. */
  readonly voted: Grade | null
  readonly vetoed: Grade | null
  readonly announced: Grade | null
  readonly isVetoed: boolean
  readonly validYears: number
}

/** What is proposed, or was given notice of last; what follows a notice is never more. */
export function outcomeOfLetter({ action, form, definition, actions }: Said): string {
  const notice = action.part === 'notice' ? form : noticeOf(definition, actions)?.form
  return textOf(notice, 'outcome')
}
type Said = Pick<LetterGround, 'action' | 'form' | 'definition' | 'actions'>

/**
 * The last day of an appeal that a decision names on paper: counted from the last day on which it can be served. Whoever is
 * served earlier has it all the same.
 */
export function appealByOnPaper(serveBy: Day, appealDays: number): Day {
  return addDays(serveBy, appealDays)
}

export const NO_CURE = '本决定没有需要改正的事项'
/** Who hears what comes after an appeal (domain.md 5.4). */
export const COURTS = {
  state: '有管辖权的行政复议机关或者人民法院',
  party: '作出复核决定的党组织的上一级党组织',
} as const

export function noticeOf(definition: CaseDefinition, actions: readonly CaseAction[]): CaseAction | undefined {
  return lastOf(definition, actions, 'notice')
}

export function lastOf(
  definition: CaseDefinition,
  actions: readonly CaseAction[],
  part: CaseActionDefinition['part'],
): CaseAction | undefined {
  const names = namesOf(definition, part)
  return actions.findLast((one) => names.includes(one.action))
}

export const appealOf = ({ definition, actions }: LetterGround) => lastOf(definition, actions, 'appeal')

export function choicesOf({ definition }: LetterGround, key: string): Readonly<Record<string, Text>> {
  const notices = namesOf(definition, 'notice').map((name) => definition.actions[name])
  const fields = notices.flatMap((one) => one?.form.filter((field) => field.key === key) ?? [])
  return Object.fromEntries(fields.flatMap((field) => Object.entries(field.choices ?? {})))
}

/** What a notice says of any outcome. */
export function noticeValues(ground: LetterGround): PaperValues {
  return {
    proposed: outcomeName(ground),
    ...lawOf(ground),
    factsAsOf: ground.judgement?.asOf,
    reasons: [...found(ground).map(({ text }) => ({ text })), ...lines(textOf(ground.form, 'reason'))],
    evidence: lines(textOf(ground.form, 'evidence')),
    heardBy: ground.dueOn ?? undefined,
    hearAt: deciderOf(ground),
  }
}

export function outcomeName(ground: LetterGround): string {
  const outcome = ground.action.part === 'onAppeal' ? ground.decided?.outcome : outcomeOfLetter(ground)
  const name = choicesOf(ground, 'outcome')[outcome ?? '']?.zh ?? ''
  const { grade } = ground.subject
  if (ground.definition.kind !== 'demotion' || typeof grade !== 'string') return name
  const lower = loweredGrade(grade, outcome ?? '')
  return lower === undefined ? `取消${grade}评估等级` : `评估等级由${grade}降为${lower}`
}

/** One grade down; undefined where there is none below, or where the grade is cancelled. */
export function loweredGrade(grade: string, outcome: string): Grade | undefined {
  return outcome === 'demoted' ? GRADES[GRADES.findIndex((one) => one === grade) - 1] : undefined
}

/** The rules that a form names, or that notice was given of. */
function rulesOf(ground: LetterGround): readonly string[] {
  const { form, definition, actions, action, decided } = ground
  if (action.part === 'onAppeal' || action.part === 'cascade') return decided?.rules ?? []
  const said = form['rules'] ?? noticeOf(definition, actions)?.form['rules']
  return Array.isArray(said) ? said.map(String) : []
}

type Found = { readonly rule: string; readonly text: string; readonly mend: string }

/** Each rule on which the letter rests, with what it found and on which facts; a ground of law by its words. */
export function found(ground: LetterGround): Found[] {
  const findings = new Map((ground.judgement?.findings ?? []).map((one) => [one.rule, one]))
  const grounds = { ...ground.definition.grounds, ...choicesOf(ground, 'rules') }
  return rulesOf(ground).map((rule) => {
    const finding = findings.get(rule)
    const word = grounds[rule]?.zh ?? rule
    if (finding === undefined) return { rule: word, text: word, mend: word }
    return { rule: `${rule} ${finding.text.zh}`, text: withFacts(finding), mend: (finding.mend ?? finding.text).zh }
  })
}

function withFacts({ text, facts }: Finding): string {
  const told = Object.entries(facts).map(([key, value]) => {
    return `${FACT_NAMES[key]?.zh ?? key}：${factText(value)?.zh ?? '不详'}`
  })
  return told.length === 0 ? text.zh : `${text.zh}（${told.join('；')}）`
}

export function lawOf(ground: LetterGround): PaperValues {
  return {
    rule: found(ground)
      .map((one) => one.rule)
      .join('；'),
    policy: policyOf(ground),
  }
}

/** The pack with its version, and which of its values that count here are assumed. */
export function policyOf({ judgement, policyTitle, ...ground }: LetterGround): string {
  if (judgement === undefined) return ''
  const rules = rulesOf({ judgement, policyTitle, ...ground })
  const assumed = judgement.findings.filter((one) => rules.includes(one.rule)).flatMap((one) => one.assumed)
  const note = assumed.length === 0 ? '' : `；其中采用系统默认值、尚待核定的参数：${[...new Set(assumed)].join('、')}`
  return `${policyTitle.zh}（${judgement.policy}）${note}`
}

/** Facts with their day, evidence and reasons of a decision, with what was made of the statement. */
export function factsOf(ground: LetterGround): PaperValues {
  const { form, decided, judgement } = ground
  return {
    factsAsOf: judgement?.asOf,
    facts: found(ground).map(({ text }) => ({ text })),
    evidence: lines(textOf(form, 'evidence') || (decided?.evidence ?? '')),
    reasons: reasonsOf(ground),
  }
}

export function reasonsOf(ground: LetterGround): PaperItem[] {
  const reply = textOf(ground.form, 'reply')
  const heard = reply === '' ? [] : [{ text: `陈述申辩：${heardOf(ground)}。采纳情况：${oneLine(reply)}` }]
  return [...lines(textOf(ground.form, 'reason')), ...heard]
}

export function heardOf({ definition, actions }: LetterGround): string {
  const names = namesOf(definition, 'hearing')
  const said = actions.findLast((one) => names.includes(one.action))
  const statement = oneLine(textOf(said?.form, 'statement'))
  return statement === '' ? '期限内未提出陈述申辩' : statement
}

export function cureDay({ form, decided }: LetterGround): Day | undefined {
  const day = form['cureBy']
  return typeof day === 'string' && day !== '' ? day : (decided?.cureBy ?? undefined)
}

export function rectified(ground: LetterGround): PaperItem[] {
  const { form } = ground
  const evidence = oneLine(textOf(form, 'evidence'))
  return found(ground).map(({ text, rule, mend }) => ({ text, rule, evidence, mend }))
}

/** What can follow where it is not put right, as the definition has it: only what it names as a cascade. */
export function consequenceOf({ definition }: LetterGround): string | undefined {
  const [first] = namesOf(definition, 'cascade')
  return first === undefined ? undefined : `可以依法${definition.actions[first]?.name.zh ?? ''}`
}

/** Who hears an appeal, and until when at the latest. */
export function remedyOf({ definition, names, dueOn, today, appealDays }: LetterGround): PaperValues {
  const [appeal] = namesOf(definition, 'onAppeal')
  const by = definition.actions[appeal ?? '']?.by[0] ?? ''
  return {
    legalOrder: definition.legalOrder,
    'appeal.body': names[by],
    'appeal.by': appealByOnPaper(dueOn ?? today, appealDays),
  }
}

export function deciderOf({ action, names }: LetterGround): string {
  return names[action.by[0] ?? ''] ?? ''
}

export function matterOf({ definition, subject }: LetterGround): string {
  const { year, act } = subject
  const isAct = typeof act === 'string' && Object.hasOwn(REGISTRATION_ACT_NAMES, act)
  if (isAct) return REGISTRATION_ACT_NAMES[act as RegistrationAct].zh // it has just been found there
  return typeof year === 'number' ? `${year}年${definition.name.zh}` : definition.name.zh
}

export function textOf(form: Form | undefined, key: string): string {
  return form === undefined ? '' : formText(form, key).trim()
}

export const lines = (text: string): PaperItem[] => linesOf(text).map((line) => ({ text: line }))
export const oneLine = (text: string): string => linesOf(text).join('；')

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/[。；]$/, ''))
    .filter((line) => line !== '')
}
