/** A plain day, `YYYY-MM-DD`; never an instant. Days compare as strings. */
export type Day = string

/** `[from, to)`; `to` null is open. */
export type Span = { readonly from: Day; readonly to: Day | null }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the text is a day that exists in the Gregorian calendar, 1800 to 2999. */
export function isDay(text: string): boolean {
  const parts = SHAPE.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (year < 1800 || year > 2999 || month < 1 || month > 12) return false
  return day >= 1 && day <= daysInMonth(year, month)
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

/** The day that many calendar days later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(numberOfDay(day) + days)
}

/** Calendar days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return numberOfDay(to) - numberOfDay(from)
}

/** Days since 1970-01-01, by shifting the year to start in March so that the leap day comes last. */
function numberOfDay(day: Day): number {
  const parts = SHAPE.exec(day)
  if (parts === null) throw new Error(`Not a day: ${day}. Maybe an instant?`)
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

function dayOfNumber(number: number): Day {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** Whether the span holds on that day. */
export function isOn(span: Span, day: Day): boolean {
  return span.from <= day && (span.to === null || day < span.to)
}

/** The part that two spans share, or undefined where they share none. */
export function overlapOf(a: Span, b: Span): Span | undefined {
  const from = a.from > b.from ? a.from : b.from
  const to = earlierEnd(a.to, b.to)
  return to !== null && to <= from ? undefined : { from, to }
}

/** The earlier of two ends, where null is open. */
export function earlierEnd(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}

/** The same day of another year; the 29th of February is followed by the 1st of March where there is none. */
export function yearsLater(day: Day, years: number): Day {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return isDay(later) ? later : `${later.slice(0, 4)}-03-01`
}
