import { Type } from 'typebox'
import { OVERLAP, PERMITS } from '../domain/system.ts'
import { DayShape, IdParams, LineShape, oneOf, PlaceCodeShape, TextShape } from './common.ts'
import { route } from './route.ts'

const DayOrNull = Type.Union([DayShape, Type.Null()])
const PermitShape = oneOf(PERMITS)
const NameShape = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
const PerMinuteShape = Type.Union([Type.Integer({ minimum: 1, maximum: 100_000 }), Type.Null()])

const SystemShape = Type.Object({
  id: Type.String(),
  name: TextShape,
  contact: Type.String({ description: 'The office that answers for it.' }),
  permits: Type.Array(PermitShape),
  grants: Type.Array(
    Type.Object({
      place: Type.Union([Type.String(), Type.Null()]),
      placeName: Type.Union([Type.String(), Type.Null()]),
      lines: Type.Union([Type.Array(LineShape), Type.Null()]),
      from: DayShape,
      to: DayOrNull,
    }),
  ),
  expiresOn: DayShape,
  state: oneOf(['active', 'expiring', 'expired', 'revoked'] as const),
  perMinute: Type.Union([Type.Integer(), Type.Null()], { description: 'Null is the setting of the instance.' }),
  registeredOn: DayShape,
  revokedOn: DayOrNull,
  tokens: Type.Array(
    Type.Object({
      hint: Type.String({ description: 'The first four characters after the prefix.' }),
      madeOn: DayShape,
      endsOn: DayOrNull,
      isGood: Type.Boolean(),
      lastUsedOn: DayOrNull,
    }),
  ),
})

const IssuedShape = Type.Object({
  id: Type.String(),
  token: Type.Union([Type.String(), Type.Null()], {
    description: 'Shown this once. Null where the write is repeated in another session: replace the token then.',
  }),
})

export const listSystems = route({
  method: 'GET',
  path: '/api/systems',
  caller: 'writer',
  summary: 'Other systems that may ask, with their grants and the days of their tokens; never a token.',
  reply: Type.Object({ systems: Type.Array(SystemShape), perMinute: Type.Integer() }),
})

export const registerSystem = route({
  method: 'POST',
  path: '/api/systems',
  caller: 'writer',
  summary: 'Register another system: what it may ask, where it may look, until when. Its token is shown once.',
  body: Type.Object({
    name: Type.Object({ zh: NameShape, en: NameShape }, { additionalProperties: false }),
    contact: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'An office, never a person.' }),
    permits: Type.Array(PermitShape, { minItems: 1, uniqueItems: true }),
    grants: Type.Array(
      Type.Object(
        {
          place: Type.Union([PlaceCodeShape, Type.Null()], { description: 'Null is the whole instance.' }),
          lines: Type.Union([Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 60 }), Type.Null()], {
            description: 'civil, community, industry, or ids of industry bodies; null is all.',
          }),
          from: DayShape,
          to: DayOrNull,
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
    expiresOn: DayShape,
    perMinute: PerMinuteShape,
  }),
  reply: IssuedShape,
  status: 201,
})

export const rotateSystem = route({
  method: 'POST',
  path: '/api/systems/:id/tokens',
  caller: 'writer',
  summary: 'Give a system another token, shown once; the one before goes on for some days beside it.',
  params: IdParams,
  body: Type.Object({ overlapDays: Type.Integer({ minimum: 0, maximum: OVERLAP.most }) }),
  reply: IssuedShape,
  status: 201,
})

export const revokeSystem = route({
  method: 'POST',
  path: '/api/systems/:id/revocation',
  caller: 'writer',
  summary: 'End a system and all its tokens at once.',
  params: IdParams,
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }),
  reply: Type.Object({ id: Type.String() }),
})
