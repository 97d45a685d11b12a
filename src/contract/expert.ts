import { Type } from 'typebox'
import { IdParams, TextShape } from './common.ts'
import { route } from './route.ts'
import { DayOrNull, TextOrNull } from './score-sheet.ts'

const WordShape = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
const WordsShape = Type.Object({ zh: WordShape, en: WordShape }, { additionalProperties: false })
const AccountIdShape = Type.Object({ id: Type.Integer() })

export const listExperts = route({
  method: 'GET',
  path: '/api/experts',
  caller: 'writer',
  summary: 'Experts whom the caller keeps on a list or may name to panels; those who ended come last.',
  reply: Type.Object({
    mayAdd: Type.Boolean(),
    experts: Type.Array(
      Type.Object({
        id: Type.Integer(),
        login: Type.String(),
        title: TextShape,
        field: TextShape,
        placeName: TextOrNull,
        since: DayOrNull,
        lastDay: DayOrNull,
        isKept: Type.Boolean({ description: 'Whether the caller may end it.' }),
      }),
    ),
  }),
})

export const addExpert = route({
  method: 'POST',
  path: '/api/experts',
  caller: 'writer',
  summary: 'Puts an account on the list of experts of the caller’s place, by its login; it gives sight of nothing.',
  body: Type.Object({
    login: Type.String({ minLength: 1, maxLength: 60 }),
    title: Type.Object(WordsShape.properties, { additionalProperties: false, description: 'A title, never a name.' }),
    field: WordsShape,
  }),
  status: 201,
  reply: AccountIdShape,
})

export const endExpert = route({
  method: 'POST',
  path: '/api/experts/:id/ending',
  caller: 'writer',
  summary: 'Takes an expert off the list from today on; panels to which she was named go on.',
  params: IdParams,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }),
  reply: AccountIdShape,
})
