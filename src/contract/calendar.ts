import { Type } from 'typebox'
import { DayShape } from './common.ts'
import { route } from './route.ts'

export const getCalendarYear = route({
  method: 'GET',
  path: '/api/calendar',
  caller: 'writer',
  summary:
    'The days of a year on which the published calendar is overruled, and years that running deadlines reach into without one.',
  query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) }),
  reply: Type.Object({
    year: Type.Integer(),
    isListed: Type.Boolean({ description: 'Whether the published holidays of the year are known.' }),
    listed: Type.Array(Type.Object({ day: DayShape, works: Type.Boolean() })),
    overruled: Type.Array(
      Type.Object({
        day: DayShape,
        works: Type.Boolean(),
        usually: Type.Boolean({ description: 'Whether it would be worked otherwise.' }),
        source: Type.String(),
      }),
    ),
    uncovered: Type.Array(Type.Integer()),
  }),
})

const Moved = Type.Object({ moved: Type.Integer({ description: 'Open cases whose deadline moved with it.' }) })

export const overruleDay = route({
  method: 'PUT',
  path: '/api/calendar',
  caller: 'writer',
  summary: 'Set a day as worked or not, with the source; running deadlines move with it.',
  body: Type.Object({ day: DayShape, works: Type.Boolean(), source: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: Moved,
})

export const withdrawDay = route({
  method: 'POST',
  path: '/api/calendar/withdrawals',
  caller: 'writer',
  summary: 'Take back what was set for a day: it is worked or not as published.',
  body: Type.Object({ day: DayShape }),
  reply: Moved,
})
