import { getCalendarYear, overruleDay, withdrawDay } from '../work/calendar.ts'
import type { Handlers } from './handlers.ts'

type Names = 'getCalendarYear' | 'overruleDay' | 'withdrawDay'

export const calendarHandlers: Pick<Handlers, Names> = {
  getCalendarYear: ({ desk, query }) => getCalendarYear(desk, query.year),
  overruleDay: ({ desk, body }) => overruleDay(desk, body),
  withdrawDay: ({ desk, body }) => withdrawDay(desk, body.day),
}
