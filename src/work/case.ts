import {
  actionFault,
  actionOf,
  allowedActions,
  isFormTold,
  isOfAct,
  type CaseAction,
  type CaseTime,
  type Form,
} from '../domain/case.ts'
import { CASE_DEFINITIONS, getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import { isOverdueOn } from '../domain/due.ts'
import { suggestedForm } from '../domain/outcome-suggestion.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  findActor,
  findCase,
  listActions,
  listRunOut,
  listServedParties,
  type CaseFile,
  type CaseSubject,
} from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listJudgements } from '../store/outcome.ts'
import type { Act, CaseChange } from './case-act.ts'
import { CASE_EFFECTS } from './case-effects.ts'
import { appendAction, getCaseTime } from './case-open.ts'
import { issueLetters } from './letter.ts'
import { drawSecondLook } from './second-look.ts'
import { reading, takingPart, type Clock, type Desk } from './desk.ts'

export type CaseRow = {
  readonly id: string
  readonly kind: string
  readonly subject: CaseSubject
  readonly state: string
  /** The party that is waited for, its name and whether its desk is one of mine; null where closed. */
  readonly waits: string | null
  readonly waitsFor: string | null
  readonly mine: boolean
  readonly openedOn: Day
  readonly since: Day
  readonly due: Day | null
  readonly isOverdue: boolean
  readonly closedOn: Day | null
  readonly version: number
}

export function rowOf(file: CaseFile, today: Day): CaseRow {
  const waits = getCaseDefinition(file.kind).states[file.state]?.waits ?? null
  return {
    id: file.id,
    kind: file.kind,
    subject: file.subject,
    state: file.state,
    waits,
    waitsFor: waits === null ? null : (file.parties[waits]?.name ?? null),
    mine: file.mine,
    openedOn: file.openedOn,
    since: file.waitingSince,
    due: file.dueOn,
    isOverdue: isOverdueOn(file.dueOn, today),
    closedOn: file.closedOn,
    version: file.version,
  }
}

export type CaseView = CaseRow & {
  readonly parties: Readonly<Record<string, string>>
  readonly actions: readonly (Omit<CaseAction, 'by'> & {
    readonly at: string
    readonly actor: { zh: string; en: string }
  })[]
  /** What I can do now. */
  readonly allowed: readonly string[]
  /** What the forms of these actions begin with. */
  readonly suggested: Readonly<Record<string, Form>>
}

/** One case with what was done in it, and what I can do. Outside the scope it is not found. */
export function getCase(desk: Desk, id: string): Promise<CaseView> {
  return reading(desk, (tx, clock) => getCaseWithin(tx, desk, clock, id))
}

/** The same within a transaction that reads more. */
export async function getCaseWithin(tx: Tx, desk: Desk, clock: Clock, id: string): Promise<CaseView> {
  return viewOfCase(tx, desk, await demandCase(tx, id), clock)
}

