import { addDays, daysBetween, type Day } from './day.ts'

/**
 * Which days are worked: weekends and weekdays overruled by the State Council's yearly list of holidays and swapped
 * weekends (domain.md 2.8). A year that is not covered counts by weekends alone, and says so.
 */
export type Calendar = {
  readonly rest: ReadonlySet<Day>
  readonly work: ReadonlySet<Day>
  /** Years for which the list of holidays is known. */
  readonly years: ReadonlySet<number>
}

export const WEEKENDS_ONLY: Calendar = { rest: new Set(), work: new Set(), years: new Set() }

const SOME_MONDAY: Day = '1970-01-05'

/** Monday is 0, Sunday 6. */
function weekdayOf(day: Day): number {
  return ((daysBetween(SOME_MONDAY, day) % 7) + 7) % 7
}

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  if (calendar.rest.has(day)) return false
  return calendar.work.has(day) || weekdayOf(day) < 5
}

/** The working day that many working days after a day; the day itself is not counted (Licensing Law art. 82). */
export function addWorkingDays(day: Day, days: number, calendar: Calendar): Day {
  let [at, left] = [day, days]
  while (left > 0) {
    at = addDays(at, 1)
    if (isWorkingDay(at, calendar)) left -= 1
  }
  return at
}

/** Working days after a day up to another, that one counted: what `addWorkingDays` adds. None where it does not come later. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  let count = 0
  for (let at = from; at < to;) {
    at = addDays(at, 1)
    if (isWorkingDay(at, calendar)) count += 1
  }
  return count
}

/** Years between two days of which the calendar knows no holidays: a deadline that spans one is told as uncertain. */
export function yearsUncovered(from: Day, to: Day, calendar: Calendar): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return years.filter((year) => !calendar.years.has(year))
}
