import { Type } from 'typebox'
import { SIGNS, type Sign } from '../domain/duplicate.ts'
import { DayShape, IdParams, InstantShape, oneOf, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const CodeShape = Type.String({ minLength: 1, maxLength: 60 })
const NamedShape = Type.Object({ code: Type.String(), name: Type.String() })
const isSign = (word: string): word is Sign => word in SIGNS
const SignShape = oneOf(Object.keys(SIGNS).filter(isSign))
const SideShape = Type.Object({
  code: Type.String(),
  name: Type.String(),
  formerNames: Type.Array(Type.String()),
  kind: Type.String(),
  address: TextOrNull,
  registeredOn: TextOrNull,
  endedOn: TextOrNull,
})
const MAY_DECIDE = Type.Boolean({ description: 'Whether the caller writes both records.' })

export const listDuplicates = route({
  method: 'GET',
  path: '/api/duplicates',
  caller: 'reader',
  summary: 'Pairs of records that may be one organization, with the signs; of pairs of which both are seen.',
  query: Type.Object({
    after: Type.Optional(Type.String({ maxLength: 4000, description: 'The cursor of the page before.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  }),
  reply: Type.Object({
    total: Type.Integer(),
    pairs: Type.Array(
      Type.Object({
        one: SideShape,
        other: SideShape,
        signs: Type.Array(SignShape, { description: 'What speaks for it.' }),
        against: Type.Array(SignShape, { description: 'What speaks against it.' }),
        mayDecide: MAY_DECIDE,
      }),
    ),
    next: TextOrNull,
  }),
})

const CellShape = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
const AnswerShape = Type.Object({
  id: Type.String(),
  one: NamedShape,
  other: NamedShape,
  reason: Type.String(),
  by: TextShape,
  at: InstantShape,
})

export const compareRecords = route({
  method: 'GET',
  path: '/api/duplicates/compare',
  caller: 'reader',
  summary: 'Two records beside each other, field by field, with what belongs to each.',
  query: Type.Object({ one: Type.Optional(CodeShape), other: Type.Optional(CodeShape) }),
  reply: Type.Object({
    one: NamedShape,
    other: NamedShape,
    fields: Type.Array(Type.Object({ key: Type.String(), one: CellShape, other: CellShape, differs: Type.Boolean() })),
    things: Type.Array(Type.Object({ what: Type.String(), one: Type.Integer(), other: Type.Integer() })),
    signs: Type.Array(SignShape),
    against: Type.Array(SignShape),
    answer: Type.Union([AnswerShape, Type.Null()], { description: 'That they are not the same, where it was said.' }),
    mayDecide: MAY_DECIDE,
  }),
})

export const listNotSame = route({
  method: 'GET',
  path: '/api/duplicates/answers',
  caller: 'reader',
  summary: 'Pairs that were found not to be the same: by whom, when and why.',
  reply: Type.Object({ answers: Type.Array(AnswerShape) }),
})

export const answerNotSame = route({
  method: 'POST',
  path: '/api/duplicates/answers',
  caller: 'writer',
  summary: 'Two records are not the same: they come up again only by a sign that rests on something new.',
  body: Type.Object({ one: CodeShape, other: CodeShape, reason: Type.String({ maxLength: 500 }) }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

export const takeBackNotSame = route({
  method: 'POST',
  path: '/api/duplicates/answers/:id/undo',
  caller: 'writer',
  summary: 'Takes back that two records are not the same.',
  params: IdParams,
  reply: Type.Object({ id: Type.String() }),
})

const ORDER = {
  kept: Type.String({ minLength: 1, maxLength: 60, description: 'The code of the record that stays.' }),
  gone: Type.String({ minLength: 1, maxLength: 60, description: 'The code that answers with the other from then on.' }),
}
const CountsShape = Type.Array(Type.Object({ what: Type.String(), count: Type.Integer() }))

export const previewMerge = route({
  method: 'POST',
  path: '/api/record-merges/preview',
  caller: 'writer',
  summary: 'What the merge of two records would do: what is filled in, what stays behind, moves and ends.',
  isQuestion: true,
  body: Type.Object(ORDER),
  reply: Type.Object({
    kept: NamedShape,
    gone: NamedShape,
    filled: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })),
    left: Type.Array(Type.Object({ key: Type.String(), kept: Type.String(), gone: Type.String() })),
    moves: CountsShape,
    ends: CountsShape,
    against: Type.Array(SignShape),
    digest: Type.String({ description: 'To be given when it is done: refused where it would do otherwise by then.' }),
  }),
})

export const mergeRecords = route({
  method: 'POST',
  path: '/api/record-merges',
  caller: 'writer',
  summary: 'Merges two records of one organization, as previewed; no organization ends by it.',
  body: Type.Object({
    ...ORDER,
    reason: Type.String({ maxLength: 500 }),
    digest: Type.String({ maxLength: 100 }),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String(), batch: Type.String(), kept: NamedShape, gone: NamedShape }),
})

export const undoMerge = route({
  method: 'POST',
  path: '/api/record-merges/:id/undo',
  caller: 'writer',
  summary: 'Takes a merge back whole, unless something that it moved was changed since.',
  params: IdParams,
  reply: Type.Object({ id: Type.String() }),
})

export const listRecordMerges = route({
  method: 'GET',
  path: '/api/record-merges',
  caller: 'reader',
  summary: 'Merges of records that are seen, the latest first; of one record where its code is given.',
  query: Type.Object({ code: Type.Optional(CodeShape) }),
  reply: Type.Object({
    merges: Type.Array(
      Type.Object({
        id: Type.String(),
        keptCode: TextOrNull,
        keptName: TextOrNull,
        goneCode: TextOrNull,
        goneName: TextOrNull,
        reason: Type.String(),
        day: DayShape,
        at: InstantShape,
        by: TextShape,
        undoneAt: Type.Union([InstantShape, Type.Null()]),
        undoneBy: Type.Union([TextShape, Type.Null()]),
        mayUndo: Type.Boolean(),
      }),
    ),
  }),
})
