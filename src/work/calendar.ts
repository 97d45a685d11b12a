import { standingOfCase } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { isDay, type Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { isWorkingDay, yearsUncovered } from '../domain/working-day.ts'
import {
  findLastDueDay,
  listedCalendar,
  listOverruled,
  moveDueDays,
  overrule,
  withdrawOverruled,
  writesWholeInstance,
  type OverruledDay,
} from '../store/calendar.ts'
import { listActions, listOpenSpanning, type ActionRow } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { getCaseTime } from './case-open.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'

export type CalendarYear = {
  readonly year: number
  readonly isListed: boolean
  readonly listed: readonly { readonly day: Day; readonly works: boolean }[]
  readonly overruled: readonly (OverruledDay & { readonly usually: boolean })[]
  /** Years that running deadlines reach into while their holidays are not known. */
  readonly uncovered: readonly number[]
}

/** The calendar of a year for those who answer for the whole city. */
export function getCalendarYear(desk: Desk, wanted?: number): Promise<CalendarYear> {
  return reading(desk, async (tx, clock) => {
    await demandWhole(tx, 'getCalendarYear')
    const year = wanted ?? Number(clock.today.slice(0, 4))
    const published = listedCalendar()
    const ofYear = (day: Day) => day.startsWith(`${year}-`)
    const listed = [
      ...[...published.rest].filter(ofYear).map((day) => ({ day, works: false })),
      ...[...published.work].filter(ofYear).map((day) => ({ day, works: true })),
    ]
    const overruled = await listOverruled(tx, year)
    const last = await findLastDueDay(tx)
    return {
      year,
      isListed: published.years.has(year),
      listed: listed.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      overruled: overruled.map((one) => ({ ...one, usually: isWorkingDay(one.day, published) })),
      uncovered: last === null || last < clock.today ? [] : yearsUncovered(clock.today, last, published),
    }
  })
}

async function demandWhole(tx: Tx, act: string): Promise<void> {
  if (!(await writesWholeInstance(tx))) throw new Refusal('NOT_ALLOWED', { act })
}

/** Sets a day as worked or not. Deadlines that run over it are counted anew in the same transaction. */
export function overruleDay(desk: Desk, { day, works, source }: OverruledDay): Promise<{ moved: number }> {
  return writing(desk, 'calendar.overrule', [day, works, source], async (tx, clock) => {
    await demandWhole(tx, 'overruleDay')
    if (!isDay(day)) throw new Refusal('BAD_REQUEST', { detail: 'day', pointer: '/body/day' })
    if (source.trim() === '') throw new Refusal('BAD_REQUEST', { detail: 'source', pointer: '/body/source' })
    await overrule(tx, { day, works, source: source.trim() })
    const moved = await recount(tx, desk, clock, day)
    return { reply: { moved }, subject: `calendar ${day}`, why: source.trim(), facts: { works, moved } }
  })
}

export function withdrawDay(desk: Desk, day: Day): Promise<{ moved: number }> {
  return writing(desk, 'calendar.withdraw', [day], async (tx, clock) => {
    await demandWhole(tx, 'withdrawDay')
    if (!(await withdrawOverruled(tx, day))) throw new Refusal('NOT_FOUND', { what: '改定的日子 / day', id: day })
    const moved = await recount(tx, desk, clock, day)
    return { reply: { moved }, subject: `calendar ${day}`, facts: { moved } }
  })
}

/** What is stored of a case is what its list of actions gives under the calendar of today. */
async function recount(tx: Tx, desk: Desk, clock: Clock, day: Day): Promise<number> {
  const files = await listOpenSpanning(tx, day)
  const ids = files.map(({ id }) => id)
  const actions = new Map(ids.map((id): [string, ActionRow[]] => [id, []]))
  for (const one of await listActions(tx, ids)) actions.get(one.caseId)?.push(one)
  const time = await getCaseTime(tx, desk, clock)
  const moved = files.flatMap(({ id, kind, dueOn }) => {
    const { due } = standingOfCase(getCaseDefinition(kind), actions.get(id) ?? [], time)
    return due === dueOn ? [] : [{ id, due }]
  })
  await moveDueDays(tx, moved)
  return moved.length
}
