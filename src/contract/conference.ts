import { Type } from 'typebox'
import { CaseRowShape } from './case.ts'
import { DayShape, IdParams } from './common.ts'
import { route } from './route.ts'

const DayOrNull = Type.Union([DayShape, Type.Null()])
const CaseIds = Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 200 })

const CONFERENCE = {
  id: Type.String(),
  day: DayShape,
  place: Type.String(),
  convenorName: Type.String({ description: 'The desk that convenes it.' }),
  heldOn: DayOrNull,
  version: Type.Integer(),
  mine: Type.Boolean({ description: 'Whether the caller does the work of the desk that convenes it.' }),
  questions: Type.Integer(),
  undecided: Type.Integer(),
}

const ConferenceShape = Type.Object({
  ...CONFERENCE,
  minutes: Type.String(),
  agenda: Type.Array(
    Type.Intersect([
      CaseRowShape,
      Type.Object({
        parties: Type.Array(Type.Object({ name: Type.String(), bodyId: Type.Union([Type.String(), Type.Null()]) }), {
          description: 'Among whom it is decided; bodyId is null for the owner of a gap.',
        }),
        decision: Type.Union([
          Type.Object({ bodyId: Type.String(), reason: Type.String(), day: DayShape }),
          Type.Null(),
        ]),
      }),
    ]),
  ),
  tasks: Type.Array(CaseRowShape),
})

export const listConferences = route({
  method: 'GET',
  path: '/api/conferences',
  caller: 'reader',
  summary: 'Joint conferences within the scope, and the questions at my desks that are on no agenda yet.',
  reply: Type.Object({ conferences: Type.Array(Type.Object(CONFERENCE)), unplaced: Type.Array(CaseRowShape) }),
})

export const callConference = route({
  method: 'POST',
  path: '/api/conferences',
  caller: 'writer',
  summary: 'Calls a joint conference about open questions that one desk convenes.',
  body: Type.Object({ day: DayShape, place: Type.String({ minLength: 1, maxLength: 200 }), cases: CaseIds }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

export const getConference = route({
  method: 'GET',
  path: '/api/conferences/:id',
  caller: 'reader',
  summary: 'One conference: its agenda with decisions, minutes and tasks, as far as the caller is concerned.',
  params: IdParams,
  reply: ConferenceShape,
})

export const addToAgenda = route({
  method: 'POST',
  path: '/api/conferences/:id/agenda',
  caller: 'writer',
  summary: 'Puts more open questions on the agenda.',
  params: IdParams,
  body: Type.Object({ cases: CaseIds }),
  reply: ConferenceShape,
})

export const decideQuestion = route({
  method: 'POST',
  path: '/api/conferences/:id/decisions',
  caller: 'writer',
  summary: 'Decides a question of the agenda: the body is on record in the same act.',
  params: IdParams,
  body: Type.Object({
    case: Type.String({ maxLength: 60 }),
    bodyId: Type.String({ minLength: 1, maxLength: 60 }),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
    seen: Type.Integer({ minimum: 1 }),
  }),
  reply: ConferenceShape,
})

export const keepMinutes = route({
  method: 'PUT',
  path: '/api/conferences/:id/minutes',
  caller: 'writer',
  summary: 'Keeps the minutes, on the version that the caller has read, and the day on which it was held.',
  params: IdParams,
  body: Type.Object({
    minutes: Type.String({ maxLength: 20_000 }),
    heldOn: DayOrNull,
    seen: Type.Integer({ minimum: 1 }),
  }),
  reply: ConferenceShape,
})

export const giveTask = route({
  method: 'POST',
  path: '/api/conferences/:id/tasks',
  caller: 'writer',
  summary: 'Gives a desk something to do by a day; it waits in its queue.',
  params: IdParams,
  body: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 400 }),
    bodyId: Type.String({ minLength: 1, maxLength: 60 }),
    dueOn: DayShape,
  }),
  reply: ConferenceShape,
})
