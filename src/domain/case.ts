import { addDays, yearsLater, type Day } from './day.ts'
import type { GateParameters } from './gate-policy.ts'
import type { Parameters } from './policy.ts'
import type { Text } from './refusal.ts'
import { addWorkingDays, workingDaysBetween, type Calendar } from './working-day.ts'

/**
 * A case definition is data: states, who waits in each, and which action leads where. A case is its append-only list of
 * actions; state, queue, clock and the allowed actions are pure functions of that list (design.md 5).
 */
export type CaseDefinition = {
  readonly kind: string
  readonly name: Text
  /** The order of law whose remedies an outcome against somebody names (domain.md 5.4); there where it has one. */
  readonly legalOrder?: LegalOrder
  /** Grounds of law on which an outcome can rest beside the rules of the pack, with their words. */
  readonly grounds?: Readonly<Record<string, Text>>
  /** The roles in the case, each served by a desk or by an organization. */
  readonly parties: Readonly<Record<string, Text>>
  readonly states: Readonly<Record<string, CaseState>>
  readonly actions: Readonly<Record<string, CaseActionDefinition>>
}

/** The state's order of authorities, reconsideration and court, or the Party's of branch and superior committee. */
export type LegalOrder = 'state' | 'party'

export type CaseState = {
  readonly name: Text
  /** The party whose queue holds the case; null where it is closed. */
  readonly waits: string | null
  readonly clock?: CaseClock
}

/** How long a state may last, in days or years that the policy pack states. */
export type CaseClock = {
  readonly parameter: NumberParameter
  readonly counted: 'working' | 'calendar' | 'years'
}
type NumbersOf<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T]
export type NumberParameter = NumbersOf<Parameters> | NumbersOf<GateParameters>

export type CaseActionDefinition = {
  readonly name: Text
  /** States in which it can be done; empty for the action that opens the case. */
  readonly from: readonly string[]
  readonly to: string
  /** The parties who may do it. */
  readonly by: readonly string[]
  readonly form: readonly FormField[]
  /** The acts, as the subject of the case names its own, in which it is done; in all where left out. */
  readonly acts?: readonly string[]
  /** Actions whose actor may not be the one who does this: a second pair of eyes. */
  readonly notByActorOf?: readonly string[]
  /** Done by the system when the clock of the state has run out, never by a button. */
  readonly byClock?: boolean
  /** Done once in the life of a case, whichever of the actions that lead to the same state did it. */
  readonly isOnce?: boolean
  /** Part of a wider act, such as a first save or a closing; never a button of its own. */
  readonly isWithin?: boolean
  /** An action that closes the door on somebody: drawn apart, asked once more. */
  readonly isAdverse?: boolean
  /** Keeps the day since which the case waits, and its clock. */
  readonly keepsClock?: boolean
  /** Who reads what the form said only in some states; before, that it was done and by whom. */
  readonly told?: { readonly party: string; readonly states: readonly string[] }
  /** Its part on the way to an outcome against somebody; `adverseFaults` says what each part asks for. */
  readonly part?: OutcomePart
  /** The case is decided by it: for whoever it is about, or otherwise. An outcome against somebody decides without saying so. */
  readonly decides?: 'inFavour' | 'otherwise'
  /** The paper that is issued with it, in the same transaction. */
  readonly paper?: ActionPaper
}

/** The template of a paper (templates/), others by what is decided, and those of papers that are issued along with it. */
export type ActionPaper = {
  readonly template: string
  readonly of?: Readonly<Record<string, string>>
  readonly also?: readonly string[]
}

/**
 * Notice before an outcome, the hearing of whoever it is about (or the end of its days), the adverse outcome itself, its
 * serving, the appeal and what somebody else decides on it, and what would follow outside the case.
 */
export type OutcomePart = 'notice' | 'hearing' | 'adverse' | 'serving' | 'appeal' | 'onAppeal' | 'cascade'

export type FormValue = string | number | boolean | null | readonly string[]
export type Form = Readonly<Record<string, FormValue>>

export type FormField = {
  readonly key: string
  /** `body` is the id of a responsible body, chosen from the list; `conference` the id of a joint conference. */
  readonly kind: 'text' | 'day' | 'choice' | 'list' | 'count' | 'yesNo' | 'body' | 'conference'
  readonly label: Text
  readonly needed?: boolean
  /** Of a choice the one, of a list those that can be named; a list without choices is free. */
  readonly choices?: Readonly<Record<string, Text>>
  /** Set by the server in the same act, never asked on the page. */
  readonly hidden?: boolean
}

/** One action on record: who did it for which party, on which day, and what the form said. */
export type CaseAction = {
  readonly action: string
  readonly party: string
  readonly by: number
  readonly day: Day
  readonly form: Form
}

/** Where a case stands. `due` is null where the state has no clock, or the case is closed. */
export type CaseStanding = {
  readonly state: string
  readonly waits: string | null
  readonly since: Day
  readonly due: Day | null
  readonly closedOn: Day | null
  readonly decision: CaseDecision | null
}

