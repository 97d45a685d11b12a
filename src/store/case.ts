import { sql } from 'kysely'
import type { CaseAction, CaseStanding } from '../domain/case.ts'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'
import { insertRows, ROWS_AT_ONCE } from './fact.ts'
import { isUuid } from './uuid.ts'

/** A role in a case: the desk (scope = place * 64 + line) or the organization that serves it. */
export type CaseParty = {
  readonly name: string
  readonly scope?: number
  readonly organizationId?: number
  /** The key of the body whose desk it is. */
  readonly body?: string | null
  /** Goes with the organization when another body answers for it. */
  readonly follows?: boolean
}
export type CaseParties = Readonly<Record<string, CaseParty>>
export type CaseSubject = Readonly<Record<string, unknown>>

/** A case as its row has it. */
export type CaseFile = {
  readonly id: string
  readonly kind: string
  readonly organizationId: number | null
  readonly subject: CaseSubject
  readonly parties: CaseParties
  readonly openedOn: Day
  readonly state: string
  readonly version: number
  readonly waitingSince: Day
  readonly dueOn: Day | null
  readonly closedOn: Day | null
  readonly queueScope: number | null
  readonly queueOrganization: number | null
  /** What was first decided in it; null before. */
  readonly decision: string | null
  /** Whether it waits at a desk of the actor. */
  readonly mine: boolean
}

export type ActionRow = CaseAction & {
  readonly seq: number
  readonly at: string
  readonly actorZh: string
  readonly actorEn: string
}

/** Whether an open case waits at a desk of the actor, or for her organization. */
export const MINE = sql<boolean>`(closed_on is null and (coalesce(queue_scope = any((select trefoil.my_desks())::integer[]), false)
  or coalesce(queue_organization = any((select trefoil.my_organizations())::integer[]), false)))`
export const FILE = sql`select id, kind, organization_id, subject, parties, opened_on, state, version, waiting_since, due_on,
  closed_on, queue_scope, queue_organization, decision, ${MINE} as mine from trefoil.case_file`

