import { addDays, type Day } from './day.ts'

/** Where a clock stands: run out, ends within the days of the policy, ends later, or there is none. */
export type DueWord = 'overdue' | 'soon' | 'later' | 'none'

/** The day itself is still in time. Queues, reminders and the supervision of the passes ask the same. */
export function dueWordOf(due: Day | null, today: Day, remindBeforeDays: number): DueWord {
  if (due === null) return 'none'
  if (isOverdueOn(due, today)) return 'overdue'
  return due <= soonUntil(today, remindBeforeDays) ? 'soon' : 'later'
}

export function isOverdueOn(due: Day | null, today: Day): boolean {
  return due !== null && due < today
}

/** The last day that is due soon. */
export function soonUntil(today: Day, remindBeforeDays: number): Day {
  return addDays(today, remindBeforeDays)
}
