import { Type } from 'typebox'
import { IdParams, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

export const ProblemRowShape = Type.Object({
  file: Type.String(),
  sheet: Type.String(),
  row: Type.Integer(),
  cell: TextOrNull,
  column: TextOrNull,
  code: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  read: TextOrNull,
  message: TextShape,
  suggestion: TextOrNull,
})

export const SheetResultShape = Type.Object({
  sheet: Type.String(),
  rows: Type.Integer(),
  unchanged: Type.Integer(),
  changed: Type.Integer(),
  created: Type.Integer(),
  rejected: Type.Integer(),
  hidden: Type.Integer(),
})

/** A word that was accepted in place of what was read in a column of a sheet. */
export const AcceptedWordShape = Type.Object({
  sheet: Type.String({ maxLength: 200 }),
  column: Type.String({ maxLength: 60 }),
  read: Type.String({ minLength: 1, maxLength: 500 }),
  value: Type.String({ minLength: 1, maxLength: 500 }),
})

export const BatchShape = Type.Object({
  id: Type.String(),
  createdAt: Type.String(),
  asOf: Type.String(),
  state: Type.Union([
    Type.Literal('checking'),
    Type.Literal('checked'),
    Type.Literal('importing'),
    Type.Literal('done'),
    Type.Literal('undone'),
    Type.Literal('failed'),
    Type.Literal('stopped'),
  ]),
  files: Type.Array(Type.String()),
  sheets: Type.Array(SheetResultShape),
  problemCount: Type.Integer(),
  /** Rows that would change, or have changed, something. */
  changeCount: Type.Integer(),
  overrides: Type.Array(AcceptedWordShape),
  failure: Type.Union([TextShape, Type.Null()]),
  /** Columns that are not known, with the headers of their sheet: what a mapping may name. */
  unknownColumns: Type.Array(
    Type.Object({ file: Type.String(), sheet: Type.String(), headers: Type.Array(Type.String()) }),
  ),
  mapping: Type.Record(Type.String(), Type.Unknown()),
  mayUndo: Type.Boolean(),
  /** When it was put on record; null before. */
  doneAt: TextOrNull,
  /** The batch whose files came again, mended, with this one, and the latest that did so for this one. */
  corrects: TextOrNull,
  correctedBy: TextOrNull,
  /** How far a check or import under way has come; `total` is 0 where it is not known beforehand. */
  progress: Type.Union([
    Type.Object({
      step: Type.String(),
      done: Type.Integer(),
      total: Type.Integer(),
      rate: Type.Union([Type.Integer(), Type.Null()]),
      secondsLeft: Type.Union([Type.Integer(), Type.Null()]),
    }),
    Type.Null(),
  ]),
})

export const listBatches = route({
  method: 'GET',
  path: '/api/imports',
  caller: 'writer',
  summary: 'My latest imports.',
  reply: Type.Object({ batches: Type.Array(BatchShape) }),
})

export const checkImport = route({
  method: 'POST',
  path: '/api/imports',
  caller: 'writer',
  summary:
    'Dry run of files given together: parts `asOf`, `sheet` (for files that do not name their noun), `corrects` (the import whose mended files these are), then the files.',
  consumes: 'multipart/form-data',
  reply: BatchShape,
  status: 202,
})

export const getBatch = route({
  method: 'GET',
  path: '/api/imports/:id',
  caller: 'writer',
  summary: 'How an import stands, its counts and the first problems.',
  params: IdParams,
  query: Type.Object({ from: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) }),
  reply: Type.Object({
    batch: BatchShape,
    problems: Type.Array(ProblemRowShape),
    nextProblem: Type.Union([Type.Integer(), Type.Null()]),
  }),
})

/** Foreign headers to our columns, words to our words, and values for columns the file does not have. */
export const MappingShape = Type.Object({
  sheet: Type.String({ maxLength: 40 }),
  columns: Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 60 })),
  words: Type.Record(
    Type.String({ maxLength: 60 }),
    Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 })),
  ),
  constants: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 200 })),
})

export const mapImport = route({
  method: 'PUT',
  path: '/api/imports/:id/mapping',
  caller: 'writer',
  summary: 'Checks the same files again with a mapping, which is remembered for files with the same headers.',
  params: IdParams,
  body: MappingShape,
  reply: BatchShape,
  status: 202,
})

export const acceptWords = route({
  method: 'PUT',
  path: '/api/imports/:id/words',
  caller: 'writer',
  summary: 'Checks the same files again with these words in place of what was read, for this import alone.',
  params: IdParams,
  body: Type.Object({ words: Type.Array(AcceptedWordShape, { maxItems: 500 }) }),
  reply: BatchShape,
  status: 202,
})

export const listBatchChanges = route({
  method: 'GET',
  path: '/api/imports/:id/changes',
  caller: 'writer',
  summary: 'What an import would change, or has changed, cell by cell.',
  params: IdParams,
  query: Type.Object({ from: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) }),
  reply: Type.Object({
    changes: Type.Array(
      Type.Object({
        file: Type.String(),
        sheet: Type.String(),
        noun: Type.String(),
        row: Type.Integer(),
        key: Type.String(),
        name: Type.String(),
        kind: Type.Union([Type.Literal('created'), Type.Literal('changed')]),
        cells: Type.Array(Type.Object({ column: Type.String(), old: Type.String(), new: Type.String() })),
      }),
    ),
    total: Type.Integer(),
    next: Type.Union([Type.Integer(), Type.Null()]),
  }),
})

export const checkAgain = route({
  method: 'POST',
  path: '/api/imports/:id/check',
  caller: 'writer',
  summary: 'Checks the same files again.',
  params: IdParams,
  reply: BatchShape,
  status: 202,
})

export const commitImport = route({
  method: 'POST',
  path: '/api/imports/:id/commit',
  caller: 'writer',
  summary: 'Imports a checked batch in one transaction: its good rows or, with `whole`, all rows or nothing.',
  params: IdParams,
  query: Type.Object({ whole: Type.Optional(Type.Boolean()) }),
  reply: BatchShape,
  status: 202,
})

export const stopImport = route({
  method: 'POST',
  path: '/api/imports/:id/stop',
  caller: 'writer',
  summary: 'Stops a check or import under way: nothing of it stays, and what was checked can be imported later.',
  params: IdParams,
  reply: BatchShape,
})

export const undoImport = route({
  method: 'POST',
  path: '/api/imports/:id/undo',
  caller: 'writer',
  summary: 'Takes back a whole batch, unless something has changed its facts since.',
  params: IdParams,
  reply: BatchShape,
})

export const markedCopy = route({
  method: 'GET',
  path: '/api/imports/:id/marked',
  caller: 'writer',
  summary: "The clerk's own file with the bad cells marked and a first sheet of problems.",
  params: IdParams,
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const importTemplate = route({
  method: 'GET',
  path: '/api/import-template/:noun',
  caller: 'reader',
  summary: 'A workbook to fill in, of one sheet or of `all`: with its lists, checks and an example row.',
  params: Type.Object({ noun: Type.String({ maxLength: 40 }) }),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})