export async function findCase(tx: Tx, id: string): Promise<CaseFile | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<CaseFile>`${FILE} where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The cases of these ids that the actor sees. */
export async function listCasesById(tx: Tx, ids: readonly string[]): Promise<CaseFile[]> {
  const { rows } = await sql<CaseFile>`${FILE} where id = any(${[...ids]}::uuid[]) order by id`.execute(tx)
  return rows
}

/** Open cases whose clock runs over a day. */
export async function listOpenSpanning(tx: Tx, day: Day): Promise<CaseFile[]> {
  const { rows } = await sql<CaseFile>`${FILE} where closed_on is null and waiting_since < ${day}::date
    and due_on >= ${day}::date order by id`.execute(tx)
  return rows
}

/** What is on record of cases, in the order in which it was done. */
export async function listActions(tx: Tx, ids: readonly string[]): Promise<(ActionRow & { caseId: string })[]> {
  const { rows } = await sql<ActionRow & { caseId: string }>`
    select case_id, seq, action, party, account_id as by, on_day as day, at, form, actor_zh, actor_en
    from trefoil.case_action where case_id = any(${[...ids]}::uuid[]) order by case_id, seq`.execute(tx)
  return rows
}

/** A case to be put on record with its first action. */
export type FreshCase = {
  readonly id: string
  readonly kind: string
  readonly organizationId: number | null
  /** The scope of the organization, which sees the case too. */
  readonly organizationScope: number | null
  readonly subject: CaseSubject
  readonly parties: CaseParties
  readonly first: Omit<CaseAction, 'by'>
  readonly standing: CaseStanding
}

const FILE_COLUMNS =
  'id kind organization_id subject parties scopes places opened_on version state queue_scope queue_organization waiting_since due_on closed_on decided_on decision decided_days appealed_on overturned_on'.split(
    ' ',
  )
export const ACTION_COLUMNS = 'case_id seq action party account_id roles actor_zh actor_en on_day form'.split(' ')

/** Puts many cases on record, each with the action that opens it. */
export async function createCases(tx: Tx, cases: readonly FreshCase[]): Promise<void> {
  const files = cases.map((one) => ({
    id: one.id,
    kind: one.kind,
    organization_id: one.organizationId,
    subject: one.subject,
    parties: one.parties,
    ...reachOf(one.parties, one.organizationScope),
    opened_on: one.first.day,
    version: 1,
    ...standingColumns(one.standing, one.parties),
  }))
  await insertRows(tx, 'trefoil.case_file', FILE_COLUMNS, files)
  const me = await findActor(tx)
  await insertRows(
    tx,
    'trefoil.case_action',
    ACTION_COLUMNS,
    cases.map(({ id, first }) => actionRow(id, 1, first, me)),
  )
}

type Actor = { readonly id: number; readonly roles: string[]; readonly titleZh: string; readonly titleEn: string }

export async function findActor(tx: Tx): Promise<Actor> {
  const { rows } = await sql<Actor>`
    select a.id, trefoil.my_roles() as roles, a.title_zh, a.title_en from trefoil.my_account() a`.execute(tx)
  const me = rows[0]
  if (me === undefined) throw new Error('Nobody is signed in. Maybe the session ended in the middle of a write?')
  return me
}

export function actionRow(caseId: string, seq: number, one: Omit<CaseAction, 'by'>, me: Actor) {
  return {
    case_id: caseId,
    seq,
    action: one.action,
    party: one.party,
    account_id: me.id,
    roles: me.roles,
    actor_zh: me.titleZh,
    actor_en: me.titleEn,
    on_day: one.day,
    form: one.form,
  }
}

/** Appends an action; false where the case has moved on since the version that was seen. */
export async function appendActionRow(
  tx: Tx,
  file: CaseFile,
  one: Omit<CaseAction, 'by'>,
  after: { readonly standing: CaseStanding; readonly parties: CaseParties; readonly subject: CaseSubject },
): Promise<boolean> {
  const me = await findActor(tx)
  const { standing, parties, subject } = after
  const reach = reachOf(parties, null)
  const columns = standingColumns(standing, parties)
  const { numAffectedRows } = await sql`
    update trefoil.case_file set state = ${columns.state}, version = version + 1,
      queue_scope = ${columns.queue_scope}, queue_organization = ${columns.queue_organization},
      waiting_since = ${columns.waiting_since}::date, due_on = ${columns.due_on}::date, closed_on = ${columns.closed_on}::date,
      decided_on = ${columns.decided_on}::date, decision = ${columns.decision}, decided_days = ${columns.decided_days},
      appealed_on = ${columns.appealed_on}::date, overturned_on = ${columns.overturned_on}::date,
      parties = ${JSON.stringify(parties)}::jsonb, subject = ${JSON.stringify(subject)}::jsonb,
      scopes = (select array_agg(distinct s) from unnest(scopes || ${reach.scopes}::integer[]) s),
      places = (select array_agg(distinct p) from unnest(places || ${reach.places}::integer[]) p)
    where id = ${file.id}::uuid and version = ${file.version}`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await insertRows(tx, 'trefoil.case_action', ACTION_COLUMNS, [actionRow(file.id, file.version + 1, one, me)])
  return true
}

/** What an action of each moves in many cases `c`, from rows `m` of these columns. */
export const MOVED = sql`state = m.state, version = c.version + 1, queue_scope = m.queue_scope,
  queue_organization = m.queue_organization, waiting_since = m.waiting_since, due_on = m.due_on, closed_on = m.closed_on,
  decided_on = m.decided_on, decision = m.decision, decided_days = m.decided_days, appealed_on = m.appealed_on,
  overturned_on = m.overturned_on`
export const MOVED_COLUMNS = sql`state text, queue_scope integer, queue_organization integer, waiting_since date,
  due_on date, closed_on date, decided_on date, decision text, decided_days integer, appealed_on date, overturned_on date`

/** Appends the same action to many cases that were read in this transaction, in few statements. */
export async function appendToMany(
  tx: Tx,
  moved: readonly { readonly file: CaseFile; readonly standing: CaseStanding }[],
  one: Omit<CaseAction, 'by'>,
): Promise<void> {
  const rows = moved.map(({ file, standing }) => ({
    id: file.id,
    seen: file.version,
    ...standingColumns(standing, file.parties),
  }))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_AT_ONCE))
    await sql`update trefoil.case_file c set ${MOVED} from json_to_recordset(${json}::json)
        as m(id uuid, seen integer, ${MOVED_COLUMNS})
      where c.id = m.id and c.version = m.seen`.execute(tx)
  }
  const me = await findActor(tx)
  const actions = moved.map(({ file }) => actionRow(file.id, file.version + 1, one, me))
  await insertRows(tx, 'trefoil.case_action', ACTION_COLUMNS, actions)
}

/** Where the parties stand: who sees one of these scopes, sees the case. */
function reachOf(parties: CaseParties, organizationScope: number | null): { scopes: number[]; places: number[] } {
  const scopes = new Set(Object.values(parties).flatMap(({ scope }) => (scope === undefined ? [] : [scope])))
  if (organizationScope !== null) scopes.add(organizationScope)
  return { scopes: [...scopes], places: [...new Set([...scopes].map((scope) => Math.floor(scope / 64)))] }
}

export function standingColumns(standing: CaseStanding, parties: CaseParties) {
  const waits = standing.waits === null ? undefined : parties[standing.waits]
  return {
    state: standing.state,
    queue_scope: waits?.scope ?? null,
    queue_organization: waits?.scope === undefined ? (waits?.organizationId ?? null) : null,
    waiting_since: standing.since,
    due_on: standing.due,
    closed_on: standing.closedOn,
    ...decisionColumns(standing.decision),
  }
}

function decisionColumns(decision: CaseStanding['decision']) {
  if (decision === null) {
    return { decided_on: null, decision: null, decided_days: null, appealed_on: null, overturned_on: null }
  }
  const { on, outcome, days, appealedOn, overturnedOn } = decision
  return { decided_on: on, decision: outcome, decided_days: days, appealed_on: appealedOn, overturned_on: overturnedOn }
}

/** Open cases whose clock has run out before a day, oldest first. */
export async function listRunOut(tx: Tx, kinds: readonly string[], today: Day, limit: number): Promise<CaseFile[]> {
  const { rows } = await sql<CaseFile>`${FILE} where closed_on is null and due_on < ${today}::date
    and kind || '.' || state = any(${[...kinds]}::text[]) order by due_on, id limit ${limit}`.execute(tx)
  return rows
}

export type DeskOf = {
  readonly scope: number
  readonly name: string
  readonly key: string | null
  readonly isGap: boolean
}

/** The desk that answers for an organization today; a gap is answered for by the civil-affairs body above its place. */
export async function getOrganizationDesk(tx: Tx, organizationId: number): Promise<DeskOf> {
  const { rows } = await sql<DeskOf>`select * from trefoil.organization_desk(${organizationId})`.execute(tx)
  const desk = rows[0]
  if (desk === undefined) throw new Error(`No desk answers for organization ${organizationId}.`)
  return desk
}

/** The desk of a body, by its key. */
export async function findBodyDesk(tx: Tx, key: string): Promise<Omit<DeskOf, 'isGap'> | undefined> {
  const { rows } = await sql<Omit<DeskOf, 'isGap'>>`
    select d.* from trefoil.body b cross join lateral trefoil.body_desk(b.id) d where b.key = ${key}`.execute(tx)
  return rows[0]
}

/** The desk above a body: that of the body above it, or of the civil-affairs body of the place above all. */
export async function getDeskAbove(tx: Tx, key: string | null): Promise<Omit<DeskOf, 'isGap'>> {
  const { rows } = await sql<Omit<DeskOf, 'isGap'>>`
    select d.* from trefoil.body b
    join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()
    cross join lateral trefoil.body_desk(f.parent_id) d where b.key = ${key}
    union all
    (select d.* from trefoil.body_fact f cross join lateral trefoil.body_desk(f.body_id) d
     left join trefoil.place p on p.id = f.place_id
     where f.line = 'civil' and upper_inf(f.known) and f.valid @> trefoil.today()
     order by p.hi - p.lo desc nulls last, f.body_id limit 1)
    limit 1`.execute(tx)
  return rows[0] ?? { scope: 1, name: '—', key: null }
}

/** Open cases about these organizations go to the desk that answers for them now. */
export async function refollowCases(tx: Tx, organizationIds: readonly number[]): Promise<void> {
  if (organizationIds.length === 0) return
  await sql`select trefoil.refollow_cases(${[...organizationIds]}::integer[])`.execute(tx)
}

/** Which parties of a case the actor serves: desks at or below what she writes, and her own organization. */
export async function listServedParties(tx: Tx, parties: CaseParties): Promise<string[]> {
  const wanted = Object.entries(parties).map(([party, { scope, organizationId }]) => ({
    party,
    scope: scope ?? null,
    organization: scope === undefined ? (organizationId ?? null) : null,
  }))
  const { rows } = await sql<{ party: string }>`
    select w.party from json_to_recordset(${JSON.stringify(wanted)}::json) as w(party text, scope integer, organization integer)
    where trefoil.serves_queue(w.scope, w.organization)`.execute(tx)
  return rows.map((row) => row.party)
}

/** The party as whom the actor speaks about an organization: the organization itself, or the desk that she writes at. */
export async function findMyParty(
  tx: Tx,
  about: { readonly organizationId: number; readonly organizationName: string; readonly scope: number },
): Promise<CaseParty> {
  const { rows } = await sql<{ isOwn: boolean; desk: number | null; titleZh: string }>`
    select ${about.organizationId} = any(trefoil.my_organizations()) as is_own, a.title_zh,
      (select d from unnest(trefoil.my_desks()) d join trefoil.place seat on seat.id = d / 64
       join trefoil.place home on home.id = ${about.scope} / 64 and home.lo between seat.lo and seat.hi
       order by (d % 64 = ${about.scope} % 64) desc, seat.hi - seat.lo, d limit 1) as desk
    from trefoil.my_account() a`.execute(tx)
  const [me] = rows
  if (me === undefined || me.isOwn) return { organizationId: about.organizationId, name: about.organizationName }
  return { scope: me.desk ?? about.scope, name: me.titleZh }
}

/** The desks that answer for many organizations today, by organization. */
export async function listOrganizationDesks(
  tx: Tx,
  ids: readonly number[],
): Promise<Map<number, Omit<DeskOf, 'isGap'>>> {
  const { rows } = await sql<Omit<DeskOf, 'isGap'> & { organizationId: number }>`
    select organization_id, scope, name, key from trefoil.organization_desks(${[...ids]}::integer[])`.execute(tx)
  return new Map(rows.map(({ organizationId, ...one }) => [organizationId, one]))
}

/** Whether the actor speaks for this organization. */
export async function isOwnOrganization(tx: Tx, organizationId: number): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select ${organizationId} = any(trefoil.my_organizations()) as own`.execute(tx)
  return rows[0]?.own === true
}

/** The civil-affairs desks that register organizations: of the division in the code, or nearest above the place. */
export async function mapRegistrationDesks(
  tx: Tx,
  organizationIds: readonly number[],
): Promise<Map<number, Omit<DeskOf, 'isGap'>>> {
  const { rows } = await sql<Omit<DeskOf, 'isGap'> & { id: number }>`
    select o.id, d.scope, d.name, d.key from unnest(${[...organizationIds]}::integer[]) as o(id)
    cross join lateral trefoil.registration_desk(o.id) d`.execute(tx)
  return new Map(rows.map(({ id, ...desk }) => [id, desk]))
}

export async function findRegistrationDesk(tx: Tx, organizationId: number): Promise<Omit<DeskOf, 'isGap'> | undefined> {
  return (await mapRegistrationDesks(tx, [organizationId])).get(organizationId)
}