/** What was decided first in a case, and what became of it on appeal. */
export type CaseDecision = {
  readonly on: Day
  /** The action that decided or, where it is against somebody, the outcome that the notice named. */
  readonly outcome: string
  /** Working days from the day on which the case was opened. */
  readonly days: number
  readonly appealedOn: Day | null
  readonly overturnedOn: Day | null
}

export type CaseTime = {
  readonly parameters: Parameters
  readonly gates: GateParameters
  readonly calendar: Calendar
}

/** The standing that the list of actions gives. Throws where the list could not have come about: that is a bug. */
export function standingOfCase(
  definition: CaseDefinition,
  actions: readonly CaseAction[],
  time: CaseTime,
): CaseStanding {
  let now: Step | undefined
  for (const one of actions) {
    const fault = actionFault(definition, now?.state, one.action)
    if (fault !== undefined) throw new Error(`A ${definition.kind} case cannot ${one.action}: ${fault}.`)
    now = stepOf(definition, now, one, time)
  }
  if (now === undefined) throw new Error(`A ${definition.kind} case has no action.`)
  return { ...now, decision: decisionOf(definition, actions, time) }
}

type Step = Omit<CaseStanding, 'decision'>

/** The standing after one more action. A form that names `dueOn` sets the day; else the clock of the new state does. */
function stepOf(definition: CaseDefinition, now: Step | undefined, one: CaseAction, time: CaseTime): Step {
  const action = actionOf(definition, one.action)
  const state = stateOf(definition, action.to)
  const kept = now !== undefined && (action.keepsClock === true || action.to === now.state) ? now : undefined
  const since = kept?.since ?? one.day
  const set = one.form['dueOn']
  const due = typeof set === 'string' ? set : (kept?.due ?? dueOf(state, one.day, time))
  const isClosed = state.waits === null
  return {
    state: action.to,
    waits: state.waits,
    since,
    due: isClosed ? null : due,
    closedOn: isClosed ? one.day : null,
  }
}

function dueOf({ clock }: CaseState, day: Day, time: CaseTime): Day | null {
  if (clock === undefined) return null
  const count = { ...time.parameters, ...time.gates }[clock.parameter]
  if (clock.counted === 'years') return yearsLater(day, count)
  return clock.counted === 'working' ? addWorkingDays(day, count, time.calendar) : addDays(day, count)
}

/** The first decision; what is decided after it (a cure, another vote) is its sequel, an appeal its test. */
function decisionOf(
  definition: CaseDefinition,
  actions: readonly CaseAction[],
  { calendar }: CaseTime,
): CaseDecision | null {
  const parts = actions.map((one) => actionOf(definition, one.action))
  const at = parts.findIndex(({ part, decides }) => part === 'adverse' || decides !== undefined)
  const [first, made] = [actions[0], actions[at]]
  if (first === undefined || made === undefined) return null
  const notice = actions[parts.slice(0, at).findLastIndex(({ part }) => part === 'notice')]
  const named = parts[at]?.part === 'adverse' ? formText(notice?.form ?? {}, 'outcome') : ''
  const dayOf = (isIt: (action: CaseActionDefinition) => boolean) =>
    actions[parts.findIndex((one, index) => index > at && isIt(one))]?.day ?? null
  return {
    on: made.day,
    outcome: named === '' ? made.action : named,
    days: workingDaysBetween(first.day, made.day, calendar),
    appealedOn: dayOf(({ part }) => part === 'appeal'),
    overturnedOn: dayOf(({ part, isAdverse }) => part === 'onAppeal' && isAdverse !== true),
  }
}

/** The words of a decision: those of its action, or of the outcome that can be proposed. */
export function decisionName({ actions }: CaseDefinition, outcome: string): Text {
  const asked = Object.values(actions).flatMap(({ form, part }) => (part === 'notice' ? form : []))
  const proposed = asked.flatMap(({ key, choices }) => (key === 'outcome' ? [choices?.[outcome]] : []))
  return actions[outcome]?.name ?? proposed.find((one) => one !== undefined) ?? { zh: outcome, en: outcome }
}

export function actionOf(definition: CaseDefinition, name: string): CaseActionDefinition {
  const action = definition.actions[name]
  if (action === undefined) throw new Error(`A ${definition.kind} case knows no action ${name}.`)
  return action
}

export function stateOf(definition: CaseDefinition, name: string): CaseState {
  const state = definition.states[name]
  if (state === undefined) throw new Error(`A ${definition.kind} case knows no state ${name}.`)
  return state
}

/** Why an action cannot be done in a state (undefined: the case is not open yet), or undefined where it can. */
export function actionFault(definition: CaseDefinition, state: string | undefined, name: string): string | undefined {
  const action = definition.actions[name]
  if (action === undefined) return 'unknown'
  if (state === undefined) return action.from.length === 0 ? undefined : 'notOpen'
  return action.from.includes(state) ? undefined : 'outOfOrder'
}

