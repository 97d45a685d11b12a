import { namesOf } from './outcome.ts'
import { type CaseAction, type CaseActionDefinition, type CaseDefinition, type Form, formText } from './case.ts'
import { addDays, type Day } from './day.ts'
import { FACT_NAMES, factText } from './fact-words.ts'
import type { Finding } from './gate.ts'
import type { Judgement, Outcome } from './outcome.ts'
import type { PaperItem, PaperValues } from './paper.ts'
import type { PaperKindName } from './paper-kind.ts'
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
  readonly today: Day
  /** The day on which the state after the action is due. */
  readonly dueOn: Day | null
}

/** The template of the paper that an action issues, by what is decided where it names several. */
export function templateOfLetter({ paper }: CaseActionDefinition, outcome: string): string | undefined {
  return paper?.of?.[outcome] ?? paper?.template
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

/** The values of a paper by its kind; what the case does not say yet is blank, and the paper then names it as missing. */
export function letterValues(kind: PaperKindName, ground: LetterGround): PaperValues {
  const write = WRITERS[kind]
  if (write === undefined) throw new Error(`No case issues a paper of the kind ${kind}.`)
  return write(ground)
}

const WRITERS: Readonly<Partial<Record<PaperKindName, (ground: LetterGround) => PaperValues>>> = {
  priorNotice: (ground) => ({
    proposed: outcomeName(ground),
    ...lawOf(ground),
    factsAsOf: ground.judgement?.asOf,
    reasons: [...found(ground).map(({ text }) => ({ text })), ...lines(textOf(ground.form, 'reason'))],
    evidence: lines(textOf(ground.form, 'evidence')),
    heardBy: ground.dueOn ?? undefined,
    hearAt: deciderOf(ground),
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

const NO_CURE = '本决定没有需要改正的事项'
/** Who hears what comes after an appeal (domain.md 5.4). */
const COURTS = {
  state: '有管辖权的行政复议机关或者人民法院',
  party: '作出复核决定的党组织的上一级党组织',
} as const

function noticeOf(definition: CaseDefinition, actions: readonly CaseAction[]): CaseAction | undefined {
  return lastOf(definition, actions, 'notice')
}

function lastOf(
  definition: CaseDefinition,
  actions: readonly CaseAction[],
  part: CaseActionDefinition['part'],
): CaseAction | undefined {
  const names = namesOf(definition, part)
  return actions.findLast((one) => names.includes(one.action))
}

const appealOf = ({ definition, actions }: LetterGround) => lastOf(definition, actions, 'appeal')

function choicesOf({ definition }: LetterGround, key: string): Readonly<Record<string, Text>> {
  const notices = namesOf(definition, 'notice').map((name) => definition.actions[name])
  const fields = notices.flatMap((one) => one?.form.filter((field) => field.key === key) ?? [])
  return Object.fromEntries(fields.flatMap((field) => Object.entries(field.choices ?? {})))
}

function outcomeName(ground: LetterGround): string {
  const outcome = ground.action.part === 'onAppeal' ? ground.decided?.outcome : outcomeOfLetter(ground)
  return choicesOf(ground, 'outcome')[outcome ?? '']?.zh ?? ''
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
function found(ground: LetterGround): Found[] {
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

function lawOf(ground: LetterGround): PaperValues {
  return {
    rule: found(ground)
      .map((one) => one.rule)
      .join('；'),
    policy: policyOf(ground),
  }
}

/** The pack with its version, and which of its values that count here are assumed. */
function policyOf({ judgement, policyTitle, ...ground }: LetterGround): string {
  if (judgement === undefined) return ''
  const rules = rulesOf({ judgement, policyTitle, ...ground })
  const assumed = judgement.findings.filter((one) => rules.includes(one.rule)).flatMap((one) => one.assumed)
  const note = assumed.length === 0 ? '' : `；其中采用系统默认值、尚待核定的参数：${[...new Set(assumed)].join('、')}`
  return `${policyTitle.zh}（${judgement.policy}）${note}`
}

/** Facts with their day, evidence and reasons of a decision, with what was made of the statement. */
function factsOf(ground: LetterGround): PaperValues {
  const { form, decided, judgement } = ground
  return {
    factsAsOf: judgement?.asOf,
    facts: found(ground).map(({ text }) => ({ text })),
    evidence: lines(textOf(form, 'evidence') || (decided?.evidence ?? '')),
    reasons: reasonsOf(ground),
  }
}

function reasonsOf(ground: LetterGround): PaperItem[] {
  const reply = textOf(ground.form, 'reply')
  const heard = reply === '' ? [] : [{ text: `陈述申辩：${heardOf(ground)}。采纳情况：${oneLine(reply)}` }]
  return [...lines(textOf(ground.form, 'reason')), ...heard]
}

function heardOf({ definition, actions }: LetterGround): string {
  const names = namesOf(definition, 'hearing')
  const said = actions.findLast((one) => names.includes(one.action))
  const statement = oneLine(textOf(said?.form, 'statement'))
  return statement === '' ? '期限内未提出陈述申辩' : statement
}

function cureDay({ form, decided }: LetterGround): Day | undefined {
  const day = form['cureBy']
  return typeof day === 'string' && day !== '' ? day : (decided?.cureBy ?? undefined)
}

function rectified(ground: LetterGround): PaperItem[] {
  const { form } = ground
  const evidence = oneLine(textOf(form, 'evidence'))
  return found(ground).map(({ text, rule, mend }) => ({ text, rule, evidence, mend }))
}

/** What can follow where it is not put right, as the definition has it: only what it names as a cascade. */
function consequenceOf({ definition }: LetterGround): string | undefined {
  const [first] = namesOf(definition, 'cascade')
  return first === undefined ? undefined : `可以依法${definition.actions[first]?.name.zh ?? ''}`
}

/** Who hears an appeal, and until when at the latest. */
function remedyOf({ definition, names, dueOn, today, appealDays }: LetterGround): PaperValues {
  const [appeal] = namesOf(definition, 'onAppeal')
  const by = definition.actions[appeal ?? '']?.by[0] ?? ''
  return {
    legalOrder: definition.legalOrder,
    'appeal.body': names[by],
    'appeal.by': appealByOnPaper(dueOn ?? today, appealDays),
  }
}

function deciderOf({ action, names }: LetterGround): string {
  return names[action.by[0] ?? ''] ?? ''
}

function matterOf({ definition, subject }: LetterGround): string {
  const { year } = subject
  return typeof year === 'number' ? `${year}年${definition.name.zh}` : definition.name.zh
}

function textOf(form: Form | undefined, key: string): string {
  return form === undefined ? '' : formText(form, key).trim()
}

const lines = (text: string): PaperItem[] => linesOf(text).map((line) => ({ text: line }))
const oneLine = (text: string): string => linesOf(text).join('；')

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/[。；]$/, ''))
    .filter((line) => line !== '')
}
