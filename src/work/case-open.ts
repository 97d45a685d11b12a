import { randomUUID } from 'node:crypto'
import {
  actionFault,
  actionOf,
  formFaults,
  isOfAct,
  isSecondPairMissing,
  isSpent,
  standingOfCase,
  type CaseDefinition,
  type CaseTime,
  type Form,
} from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { getCalendar } from '../store/calendar.ts'
import {
  appendActionRow,
  createCases,
  findActor,
  isOwnOrganization,
  listActions,
  type CaseFile,
  type CaseParties,
  type CaseSubject,
  type FreshCase,
} from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import type { Clock, Desk } from './desk.ts'
import { getPolicyWithGates } from './policy.ts'

/** What the clocks of cases are read by: the policy in force today and the calendar of working days. */
export async function getCaseTime(tx: Tx, desk: Pick<Desk, 'packs'>, clock: Pick<Clock, 'today'>): Promise<CaseTime> {
  const { parameters, gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
  return { parameters, gates: gates.parameters, calendar: await getCalendar(tx) }
}

/** A case to open. `action` opens it for `party`; a form that names `dueOn` sets its day. */
export type Opening = {
  readonly id?: string
  readonly kind: string
  readonly organizationId: number | null
  readonly organizationScope: number | null
  readonly subject: CaseSubject
  readonly parties: CaseParties
  readonly action: string
  readonly party: string
  readonly form?: Form
}

/** Opens cases, all in this transaction, and gives their ids in the order asked. */
export async function openCases(
  tx: Tx,
  time: CaseTime,
  day: Day,
  openings: readonly Opening[],
): Promise<readonly string[]> {
  const fresh = openings.map((one): FreshCase => {
    const definition = getCaseDefinition(one.kind)
    const first = { action: one.action, party: one.party, day, form: one.form ?? {} }
    return {
      id: one.id ?? randomUUID(),
      kind: one.kind,
      organizationId: one.organizationId,
      organizationScope: one.organizationScope,
      subject: one.subject,
      parties: one.parties,
      first,
      standing: standingOfCase(definition, [{ ...first, by: 0 }], time),
    }
  })
  await createCases(tx, fresh)
  return fresh.map((one) => one.id)
}

export type Doing = {
  readonly action: string
  readonly party: string
  readonly day: Day
  readonly form: Form
  /** Parties who change with the action, and what the case is about from now on. */
  readonly parties?: CaseParties
  readonly subject?: CaseSubject
}

/** Appends an action to a case whose row was read in this transaction; refused where it is out of order or stale. */
export async function appendAction(tx: Tx, time: CaseTime, file: CaseFile, doing: Doing): Promise<CaseFile> {
  const definition = getCaseDefinition(file.kind)
  const actions = await listActions(tx, [file.id])
  const me = await findActor(tx)
  demandAction(definition, file, { doing, actions, me: me.id })
  await demandOthersCase(tx, definition, { file, doing })
  const { action, party, day, form } = doing
  const standing = standingOfCase(definition, [...actions, { action, party, day, form, by: me.id }], time)
  const parties = doing.parties ?? file.parties
  const subject = doing.subject ?? file.subject
  const isDone = await appendActionRow(tx, file, { action, party, day, form }, { standing, parties, subject })
  if (!isDone) throw new Refusal('STALE', { now: file.version + 1, seen: file.version })
  const { state, due, since, closedOn } = standing
  const decision = standing.decision?.outcome ?? null
  return {
    ...file,
    parties,
    subject,
    state,
    version: file.version + 1,
    dueOn: due,
    waitingSince: since,
    closedOn,
    decision,
  }
}

type Asked = {
  readonly doing: Doing
  readonly actions: readonly { readonly by: number; readonly action: string }[]
  readonly me: number
}

function demandAction(definition: CaseDefinition, file: CaseFile, { doing, actions, me }: Asked): void {
  const about = { kind: definition.name.zh, kindEn: definition.name.en, action: doing.action }
  const fault = actionFault(definition, file.state, doing.action)
  if (fault === 'unknown') throw new Refusal('CASE_ACTION_UNKNOWN', about)
  const action = actionOf(definition, doing.action)
  const state = definition.states[file.state]
  const told = { ...about, action: action.name.zh, actionEn: action.name.en }
  if (fault !== undefined || !isOfAct(action, file.subject)) {
    throw new Refusal('CASE_OUT_OF_ORDER', {
      ...told,
      state: state?.name.zh ?? file.state,
      stateEn: state?.name.en ?? file.state,
    })
  }
  if (!action.by.includes(doing.party)) throw new Refusal('CASE_NOT_YOURS', told)
  if (isSpent(definition, doing.action, actions)) throw new Refusal('CASE_ONCE', told)
  const past = actions.map((one) => ({ ...one, party: '', day: '', form: {} }))
  if (isSecondPairMissing(action, past, me)) throw new Refusal('CASE_SECOND_PERSON', told)
  const [missing] = formFaults(action, doing.form)
  if (missing !== undefined) {
    const pointer = `/body/form/${missing.key}`
    throw new Refusal('CASE_FORM', { ...told, field: missing.label.zh, fieldEn: missing.label.en, pointer })
  }
}

/** Nobody acts for a desk in a case about an organization that is her own, where law has outcomes against it. */
async function demandOthersCase(
  tx: Tx,
  definition: CaseDefinition,
  { file, doing }: { readonly file: CaseFile; readonly doing: Doing },
): Promise<void> {
  if (definition.legalOrder === undefined || file.organizationId === null) return
  if (file.parties[doing.party]?.scope === undefined) return
  if (await isOwnOrganization(tx, file.organizationId)) {
    throw new Refusal('CASE_OWN', { kind: definition.name.zh, kindEn: definition.name.en })
  }
}
