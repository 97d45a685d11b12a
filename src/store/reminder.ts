import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Past, Reminder } from '../domain/reminder.ts'
import type { CaseParties } from './case.ts'
import type { Tx } from './connection.ts'
import { ROWS_AT_ONCE } from './fact.ts'

/** Open cases that wait alike. A case of a campaign names it in its subject: `campaign` and `campaignTitle`. */
export type WaitingRow = {
  readonly kind: string
  readonly campaign: string
  readonly campaignTitle: string
  readonly state: string
  readonly scope: number | null
  readonly organizationId: number | null
  readonly since: Day
  readonly due: Day | null
  readonly count: number
  readonly caseId: string
  readonly parties: CaseParties
}

/** What waits, counted where it waits: thousands of returns at one desk are a few rows. */
export async function listWaiting(tx: Tx): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select kind, coalesce(subject ->> 'campaign', '') as campaign, coalesce(min(subject ->> 'campaignTitle'), '') as campaign_title,
      state, queue_scope as scope, queue_organization as organization_id, waiting_since as since, due_on as due,
      count(*)::integer as count, min(id::text) as case_id, (array_agg(parties order by id))[1] as parties
    from trefoil.case_file where closed_on is null
    group by kind, coalesce(subject ->> 'campaign', ''), state, queue_scope, queue_organization, waiting_since, due_on
    order by kind, state, queue_scope, queue_organization, waiting_since, due_on`.execute(tx)
  return rows
}

/** What was told since a day, of all things or of these. */
export async function getPast(tx: Tx, from: Day, things?: readonly string[]): Promise<Past> {
  const among = things === undefined ? sql`true` : sql`thing = any(${[...things]}::text[])`
  const { rows } = await sql<{ event: string; thing: string; count: number | null; day: Day; isOpen: boolean }>`
    select event, thing, count, on_day as day, settled_at is null as is_open from trefoil.reminder
    where on_day >= ${from}::date and ${among} order by on_day`.execute(tx)
  return {
    things: new Map(rows.map(({ thing, day }) => [thing, day])),
    events: new Map(rows.map(({ event, count, isOpen }) => [event, isOpen ? count : 0])),
  }
}

export type Posted = { readonly put: number; readonly unheard: number }

/** Puts reminders on record, with a notice for each account that serves who is told. */
export async function postReminders(tx: Tx, reminders: readonly Reminder[]): Promise<Posted> {
  const posted = { put: 0, unheard: 0 }
  for (let start = 0; start < reminders.length; start += ROWS_AT_ONCE) {
    const json = JSON.stringify(reminders.slice(start, start + ROWS_AT_ONCE).map(rowOf))
    const { rows } = await sql<Posted>`select put, unheard from trefoil.post_reminders(${json}::json)`.execute(tx)
    posted.put += rows[0]?.put ?? 0
    posted.unheard += rows[0]?.unheard ?? 0
  }
  return posted
}

function rowOf({ to, since, due, caseId, ...one }: Reminder) {
  const told = 'scope' in to ? { scope: to.scope } : { organization: to.organizationId }
  return { ...one, ...told, since, due_on: due, case_id: caseId }
}

/** Ends the reminders of which no case is left; gives their number. */
export async function settleReminders(tx: Tx): Promise<number> {
  const { rows } = await sql<{ settled: number }>`select trefoil.settle_reminders() as settled`.execute(tx)
  return rows[0]?.settled ?? 0
}
