import { Type } from 'typebox'
import { DayShape, IdParams, LineShape, oneOf, TextShape } from './common.ts'
import { PaperTemplateShape, ValuesShape } from './paper.ts'
import { route } from './route.ts'

const BOXES = ['mine', 'others', 'open', 'closed', 'all'] as const
const DayOrNull = Type.Union([DayShape, Type.Null()])
const TextOrNull = Type.Union([Type.String(), Type.Null()])
const FormShape = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([
    Type.String({ maxLength: 4000 }),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Array(Type.String({ maxLength: 400 }), { maxItems: 500 }),
  ]),
)

const CASE_ROW = {
  id: Type.String(),
  kind: Type.String({ description: 'The definition by which the case runs.' }),
  subject: Type.Record(Type.String(), Type.Unknown(), { description: 'What the case is about; never a person.' }),
  state: Type.String(),
  waits: Type.Union([Type.String(), Type.Null()], { description: 'The party that is waited for; null where closed.' }),
  waitsFor: TextOrNull,
  mine: Type.Boolean({ description: 'Whether it waits at a desk of the caller.' }),
  openedOn: DayShape,
  since: DayShape,
  due: DayOrNull,
  isOverdue: Type.Boolean(),
  closedOn: DayOrNull,
  version: Type.Integer(),
}
export const CaseRowShape = Type.Object(CASE_ROW)

export const CaseShape = Type.Object({
  ...CASE_ROW,
  parties: Type.Record(Type.String(), Type.String()),
  actions: Type.Array(
    Type.Object({
      action: Type.String(),
      party: Type.String(),
      day: DayShape,
      at: Type.String(),
      actor: TextShape,
      form: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  allowed: Type.Array(Type.String(), { description: 'What the caller can do now.' }),
  suggested: Type.Record(Type.String(), FormShape, {
    description:
      'What the forms of these actions begin with, from what the rules found; to be looked at, never sent by itself.',
  }),
})

export const listCases = route({
  method: 'GET',
  path: '/api/cases',
  caller: 'reader',
  summary: 'Cases within the scope: at my desks, at others’, or closed; due first.',
  query: Type.Object({
    box: Type.Optional(
      Type.Unsafe<(typeof BOXES)[number]>({
        ...oneOf(BOXES),
        description:
          'mine (unless said otherwise): waits at my desk; others: open elsewhere; open: both; all: closed too.',
      }),
    ),
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    state: Type.Optional(Type.String({ maxLength: 40 })),
    organization: Type.Optional(Type.String({ maxLength: 60 })),
    overdue: Type.Optional(Type.Boolean()),
    soon: Type.Optional(Type.Boolean({ description: 'Due within the days of the policy.' })),
    body: Type.Optional(Type.String({ maxLength: 60, description: 'The body at whose desk the pass is decided.' })),
    at: Type.Optional(
      Type.String({ maxLength: 20, description: 'Decided by a body seated in this place or below it.' }),
    ),
    line: Type.Optional(LineShape),
    openedFrom: Type.Optional(DayShape),
    openedTo: Type.Optional(DayShape),
    decidedFrom: Type.Optional(
      Type.Unsafe<string>({ ...DayShape, description: 'First decided on or after this day.' }),
    ),
    decidedTo: Type.Optional(DayShape),
    decision: Type.Optional(Type.String({ maxLength: 40, description: 'What was first decided.' })),
    appealed: Type.Optional(Type.Boolean()),
    overturned: Type.Optional(Type.Boolean()),
    pass: Type.Optional(Type.String({ maxLength: 40, description: 'The pass that a second look looks at.' })),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({ total: Type.Integer(), cases: Type.Array(CaseRowShape), next: TextOrNull }),
})

export const findCaseNeighbours = route({
  method: 'GET',
  path: '/api/cases/:id/neighbours',
  caller: 'reader',
  summary: 'Where a case stands in the queue of the caller from which it was opened, and which stand beside it.',
  params: IdParams,
  query: Type.Object({
    kind: Type.Optional(Type.String({ maxLength: 40 })),
    state: Type.Optional(Type.String({ maxLength: 40 })),
    overdue: Type.Optional(Type.Boolean()),
    soon: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({
    position: Type.Union([Type.Integer(), Type.Null()], { description: 'From 1; null where it is not in the queue.' }),
    total: Type.Integer(),
    previous: TextOrNull,
    next: Type.Union([Type.String(), Type.Null()], { description: 'After the last comes the first again.' }),
  }),
})

export const listQueues = route({
  method: 'GET',
  path: '/api/queues',
  caller: 'reader',
  summary: 'What waits at my desks, by kind and state; each count is the length of its list.',
  reply: Type.Object({
    queues: Type.Array(
      Type.Object({ kind: Type.String(), state: Type.String(), count: Type.Integer(), overdue: Type.Integer() }),
    ),
    mine: Type.Integer(),
    overdue: Type.Integer(),
  }),
})

export const getCase = route({
  method: 'GET',
  path: '/api/cases/:id',
  caller: 'reader',
  summary: 'One case: what was done, who is waited for since when, and what the caller can do.',
  params: IdParams,
  reply: CaseShape,
})

export const actInCase = route({
  method: 'POST',
  path: '/api/cases/:id/actions',
  caller: 'participant',
  summary: 'Do an action of the definition, on the version that was seen.',
  params: IdParams,
  body: Type.Object({
    action: Type.String({ maxLength: 40 }),
    form: FormShape,
    seen: Type.Integer({ minimum: 1, description: 'The version of the case that the caller has read.' }),
  }),
  reply: CaseShape,
})

export const previewLetters = route({
  method: 'POST',
  path: '/api/cases/:id/letters',
  caller: 'reader',
  isQuestion: true,
  summary: 'What the papers of an action would say with the form as typed; nothing is written.',
  params: IdParams,
  body: Type.Object({ action: Type.String({ maxLength: 40 }), form: FormShape }),
  reply: Type.Object({
    letters: Type.Array(
      Type.Object({
        template: PaperTemplateShape,
        values: ValuesShape,
        missing: Type.Array(Type.String(), { description: 'Fields of the paper that the form does not fill yet.' }),
      }),
    ),
  }),
})

export const requestCorrection = route({
  method: 'POST',
  path: '/api/organizations/:id/corrections',
  caller: 'participant',
  summary: 'Say that what is on record of an organization is wrong, and what it should say.',
  params: IdParams,
  body: Type.Object({
    fields: Type.Array(Type.Object({ key: Type.String({ maxLength: 40 }), to: Type.String({ maxLength: 400 }) }), {
      minItems: 1,
      maxItems: 40,
    }),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})
