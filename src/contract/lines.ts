import { Type } from 'typebox'
import { CaseRowShape } from './case.ts'
import { DayShape, IdParams, LineShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const LineOrNull = Type.Union([LineShape, Type.Null()])
const BodyKey = Type.String({ minLength: 1, maxLength: 60, description: 'The id of a responsible body.' })
const Reason = Type.String({ minLength: 1, maxLength: 2000 })

const ProposalShape = Type.Object({
  clause: Type.String({ description: 'The clause of the assignment rule that decided: a to e.' }),
  line: LineShape,
  body: TextOrNull,
  outcome: Type.Union([Type.Literal('body'), Type.Literal('none'), Type.Literal('twoClaims')]),
})

export const BodyLoadShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  line: LineShape,
  parentId: TextOrNull,
  placeCode: TextOrNull,
  organizations: Type.Integer({
    description: 'Organizations of P0 and P2 within the scope that it answers for today.',
  }),
  mine: Type.Boolean({ description: 'Whether the caller does its work.' }),
})

export const getLines = route({
  method: 'GET',
  path: '/api/lines',
  caller: 'reader',
  summary: 'The three lines within the scope today: assigned, gaps, claims, and the load of each body.',
  reply: Type.Object({
    organizations: Type.Integer(),
    assigned: Type.Integer({ description: 'Organizations with exactly one accepted body.' }),
    gaps: Type.Integer(),
    claims: Type.Integer(),
    handOvers: Type.Integer(),
    bodies: Type.Array(BodyLoadShape),
  }),
})

export const GapShape = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  industry: TextOrNull,
  supervisingUnit: TextOrNull,
  line: LineOrNull,
  placeName: TextOrNull,
  since: DayShape,
  case: Type.Union([
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      state: Type.String(),
      version: Type.Integer(),
      waitsFor: Type.String({ description: 'The owner of the gap, or the desk that convenes the conference.' }),
      due: DayOrNull,
      mine: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  claims: Type.Array(Type.String()),
  claimed: Type.Integer(),
  proposal: ProposalShape,
})

export const listLineGaps = route({
  method: 'GET',
  path: '/api/lines/gaps',
  caller: 'reader',
  summary: 'Organizations without an accepted body today, with what the rule proposes; due first.',
  query: Type.Object({
    mine: Type.Optional(Type.Boolean({ description: 'Only those that wait at my desk.' })),
    q: Type.Optional(Type.String({ maxLength: 100, description: 'Part of a name or of a code.' })),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  reply: Type.Object({ total: Type.Integer(), gaps: Type.Array(GapShape), next: TextOrNull }),
})

export const openAssignments = route({
  method: 'POST',
  path: '/api/lines/gaps',
  caller: 'writer',
  summary: 'Lists every gap of the scope that is not listed yet, each with its owner and its clock.',
  reply: Type.Object({ opened: Type.Integer() }),
})

const ITEMS = Type.Object({
  items: Type.Array(Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }), bodyId: BodyKey }), {
    minItems: 1,
    maxItems: 500,
  }),
})

export const previewAssignments = route({
  method: 'POST',
  path: '/api/lines/confirmations/preview',
  caller: 'writer',
  summary: 'What a confirmation would do, without doing it; what cannot be done is told with its reason.',
  body: ITEMS,
  reply: Type.Object({
    ready: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        bodyId: Type.String(),
        bodyName: Type.String(),
        isProposed: Type.Boolean(),
      }),
    ),
    refused: Type.Array(Type.Object({ code: Type.String(), messages: TextShape })),
  }),
})

export const confirmAssignments = route({
  method: 'POST',
  path: '/api/lines/confirmations',
  caller: 'writer',
  summary:
    'Confirms the body of one gap or of up to 500, all or none; taken back whole by POST /api/entries/{batch}/undo.',
  body: ITEMS,
  reply: Type.Object({ batch: Type.String(), confirmed: Type.Integer() }),
})

export const offerHandOver = route({
  method: 'POST',
  path: '/api/organizations/:id/hand-overs',
  caller: 'writer',
  summary: 'Offers an organization to another body; it takes effect only when that one accepts.',
  params: IdParams,
  body: Type.Object({ bodyId: BodyKey, reason: Reason }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

export const claimOrganization = route({
  method: 'POST',
  path: '/api/organizations/:id/claims',
  caller: 'writer',
  summary: 'Claims an organization of the territory for a body whose work is the caller’s.',
  params: IdParams,
  body: Type.Object({ bodyId: BodyKey, reason: Reason }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

const HeldShape = Type.Object({
  from: DayOrNull,
  to: DayOrNull,
  line: LineOrNull,
  bodyId: TextOrNull,
  bodyName: TextOrNull,
  statedOn: DayShape,
})

export const getLineRecord = route({
  method: 'GET',
  path: '/api/organizations/:id/line',
  caller: 'reader',
  summary: 'Who answers for an organization, who did, who helps, and what is open about it.',
  params: IdParams,
  reply: Type.Object({
    code: Type.String(),
    now: Type.Union([HeldShape, Type.Null()]),
    history: Type.Array(HeldShape),
    coordinations: Type.Array(
      Type.Object({
        id: Type.String(),
        bodyId: Type.String(),
        bodyName: Type.String(),
        task: Type.String(),
        from: DayShape,
        to: Type.Union([DayShape, Type.Null()], { description: 'The first day on which it helps no more.' }),
        endedWhy: Type.Union([Type.String(), Type.Null()], { description: 'Why it was ended, where it was.' }),
      }),
    ),
    questions: Type.Array(CaseRowShape),
    proposal: Type.Union([ProposalShape, Type.Null()]),
    mine: Type.Boolean({ description: 'Whether the caller does the work of the body on record, or owns the gap.' }),
  }),
})

export const addCoordination = route({
  method: 'POST',
  path: '/api/organizations/:id/coordinations',
  caller: 'writer',
  summary: 'Puts a body beside the responsible one, to help with something for some days.',
  params: IdParams,
  body: Type.Object({
    bodyId: BodyKey,
    task: Type.String({ minLength: 1, maxLength: 400 }),
    from: DayShape,
    to: DayOrNull,
  }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

export const endCoordination = route({
  method: 'POST',
  path: '/api/coordinations/:id/end',
  caller: 'writer',
  summary: 'Ends the help of a body on a day, with the reason.',
  params: IdParams,
  body: Type.Object({
    to: DayShape,
    why: Type.String({ minLength: 1, maxLength: 400 }),
  }),
  reply: Type.Object({ id: Type.String() }),
})

export const resumeCoordination = route({
  method: 'POST',
  path: '/api/coordinations/:id/resume',
  caller: 'writer',
  summary: 'Takes back that the help of a body was ended: the days are again those that were meant.',
  params: IdParams,
  reply: Type.Object({ id: Type.String() }),
})
