import type { CaseActionDefinition, CaseDefinition, LegalOrder } from './case.ts'
import { addDays, type Day } from './day.ts'
import { STATE_REMEDIES, type Finding, type Pass, type Proposal } from './gate.ts'
import type { UsedFact } from './gate-judge.ts'
import type { Text } from './refusal.ts'

/** The pass whose rules were asked, or the Party's own rules of founding and joining. */
export type RuleSet = Pass | 'party'

/** What the rules of a pack found on a day: enough to find it again from the pack and the facts alone. */
export type Judgement = {
  readonly pass: RuleSet
  readonly policy: string
  readonly asOf: Day
  readonly facts: readonly UsedFact[]
  readonly findings: readonly Finding[]
  readonly proposal: Proposal
}

/** Where a case ended for whoever it is about; an adverse one cannot be without what is named here (domain.md 5). */
export type Outcome = {
  readonly outcome: string
  readonly isAdverse: boolean
  readonly rules: readonly string[]
  readonly reasons: string
  readonly evidence: string
  readonly cureBy: Day | null
  /** The last day of an appeal as the paper says; null where none is named. */
  readonly appealBy: Day | null
  readonly remedies: readonly Text[]
  readonly legalOrder: LegalOrder
  /** The action that gave notice, and that on which the rules were last asked. */
  readonly noticeSeq: number | null
  readonly judgementSeq: number | null
}

/**
 * The last day of an appeal: the days of the pack from serving, or the day that the paper names where that is later. Null
 * before it was served.
 */
export function lastDayOf(
  { servedOn, appealBy }: { readonly servedOn: Day | null; readonly appealBy: Day | null },
  appealDays: number,
): Day | null {
  if (servedOn === null) return null
  const counted = addDays(servedOn, appealDays)
  return appealBy !== null && appealBy > counted ? appealBy : counted
}

/** Remedies within the Party, in their order (domain.md 5.4). */
const PARTY_REMEDIES: readonly Text[] = [
  {
    zh: '可以向作出决定的党组织的上级党委申诉；对其答复不服的，可以再向更上一级申诉。',
    en: 'You may appeal to the committee above the Party organization that decided, and from its reply to the next level.',
  },
]

export function remediesOf(order: LegalOrder): readonly Text[] {
  return order === 'state' ? STATE_REMEDIES : PARTY_REMEDIES
}

/** What a definition with outcomes against somebody must hold, as sentences; empty where it holds. */
export function outcomeFaults(definition: CaseDefinition): string[] {
  const actions = Object.entries(definition.actions)
  const adverse = actions.filter(([, one]) => one.part === 'adverse')
  if (adverse.length === 0) return []
  return [
    ...(definition.legalOrder === undefined ? ['it names no order of law'] : []),
    ...adverse.flatMap((one) => adverseFaults(definition, one)),
    ...actions.filter(([, one]) => one.part === 'onAppeal').flatMap((one) => appealFaults(definition, one)),
  ]
}

type Named = readonly [string, CaseActionDefinition]

function adverseFaults(definition: CaseDefinition, [name, action]: Named): string[] {
  const needed = action.form.filter((field) => field.needed === true).map((field) => field.key)
  const notices = leadingTo(definition, action, 'notice')
  const isHeard = !canReach(definition, action, namesOf(definition, 'hearing'))
  const isTold = !canReach(definition, action, namesOf(definition, 'notice'))
  return [
    ...['reason', 'evidence'].filter((key) => !needed.includes(key)).map((key) => `${name} asks for no ${key}`),
    ...(isTold ? [] : [`${name} can be done without notice`]),
    ...(isHeard ? [] : [`${name} can be done without a hearing`]),
    ...(notices.length > 0 && notices.every((notice) => action.notByActorOf?.includes(notice))
      ? []
      : [`${name} needs no second officer`]),
    ...(leadsToAppeal(definition, action) ? [] : [`${name} cannot be appealed against`]),
    ...cascadesUnserved(definition, action).map((one) => `${one} can follow before serving or during an appeal`),
  ]
}

function appealFaults(definition: CaseDefinition, [name, action]: Named): string[] {
  const first = [...leadingTo(definition, action, 'notice'), ...leadingTo(definition, action, 'adverse')]
  const deciders = new Set(first.flatMap((one) => definition.actions[one]?.by ?? []))
  return [
    ...(first.every((one) => action.notByActorOf?.includes(one)) ? [] : [`${name} may be done by the first officer`]),
    ...(action.by.some((party) => deciders.has(party)) ? [`${name} is done by the party that decided`] : []),
  ]
}

export function namesOf(definition: CaseDefinition, part: CaseActionDefinition['part']): string[] {
  return Object.entries(definition.actions).flatMap(([name, one]) => (one.part === part ? [name] : []))
}

/** Those of a part that lead to an action without another notice on the way: of two ways, its own. */
function leadingTo(
  definition: CaseDefinition,
  action: CaseActionDefinition,
  part: CaseActionDefinition['part'],
): string[] {
  const rest = Object.values(definition.actions).filter((one) => one.part !== 'notice')
  return namesOf(definition, part).filter((name) => {
    const reached = statesFrom([definition.actions[name]?.to ?? ''], rest)
    return action.from.some((state) => reached.has(state))
  })
}

/** Whether an action can come about without any of some others. */
function canReach(definition: CaseDefinition, action: CaseActionDefinition, without: readonly string[]): boolean {
  const rest = Object.entries(definition.actions).filter(([name]) => !without.includes(name))
  const first = rest.filter(([, one]) => one.from.length === 0).map(([, one]) => one.to)
  const reached = statesFrom(
    first,
    rest.map(([, one]) => one),
  )
  return action.from.some((state) => reached.has(state))
}

/** The states that can come after some others, those included. */
function statesFrom(first: readonly string[], actions: readonly CaseActionDefinition[]): Set<string> {
  const reached = new Set(first)
  for (let before = -1; before !== reached.size;) {
    before = reached.size
    for (const one of actions) if (one.from.some((state) => reached.has(state))) reached.add(one.to)
  }
  return reached
}

/** By serving and an appeal, with somebody else at its end. */
function leadsToAppeal(definition: CaseDefinition, action: CaseActionDefinition): boolean {
  const all = Object.values(definition.actions)
  const served = all.filter((one) => one.part === 'serving' && one.from.includes(action.to)).map((one) => one.to)
  const appeals = all.filter((one) => one.part === 'appeal' && one.from.some((state) => served.includes(state)))
  const decided = all.filter((one) => one.part === 'onAppeal')
  return appeals.some((appeal) => decided.some((one) => one.from.includes(appeal.to)))
}

/** Actions outside the case that could follow at once on a decision, or while an appeal is open. */
function cascadesUnserved(definition: CaseDefinition, action: CaseActionDefinition): string[] {
  const appealed = Object.values(definition.actions).flatMap((one) => (one.part === 'appeal' ? [one.to] : []))
  return Object.entries(definition.actions).flatMap(([name, one]) =>
    one.part === 'cascade' && one.from.some((state) => state === action.to || appealed.includes(state)) ? [name] : [],
  )
}
