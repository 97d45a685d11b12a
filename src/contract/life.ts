import { Type } from 'typebox'
import { DayShape, IdParams, InstantShape, TextShape } from './common.ts'
import { route } from './route.ts'

const NamedShape = { code: Type.String(), name: Type.String() }

const LifeShape = Type.Object({
  code: Type.String(),
  version: Type.Integer(),
  state: Type.String(),
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      event: Type.String(),
      day: DayShape,
      reason: Type.String(),
      document: Type.String(),
      successors: Type.Array(Type.Object(NamedShape)),
      at: InstantShape,
      by: TextShape,
      withdrawnAt: Type.Union([InstantShape, Type.Null()]),
      batch: Type.Union([Type.String(), Type.Null()], {
        description: 'To be taken back, where it is the caller’s own.',
      }),
    }),
  ),
  predecessors: Type.Array(Type.Object({ ...NamedShape, event: Type.String(), day: DayShape })),
  possible: Type.Array(Type.String(), { description: 'Events that can happen in the state of today.' }),
})

export const getLife = route({
  method: 'GET',
  path: '/api/organizations/:id/life',
  caller: 'reader',
  summary: 'Where an organization is in its life, what happened to it, who came before it and who goes on.',
  params: IdParams,
  reply: LifeShape,
})

export const recordLifeEvent = route({
  method: 'POST',
  path: '/api/organizations/:id/life-events',
  caller: 'writer',
  summary: 'Record what happened on a day, by which paper; what follows for the register is stated with it.',
  params: IdParams,
  body: Type.Object({
    event: Type.String({ maxLength: 40 }),
    day: DayShape,
    reason: Type.String({ maxLength: 500 }),
    document: Type.String({ maxLength: 200 }),
    place: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]),
    successors: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 10 }),
    seen: Type.Integer({ minimum: 0, description: 'The version that was read.' }),
  }),
  status: 201,
  reply: Type.Object({ batch: Type.String(), life: LifeShape }),
})