async function demandCase(tx: Tx, id: string): Promise<CaseFile> {
  const file = await findCase(tx, id)
  if (file === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
  return file
}

async function viewOfCase(tx: Tx, desk: Desk, file: CaseFile, clock: Clock): Promise<CaseView> {
  const actions = await listActions(tx, [file.id])
  const served = await listServedParties(tx, file.parties)
  const me = await findActor(tx)
  const time = await getCaseTime(tx, desk, clock)
  const definition = getCaseDefinition(file.kind)
  const allowed = allowedActions(definition, actions, { id: me.id, parties: served }, time).filter((name) =>
    isOfAct(actionOf(definition, name), file.subject),
  )
  return {
    ...rowOf(file, clock.today),
    parties: Object.fromEntries(Object.entries(file.parties).map(([party, { name }]) => [party, name])),
    actions: actions.map(({ action, party, day, form, at, actorZh, actorEn }) => ({
      action,
      party,
      day,
      form: isFormTold(actionOf(definition, action), file.state, served) ? form : {},
      at,
      actor: { zh: actorZh, en: actorEn },
    })),
    allowed,
    suggested: await suggestedForms(tx, file, { allowed, actions, time, today: clock.today }),
  }
}

type Suggesting = {
  readonly allowed: readonly string[]
  readonly actions: readonly CaseAction[]
  readonly time: CaseTime
  readonly today: Day
}

/** Where law has outcomes against somebody, the forms begin with what the rules found last. */
async function suggestedForms(
  tx: Tx,
  file: CaseFile,
  { allowed, actions, time, today }: Suggesting,
): Promise<Record<string, Form>> {
  const definition = getCaseDefinition(file.kind)
  if (definition.legalOrder === undefined || allowed.length === 0) return {}
  const findings = (await listJudgements(tx, file.id)).at(-1)?.findings ?? []
  const ground = { findings, actions, gates: time.gates, today }
  return Object.fromEntries(
    allowed
      .map((name) => [name, suggestedForm(actionOf(definition, name), ground)] as const)
      .filter(([, form]) => Object.keys(form).length > 0),
  )
}

export type CaseCommand = { readonly action: string; readonly form: Form; readonly seen: number }

/** Does an action in a case: for a party that the actor serves, on the version that was seen, with its effect. */
export function actInCase(desk: Desk, id: string, command: CaseCommand): Promise<CaseView> {
  return takingPart(desk, 'case.act', [id, command], async (tx, clock) => {
    const file = await demandCase(tx, id)
    if (file.version !== command.seen) throw new Refusal('STALE', { now: file.version, seen: command.seen })
    demandOwnHand(file.kind, command)
    demandPlainForm(file.kind, command)
    const done = await actWithin(tx, desk, { file, clock, command })
    const reply = await viewOfCase(tx, desk, await demandCase(tx, done.id), clock)
    return { reply, subject: `case ${id}`, facts: { kind: file.kind, action: command.action } }
  })
}

/** What the system does by the clock, or within a wider act, is no button. */
function demandOwnHand(kind: string, { action: name }: CaseCommand): void {
  const { actions, name: of } = getCaseDefinition(kind)
  const action = actions[name]
  if (action?.byClock !== true && action?.isWithin !== true) return
  const { zh, en } = action.name
  throw new Refusal('CASE_BY_ITSELF', { kind: of.zh, kindEn: of.en, action: zh, actionEn: en })
}

/** A form from outside holds what the definition asks for and nothing that the server sets, such as a due day. */
function demandPlainForm(kind: string, { action, form }: CaseCommand): void {
  const fields = getCaseDefinition(kind).actions[action]?.form
  const asked = fields?.filter((field) => field.hidden !== true).map((field) => field.key)
  const other = Object.keys(form).find((key) => asked?.includes(key) === false)
  if (other !== undefined)
    throw new Refusal('BAD_REQUEST', { detail: `form: ${other}`, pointer: `/body/form/${other}` })
}

type Within = {
  readonly file: CaseFile
  readonly clock: Clock
  readonly command: Pick<CaseCommand, 'action' | 'form'>
  /** The system does it for whoever let the days pass. */
  readonly isByClock?: boolean
}

/** The same within a transaction that does more: many cases at once, or a case that moves another. */
export async function actWithin(tx: Tx, desk: Desk, { file, clock, command, isByClock }: Within): Promise<CaseFile> {
  const { action, form } = command
  const definition = getCaseDefinition(file.kind)
  const served = await listServedParties(tx, file.parties)
  const by = definition.actions[action]?.by ?? []
  const party = (isByClock === true ? by[0] : by.find((one) => served.includes(one))) ?? ''
  const time = await getCaseTime(tx, desk, clock)
  const { change, ...asked } = await prepareAct({ tx, desk, clock, time, file, form }, action)
  const after = await appendAction(tx, time, file, { action, party, day: clock.today, form, ...change })
  const done = { ...asked, file: after }
  await CASE_EFFECTS[file.kind]?.[action]?.after?.(done)
  await issueLetters(done, action)
  await drawSecondLook(done, action)
  return after
}

/** Asks the rules, once, and the effect of an action. What is out of order is refused as such, not by what they ask for. */
async function prepareAct(act: Act, action: string): Promise<Act & { readonly change?: CaseChange | undefined }> {
  const effect = CASE_EFFECTS[act.file.kind]?.[action]
  if (actionFault(getCaseDefinition(act.file.kind), act.file.state, action) !== undefined) return act
  const judged = { ...act, judgement: await effect?.judge?.(act) }
  return { ...judged, change: (await effect?.before?.(judged)) ?? undefined }
}

/** Cases whose clock has run out while the definition says what then follows: done by the system, each in its own write. */
export async function runCaseClocks(desk: Desk, newKey: () => string): Promise<number> {
  const followed = CASE_DEFINITIONS.flatMap((definition) =>
    Object.entries(definition.actions).flatMap(([action, { from, byClock }]) =>
      byClock === true ? from.map((state) => [`${definition.kind}.${state}`, action] as const) : [],
    ),
  )
  const actions = new Map(followed)
  const due = await reading(desk, (tx, clock) => listRunOut(tx, [...actions.keys()], clock.today, RUN_OUT_AT_ONCE))
  let done = 0
  for (const { id, kind, state, version } of due) {
    const action = actions.get(`${kind}.${state}`) ?? ''
    if (await isDoneByClock({ ...desk, key: newKey() }, id, { action, form: {}, seen: version })) done += 1
  }
  return done
}

/** What one case refuses waits for a person or for the next hour; it holds up no other case. */
async function isDoneByClock(desk: Desk, id: string, command: CaseCommand): Promise<boolean> {
  try {
    await takingPart(desk, 'case.clock', [id, command], async (tx, clock) => {
      const file = await demandCase(tx, id)
      if (file.version !== command.seen) throw new Refusal('STALE', { now: file.version, seen: command.seen })
      await actWithin(tx, desk, { file, clock, command, isByClock: true })
      return { reply: null, subject: `case ${id}`, facts: { kind: file.kind, action: command.action } }
    })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const RUN_OUT_AT_ONCE = 500
