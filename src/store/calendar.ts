import { createRequire } from 'node:module'
import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Calendar } from '../domain/working-day.ts'
import type { Tx } from './connection.ts'

type Lists = {
  readonly holidays: Readonly<Record<string, string>>
  readonly workdays: Readonly<Record<string, string>>
}

const LISTED = listedDays()

/** The State Council's lists of holidays and swapped weekends, as the library's data file has them. */
function listedDays(): Calendar {
  const lists: Lists = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json')
  const [rest, work] = [Object.keys(lists.holidays), Object.keys(lists.workdays)]
  return { rest: new Set(rest), work: new Set(work), years: new Set(rest.map((day) => Number(day.slice(0, 4)))) }
}

/** The calendar of working days: the lists, overruled by the days that the instance has set. */
export async function getCalendar(tx: Tx): Promise<Calendar> {
  const { rows } = await sql<{
    day: string
    works: boolean
  }>`select day, works from trefoil.calendar_day where withdrawn_at is null`.execute(tx)
  if (rows.length === 0) return LISTED
  const [rest, work] = [new Set(LISTED.rest), new Set(LISTED.work)]
  for (const { day, works } of rows) {
    rest.delete(day)
    work.delete(day)
    if (works) work.add(day)
    else rest.add(day)
  }
  return { rest, work, years: LISTED.years }
}

/** The published lists alone. */
export function listedCalendar(): Calendar {
  return LISTED
}

export type OverruledDay = { readonly day: Day; readonly works: boolean; readonly source: string }

/** The days of a year that are set otherwise than published. */
export async function listOverruled(tx: Tx, year: number): Promise<OverruledDay[]> {
  const { rows } = await sql<OverruledDay>`
    select day, works, source from trefoil.calendar_day
    where withdrawn_at is null and extract(year from day) = ${year} order by day`.execute(tx)
  return rows
}

export async function overrule(tx: Tx, { day, works, source }: OverruledDay): Promise<void> {
  await sql`insert into trefoil.calendar_day (day, works, source) values (${day}::date, ${works}, ${source})
    on conflict (day) do update set works = excluded.works, source = excluded.source, set_by = trefoil.actor_id(),
      set_at = now(), withdrawn_at = null`.execute(tx)
}

/** False where nothing was set for that day. */
export async function withdrawOverruled(tx: Tx, day: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.calendar_day set withdrawn_at = now()
    where day = ${day}::date and withdrawn_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function writesWholeInstance(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ writes: boolean }>`select trefoil.writes_all() as writes`.execute(tx)
  return rows[0]?.writes === true
}

/** The last day to which a deadline runs. */
export async function findLastDueDay(tx: Tx): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(due_on) as day from trefoil.case_file where closed_on is null`.execute(tx)
  return rows[0]?.day ?? null
}

/** Deadlines that moved with the calendar, many at once. */
export async function moveDueDays(
  tx: Tx,
  moved: readonly { readonly id: string; readonly due: Day | null }[],
): Promise<void> {
  if (moved.length === 0) return
  await sql`update trefoil.case_file c set due_on = m.due
    from json_to_recordset(${JSON.stringify(moved)}::json) as m(id uuid, due date)
    where c.id = m.id and c.closed_on is null`.execute(tx)
}
