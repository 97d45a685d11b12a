import { Type } from 'typebox'
import { DayShape, TextShape } from './common.ts'
import { RegisterQuery } from './organization.ts'
import { route } from './route.ts'

const { asOf: _asOf, knownAt: _knownAt, policy: _policy, ...WHERE } = RegisterQuery

const BODY = {
  codes: Type.Optional(
    Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, description: 'Those that were selected.' }),
  ),
  filters: Type.Optional(Type.Object(WHERE, { description: 'Or all that these filters find today.' })),
  asOf: DayShape,
  set: Type.Object(
    {
      status: Type.Optional(Type.String({ maxLength: 40 })),
      industry: Type.Optional(Type.String({ maxLength: 200 })),
      supervisingUnit: Type.Optional(Type.String({ maxLength: 200 })),
      placeCode: Type.Optional(Type.String({ maxLength: 20 })),
      grade: Type.Optional(Type.String({ maxLength: 40 })),
      gradeValidTo: Type.Optional(Type.String({ maxLength: 40 })),
    },
    { description: 'Columns of the exchange sheet with what each is to say for all; an empty text clears.' },
  ),
}

const NamedShape = { code: Type.String(), name: Type.String() }
const Rejected = Type.Array(Type.Object({ ...NamedShape, reason: TextShape }))

export const previewRegisterBatch = route({
  method: 'POST',
  path: '/api/register-batches/preview',
  caller: 'writer',
  summary: 'What stating the same for many organizations would change, cell by cell; nothing is written.',
  body: Type.Object(BODY),
  reply: Type.Object({
    changed: Type.Array(
      Type.Object({
        ...NamedShape,
        cells: Type.Array(Type.Object({ key: Type.String(), from: Type.String(), to: Type.String() })),
      }),
    ),
    unchanged: Type.Integer(),
    rejected: Rejected,
    digest: Type.String({
      description: 'To be given when it is done: refused where the changes would be others by then.',
    }),
  }),
})

export const stateRegisterBatch = route({
  method: 'POST',
  path: '/api/register-batches',
  caller: 'writer',
  summary: 'State the same for many organizations, as previewed; the batch can be taken back whole.',
  body: Type.Object({ ...BODY, digest: Type.String({ maxLength: 100 }) }),
  status: 201,
  reply: Type.Object({
    batch: Type.String(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Rejected,
  }),
})
