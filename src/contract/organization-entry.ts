import { Type } from 'typebox'
import { DayShape, IdParams, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const CellsShape = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 600 }), {
  description: 'Machine names of the columns of the exchange sheet to cell texts; blank where nothing is known.',
})

export const getEntryForm = route({
  method: 'GET',
  path: '/api/organizations/:id/entry',
  caller: 'reader',
  summary:
    'What is on record of an organization on a day, cell by cell, with its version, to be changed and sent back.',
  params: IdParams,
  query: Type.Object({ asOf: Type.Optional(DayShape) }),
  reply: Type.Object({
    code: Type.String(),
    asOf: DayShape,
    version: Type.Integer(),
    isOnRecord: Type.Boolean(),
    from: DayOrNull,
    to: DayOrNull,
    cells: CellsShape,
  }),
})

const ProblemShape = Type.Object({
  column: TextOrNull,
  code: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  message: TextShape,
  suggestion: TextOrNull,
})

export const enterOrganization = route({
  method: 'POST',
  path: '/api/entries',
  caller: 'writer',
  summary: 'State one organization by hand: saved whole, or held with what is to be mended or looked at.',
  body: Type.Object({
    code: Type.String({ minLength: 1, maxLength: 60 }),
    asOf: DayShape,
    cells: CellsShape,
    seen: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: 'The version that was read; null for an organization that is new.',
    }),
    accepted: Type.Array(Type.String({ maxLength: 80 }), {
      maxItems: 60,
      description: 'Warnings that were looked at, each as column.code.',
    }),
    note: Type.String({ maxLength: 500 }),
  }),
  reply: Type.Object({
    code: Type.String(),
    isSaved: Type.Boolean(),
    problems: Type.Array(ProblemShape),
    changed: Type.Array(Type.String()),
    batch: TextOrNull,
    version: Type.Union([Type.Integer(), Type.Null()]),
  }),
})
