import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

export type ConferenceRow = {
  readonly id: string
  readonly day: Day
  readonly place: string
  readonly convenorScope: number
  readonly convenorName: string
  readonly minutes: string
  readonly heldOn: Day | null
  readonly version: number
  /** Whether the actor does the work of the desk that convenes it. */
  readonly mine: boolean
  /** Questions on the agenda that the actor sees, and how many of them wait for a decision. */
  readonly questions: number
  readonly undecided: number
}

const CONFERENCE = sql`
  select f.id, f.day, f.place, f.convenor_scope, f.convenor_name, f.minutes, f.held_on, f.version,
         trefoil.serves_queue(f.convenor_scope, null) as mine, coalesce(i.questions, 0) as questions,
         coalesce(i.undecided, 0) as undecided
  from trefoil.conference f left join lateral (
    select count(*)::integer as questions, (count(*) filter (where c.closed_on is null))::integer as undecided
    from trefoil.conference_item i join trefoil.case_file c on c.id = i.case_id
    where i.conference_id = f.id and i.part = 'question') i on true`

export async function findConference(tx: Tx, id: string): Promise<ConferenceRow | undefined> {
  const { rows } = await sql<ConferenceRow>`${CONFERENCE} where f.id::text = ${id}`.execute(tx)
  return rows[0]
}

/** Conferences within the scope, the latest first. */
export async function listConferences(tx: Tx, limit: number): Promise<ConferenceRow[]> {
  const { rows } = await sql<ConferenceRow>`${CONFERENCE} order by f.day desc, f.id limit ${limit}`.execute(tx)
  return rows
}

export type NewConference = {
  readonly id: string
  readonly day: Day
  readonly place: string
  readonly convenorScope: number
  readonly convenorName: string
}

export async function createConference(tx: Tx, one: NewConference): Promise<void> {
  await sql`insert into trefoil.conference (id, day, place, convenor_scope, convenor_name, scopes, places)
    values (${one.id}::uuid, ${one.day}::date, ${one.place}, ${one.convenorScope}, ${one.convenorName},
            array[${one.convenorScope}::integer], array[${one.convenorScope}::integer / 64])`.execute(tx)
}

/** Puts cases on the agenda or among the tasks, once each; who sees them sees the conference from now on. */
export async function addItems(
  tx: Tx,
  id: string,
  part: 'question' | 'task',
  caseIds: readonly string[],
): Promise<void> {
  const fresh = await sql<{ id: string }>`
    select c.id from unnest(${[...caseIds]}::uuid[]) as c(id)
    where not exists (select from trefoil.conference_item i where i.conference_id = ${id}::uuid and i.case_id = c.id)`.execute(
    tx,
  )
  const rows = fresh.rows.map((row) => ({ conference_id: id, case_id: row.id, part }))
  await insertRows(tx, 'trefoil.conference_item', ['conference_id', 'case_id', 'part'], rows)
  await sql`update trefoil.conference f set
      scopes = (select array_agg(distinct s) from (select unnest(f.scopes) s union select unnest(c.scopes)
        from trefoil.case_file c where c.id = any(${[...caseIds]}::uuid[])) x),
      places = (select array_agg(distinct s / 64) from (select unnest(f.scopes) s union select unnest(c.scopes)
        from trefoil.case_file c where c.id = any(${[...caseIds]}::uuid[])) x)
    where f.id = ${id}::uuid`.execute(tx)
}

export type ItemRow = { readonly conferenceId: string; readonly caseId: string; readonly part: 'question' | 'task' }

/** What is on the agenda, and what was given to do, in the order in which it came; only what the actor sees. */
export async function listItems(tx: Tx, id: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select conference_id, case_id, part from trefoil.conference_item where conference_id = ${id}::uuid
    order by at, case_id`.execute(tx)
  return rows
}

/** Open questions at the actor's desks that are on no agenda yet, the longest waiting first. */
export async function listUnplaced(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from trefoil.case_file c where c.kind = 'dispute' and c.closed_on is null
      and trefoil.serves_queue(c.queue_scope, null)
      and not exists (select from trefoil.conference_item i where i.case_id = c.id)
    order by c.opened_at, c.id limit ${limit}`.execute(tx)
  return rows.map((row) => row.id)
}

/** Writes the minutes and whether it was held; false where somebody else has written them since. */
export async function saveMinutes(
  tx: Tx,
  id: string,
  { minutes, heldOn, seen }: { readonly minutes: string; readonly heldOn: Day | null; readonly seen: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update trefoil.conference set minutes = ${minutes}, held_on = ${heldOn}::date, version = version + 1
    where id = ${id}::uuid and version = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}
