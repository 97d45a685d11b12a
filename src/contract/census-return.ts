import { Type } from 'typebox'
import { RETURN_STATES } from '../domain/census-return.ts'
import type { Known } from '../domain/known.ts'
import { DayShape, IdParams, InstantShape, LineShape, oneOf, PlaceCodeShape, TextShape } from './common.ts'
import { QuestionSetShape } from './question-set.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const InstantOrNull = Type.Union([InstantShape, Type.Null()])
const FlagOrNull = Type.Union([Type.Boolean(), Type.Null()])
const StateShape = oneOf(RETURN_STATES)
const ValueShape = Type.Union([
  Type.String({ maxLength: 1000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 400 }), { maxItems: 100 }),
])
const ValueOrNull = Type.Union([ValueShape, Type.Null()])
const AnswersShape = Type.Record(Type.String({ maxLength: 40 }), ValueShape)
const NotesShape = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 1000 }))

const RETURN = {
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  line: TextOrNull,
  kind: Type.String(),
  body: TextOrNull,
  bodyName: Type.String(),
  state: StateShape,
  due: DayOrNull,
  isOverdue: Type.Boolean(),
  mine: Type.Boolean({ description: 'Waits for the caller.' }),
  submittedOn: DayOrNull,
  isLate: FlagOrNull,
  isUnchanged: Type.Union([Type.Boolean(), Type.Null()], { description: 'Says nothing but what was known.' }),
  version: Type.Integer({ description: 'Of the answers.' }),
  remindedAt: InstantOrNull,
}
const ReturnPageShape = Type.Object({
  total: Type.Integer(),
  returns: Type.Array(Type.Object({ ...RETURN, campaign: Type.String(), campaignTitle: Type.String() })),
  next: TextOrNull,
})
const RETURN_QUERY = Type.Object({
  state: Type.Optional(StateShape),
  silent: Type.Optional(Type.Boolean()),
  late: Type.Optional(Type.Boolean()),
  unchanged: Type.Optional(Type.Boolean()),
  place: Type.Optional(PlaceCodeShape),
  body: Type.Optional(Type.String({ maxLength: 60 })),
  line: Type.Optional(LineShape),
  mine: Type.Optional(Type.Boolean()),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  after: Type.Optional(Type.String({ maxLength: 120 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})

export const listCensusReturns = route({
  method: 'GET',
  path: '/api/census/:id/returns',
  caller: 'reader',
  summary: 'Returns of a census within the scope, by code: silent ones, late ones, those that wait for me.',
  params: IdParams,
  query: RETURN_QUERY,
  reply: ReturnPageShape,
})

export const listMyReturns = route({
  method: 'GET',
  path: '/api/my/returns',
  caller: 'reader',
  summary: 'Returns of all censuses: with mine=true those that wait for me, as an organization or as a body.',
  query: RETURN_QUERY,
  reply: ReturnPageShape,
})

const FilledShape = Type.Object({
  value: ValueShape,
  source: Type.Object({
    kind: Type.Union([Type.Literal('register'), Type.Literal('census')]),
    title: TextOrNull,
    day: DayOrNull,
  }),
})
const FaultShape = Type.Object({
  rule: Type.String(),
  severity: Type.Union([Type.Literal('hard'), Type.Literal('soft')]),
  questions: Type.Array(Type.String()),
  source: Type.String(),
  text: TextShape,
  note: TextOrNull,
})
const DifferencesShape = Type.Array(Type.Object({ question: Type.String(), before: ValueOrNull, now: ValueOrNull }))
const KnownShape = Type.Unsafe<Known>(
  Type.Object(
    {
      facts: Type.Record(Type.String(), Type.Unknown()),
      statedOn: Type.Record(Type.String(), Type.String()),
      last: Type.Union([
        Type.Object({ title: Type.String(), cutOff: DayShape, answers: Type.Record(Type.String(), Type.Unknown()) }),
        Type.Null(),
      ]),
    },
    { description: 'What is on record as of the cut-off day, when it was stated, and the last answers.' },
  ),
)

const ReturnShape = Type.Object({
  ...RETURN,
  campaign: Type.Object({
    id: Type.String(),
    title: Type.String(),
    state: Type.String(),
    cutOff: DayShape,
    dueOn: DayShape,
    closesOn: DayShape,
    frozenAt: InstantOrNull,
  }),
  set: QuestionSetShape,
  known: KnownShape,
  prefill: Type.Record(Type.String(), FilledShape),
  answers: AnswersShape,
  stands: AnswersShape,
  notes: NotesShape,
  asked: Type.Array(Type.String()),
  faults: Type.Array(FaultShape),
  changedSinceLast: DifferencesShape,
  differsFromRegister: DifferencesShape,
  changedSinceReturned: DifferencesShape,
  comment: Type.Union([
    Type.Object({
      action: Type.String(),
      fields: Type.Array(Type.String()),
      text: Type.String(),
      day: DayShape,
      by: TextShape,
    }),
    Type.Null(),
  ]),
  receipt: Type.Union([Type.Object({ version: Type.Integer(), at: InstantShape, hash: Type.String() }), Type.Null()]),
  waits: TextOrNull,
  waitsFor: TextOrNull,
  since: DayShape,
  caseVersion: Type.Integer({ description: 'Of the case: what an action names as seen.' }),
  mayAnswer: Type.Boolean(),
  as: TextOrNull,
  allowed: Type.Array(Type.String()),
  actions: Type.Array(
    Type.Object({
      action: Type.String(),
      party: Type.String(),
      day: DayShape,
      at: InstantShape,
      actor: TextShape,
      form: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
})

export const getReturn = route({
  method: 'GET',
  path: '/api/returns/:id',
  caller: 'reader',
  summary: 'One return: what arrived filled and from where, what was answered, what is wrong, what has changed.',
  params: IdParams,
  reply: ReturnShape,
})

export const saveReturn = route({
  method: 'PUT',
  path: '/api/returns/:id/answers',
  caller: 'participant',
  summary: 'Saves fields on the version that was seen; fields that somebody else changed meanwhile are named.',
  params: IdParams,
  body: Type.Object({
    seen: Type.Integer({ minimum: 0 }),
    answers: Type.Record(Type.String({ maxLength: 40 }), ValueOrNull),
    notes: Type.Optional(
      Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 1000 }), Type.Null()])),
    ),
  }),
  reply: Type.Object({
    version: Type.Integer(),
    state: StateShape,
    answers: AnswersShape,
    notes: NotesShape,
    faults: Type.Array(FaultShape),
  }),
})

export const submitReturn = route({
  method: 'POST',
  path: '/api/returns/:id/submission',
  caller: 'participant',
  summary: 'Hands the return in, on the version of its answers that was seen; the receipt has its instant and hash.',
  params: IdParams,
  body: Type.Object({ seen: Type.Integer({ minimum: 0 }) }),
  reply: Type.Object({
    id: Type.String(),
    code: Type.String(),
    name: Type.String(),
    campaign: Type.String(),
    version: Type.Integer(),
    at: InstantShape,
    hash: Type.String(),
    isLate: Type.Boolean(),
  }),
})

const FormShape = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([
    Type.String({ maxLength: 2000 }),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Array(Type.String({ maxLength: 400 }), { maxItems: 500 }),
  ]),
)

export const actOnReturn = route({
  method: 'POST',
  path: '/api/returns/:id/actions',
  caller: 'participant',
  summary: 'Confirm; return (fields, comment); extend, extendStarted, extendReturned, readmit (dueOn, reason); reopen.',
  params: IdParams,
  body: Type.Object({
    action: Type.String({ maxLength: 40 }),
    form: FormShape,
    seen: Type.Integer({ minimum: 1, description: 'The version of the case (caseVersion).' }),
  }),
  reply: ReturnShape,
})