/** The actions that somebody who serves these parties can do now, in the order of the definition. */
export function allowedActions(
  definition: CaseDefinition,
  actions: readonly CaseAction[],
  actor: { readonly id: number; readonly parties: readonly string[] },
  time: CaseTime,
): string[] {
  const { state } = standingOfCase(definition, actions, time)
  return Object.entries(definition.actions)
    .filter(([, action]) => action.byClock !== true && action.isWithin !== true && action.from.includes(state))
    .filter(([, action]) => action.by.some((party) => actor.parties.includes(party)))
    .filter(([name, action]) => !isSecondPairMissing(action, actions, actor.id) && !isSpent(definition, name, actions))
    .map(([name]) => name)
}

/** Whether the actor has done what somebody else must have done. */
export function isSecondPairMissing(
  action: CaseActionDefinition,
  actions: readonly CaseAction[],
  actor: number,
): boolean {
  return actions.some((one) => one.by === actor && (action.notByActorOf ?? []).includes(one.action))
}

/** Whether what is done once was done: by this action, or by another of those done once that leads to the same state. */
export function isSpent(
  definition: CaseDefinition,
  name: string,
  actions: readonly Pick<CaseAction, 'action'>[],
): boolean {
  const action = actionOf(definition, name)
  if (action.isOnce !== true) return false
  return actions.some(({ action: done }) => {
    const other = definition.actions[done]
    return other?.isOnce === true && other.to === action.to
  })
}

/** Whether an action is done in a case about this. */
export function isOfAct(action: CaseActionDefinition, { act }: Readonly<Record<string, unknown>>): boolean {
  return action.acts === undefined || typeof act !== 'string' || action.acts.includes(act)
}

/** Fields of a form that are needed and blank, or not of their kind; empty where the form can be taken. */
export function formFaults(action: CaseActionDefinition, form: Form): FormField[] {
  return action.form.filter((field) => {
    const value = form[field.key]
    const isBlank = value == null || (typeof value === 'string' && value.trim() === '') || isEmptyList(value)
    if (isBlank) return field.needed === true
    return !isOfKind(field, value)
  })
}

function isEmptyList(value: FormValue): boolean {
  return Array.isArray(value) && value.length === 0
}

const KINDS: Readonly<Record<FormField['kind'], (value: FormValue, field: FormField) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= 2000,
  day: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  choice: (value, field) => typeof value === 'string' && value in (field.choices ?? {}),
  list: (value, { choices }) =>
    Array.isArray(value) &&
    value.length <= 500 &&
    (choices === undefined || value.every((one) => String(one) in choices)),
  count: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  yesNo: (value) => typeof value === 'boolean',
  body: isId,
  conference: isId,
}

function isId(value: FormValue): boolean {
  return typeof value === 'string' && value.length <= 60
}

function isOfKind(field: FormField, value: FormValue): boolean {
  return KINDS[field.kind](value, field)
}

/** What a definition must hold: every state can be reached, every open one can be left, each waits for one known party. */
export function definitionFaults(definition: CaseDefinition): string[] {
  const reached = reachedStates(definition)
  const states = Object.entries(definition.states).flatMap(([name, state]) => {
    const isLeft = Object.values(definition.actions).some((one) => one.from.includes(name))
    return [
      ...(reached.has(name) ? [] : [`${name} is never reached`]),
      ...(state.waits === null || isLeft ? [] : [`${name} is never left`]),
      ...(state.waits === null || state.waits in definition.parties ? [] : [`${name} waits for nobody`]),
    ]
  })
  const actions = Object.entries(definition.actions).flatMap(([name, one]) => [
    ...[one.to, ...one.from].filter((state) => !(state in definition.states)).map((state) => `${name} names ${state}`),
    ...one.by.filter((party) => !(party in definition.parties)).map((party) => `${name} is done by ${party}`),
  ])
  return [...states, ...actions]
}

/** The states to which some list of actions leads. */
export function reachedStates(definition: CaseDefinition): ReadonlySet<string> {
  const actions = Object.values(definition.actions)
  const reached = new Set(actions.filter((one) => one.from.length === 0).map((one) => one.to))
  for (let before = -1; before !== reached.size;) {
    before = reached.size
    for (const one of actions) if (one.from.some((state) => reached.has(state))) reached.add(one.to)
  }
  return reached
}

/** What or whom a case is about, as its subject names it; the code is there where it is an organization. */
export function objectOfCase(subject: Readonly<Record<string, unknown>>): {
  readonly name: string
  readonly code: string | null
} {
  const name = [subject['name'], subject['title']].find((one) => typeof one === 'string')
  const { code } = subject
  return { name: typeof name === 'string' ? name : '—', code: typeof code === 'string' ? code : null }
}

/** What a form says under a key as text; blank where it says nothing. */
export function formText(form: Form, key: string): string {
  const value = form[key]
  return typeof value === 'string' ? value : ''
}

/** What a form lists under a key; empty where it lists nothing. */
export function formList(form: Form, key: string): string[] {
  const value = form[key]
  return Array.isArray(value) ? value.map(String) : []
}

/** Whether whoever serves these parties reads what the form of an action said, where the case stands now. */
export function isFormTold(
  { told }: Pick<CaseActionDefinition, 'told'>,
  state: string,
  served: readonly string[],
): boolean {
  if (told === undefined || told.states.includes(state)) return true
  return served.length === 0 || served.some((party) => party !== told.party)
}
