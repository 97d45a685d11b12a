import { createRequire } from 'node:module'
import { sql } from 'kysely'
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
  const { rows } = await sql<{ day: string; works: boolean }>`select day, works from trefoil.calendar_day`.execute(tx)
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
