import { Type } from 'typebox'
import { CAMPAIGN_STATES } from '../domain/census.ts'
import { RETURN_STATES } from '../domain/census-return.ts'
import type { Known } from '../domain/known.ts'
import { KINDS } from '../domain/organization.ts'
import { QUESTION_KINDS, type QuestionSet } from '../domain/question-set.ts'
import { DayShape, IdParams, InstantShape, LineShape, PlaceCodeShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const InstantOrNull = Type.Union([InstantShape, Type.Null()])
const LineOrNull = Type.Union([LineShape, Type.Null()])
const FlagOrNull = Type.Union([Type.Boolean(), Type.Null()])
/** One of a closed list of words. */
function oneOf<W extends string>(words: readonly W[]) {
  return Type.Unsafe<W>(Type.Union(words.map((word) => Type.Literal(word))))
}
const KindShape = oneOf(KINDS)
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

/** A form whole, as its file has it: the page judges by the same rules as the server. */
const QuestionSetShape = Type.Unsafe<QuestionSet>(
  Type.Object(
    {
      id: Type.String(),
      version: Type.Integer(),
      title: TextShape,
      validFrom: DayShape,
      sources: Type.Array(Type.String()),
      sections: Type.Array(
        Type.Object(
          {
            id: Type.String(),
            title: TextShape,
            help: TextShape,
            questions: Type.Array(
              Type.Object(
                {
                  id: Type.String(),
                  kind: oneOf(QUESTION_KINDS),
                  label: TextShape,
                },
                { additionalProperties: true },
              ),
            ),
          },
          { additionalProperties: true },
        ),
      ),
      rules: Type.Array(
        Type.Object(
          { id: Type.String(), severity: Type.String(), source: Type.String(), text: TextShape, check: Type.Unknown() },
          { additionalProperties: true },
        ),
      ),
    },
    { additionalProperties: true },
  ),
)

const BurdenShape = Type.Object({
  fields: Type.Integer({ description: 'Fields that are asked and not filled already.' }),
  minutes: Type.Number(),
  prefilled: Type.Integer({ description: 'Fields that arrive filled; they do not count as asked.' }),
})
const BudgetShape = Type.Object({ fields: Type.Integer(), minutes: Type.Number() })

export const listQuestionSets = route({
  method: 'GET',
  path: '/api/question-sets',
  caller: 'reader',
  summary: 'Forms of a census as versioned data, with the most that each asks and the budget of the policy.',
  reply: Type.Object({
    sets: Type.Array(Type.Object({ set: QuestionSetShape, most: BurdenShape, budget: BudgetShape })),
  }),
})

const ScopeShape = Type.Object({
  places: Type.Array(PlaceCodeShape, { maxItems: 200, description: 'Places with all below; empty: all.' }),
  lines: Type.Array(LineShape, { maxItems: 3, description: 'Empty: all.' }),
  kinds: Type.Array(KindShape, { minItems: 1, maxItems: KINDS.length }),
})
const PLAN = {
  title: Type.String({ minLength: 1, maxLength: 120 }),
  questionSet: Type.String({ maxLength: 60 }),
  cutOff: DayShape,
  dueOn: DayShape,
  closesOn: DayShape,
  scope: ScopeShape,
}
const CampaignShape = Type.Object({
  ...PLAN,
  id: Type.String(),
  version: Type.Integer(),
  setVersion: Type.Integer(),
  state: oneOf(CAMPAIGN_STATES),
  policy: TextOrNull,
  officeName: Type.String({ description: 'Who runs it.' }),
  expected: Type.Union([Type.Integer(), Type.Null()]),
  createdAt: InstantShape,
  openedAt: InstantOrNull,
  closedAt: InstantOrNull,
  frozenAt: Type.Union([InstantShape, Type.Null()], { description: 'knownAt of “as this census knew”.' }),
  freezeReason: TextOrNull,
  mayRun: Type.Boolean(),
})

export const listCensuses = route({
  method: 'GET',
  path: '/api/census',
  caller: 'reader',
  summary: 'Censuses within the scope, the newest first; a frozen one gives the instant as of which it knew.',
  reply: Type.Object({ censuses: Type.Array(CampaignShape) }),
})

export const draftCensus = route({
  method: 'POST',
  path: '/api/census',
  caller: 'writer',
  summary: 'A new draft; nothing is sent before it is opened.',
  body: Type.Object(PLAN),
  status: 201,
  reply: CampaignShape,
})

export const getCensus = route({
  method: 'GET',
  path: '/api/census/:id',
  caller: 'reader',
  summary: 'One census.',
  params: IdParams,
  reply: CampaignShape,
})

export const editCensus = route({
  method: 'PUT',
  path: '/api/census/:id',
  caller: 'writer',
  summary: 'Changes a draft, on the version that was seen.',
  params: IdParams,
  body: Type.Object({ ...PLAN, seen: Type.Integer({ minimum: 1 }) }),
  reply: CampaignShape,
})

export const previewCensus = route({
  method: 'GET',
  path: '/api/census/:id/preview',
  caller: 'reader',
  summary: 'Who would be expected, by district and line, and what the form would ask of them.',
  params: IdParams,
  reply: Type.Object({
    expected: Type.Integer(),
    districts: Type.Array(Type.Object({ code: TextOrNull, name: TextOrNull, expected: Type.Integer() })),
    lines: Type.Array(Type.Object({ line: LineOrNull, expected: Type.Integer() })),
    burden: Type.Object({
      organizations: Type.Integer(),
      median: BurdenShape,
      heaviest: BurdenShape,
      fields: Type.Integer(),
      hours: Type.Number(),
      budget: BudgetShape,
      above: Type.Integer({ description: 'Organizations of which more is asked than the policy allows.' }),
    }),
  }),
})

export const openCensus = route({
  method: 'POST',
  path: '/api/census/:id/opening',
  caller: 'writer',
  summary: 'Sends a census out: who is expected is frozen, one case for each.',
  params: IdParams,
  reply: CampaignShape,
})

const PartShape = Type.Object({
  count: Type.Integer(),
  of: Type.Integer(),
  value: Type.Union([Type.Number(), Type.Null()]),
  reason: TextOrNull,
})
const COUNTS = {
  expected: Type.Integer(),
  notStarted: Type.Integer(),
  inProgress: Type.Integer(),
  submitted: Type.Integer(),
  returned: Type.Integer(),
  confirmed: Type.Integer(),
  missing: Type.Integer(),
  onTime: Type.Integer(),
  late: Type.Integer(),
  completeness: PartShape,
  timeliness: PartShape,
}
const PLACE = { code: TextOrNull, name: TextOrNull, ...COUNTS }

export const getProgress = route({
  method: 'GET',
  path: '/api/census/:id/progress',
  caller: 'reader',
  summary: 'How a census stands by place, line and body; the states add up to what was expected in every cut.',
  params: IdParams,
  reply: Type.Object({
    campaign: CampaignShape,
    at: InstantShape,
    whole: Type.Object(COUNTS),
    districts: Type.Array(Type.Object({ ...PLACE, townships: Type.Array(Type.Object(PLACE)) })),
    lines: Type.Array(Type.Object({ line: LineOrNull, ...COUNTS })),
    bodies: Type.Array(Type.Object({ body: TextOrNull, bodyName: Type.String(), ...COUNTS })),
    silent: Type.Integer(),
    overdue: Type.Integer(),
  }),
})

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

export const confirmUnchanged = route({
  method: 'POST',
  path: '/api/census/:id/confirmations',
  caller: 'participant',
  summary: 'Confirms the returns at my desks that say nothing but what was known; 200 at most, the others are left.',
  params: IdParams,
  reply: Type.Object({ confirmed: Type.Integer(), left: Type.Integer() }),
})

export const remindCensus = route({
  method: 'POST',
  path: '/api/census/:id/reminders',
  caller: 'writer',
  summary: 'Reminds the silent ones, or those named; nobody more often than the policy allows.',
  params: IdParams,
  body: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 500 }),
    returns: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 500 })),
  }),
  reply: Type.Object({ reminded: Type.Integer(), left: Type.Integer() }),
})

export const closeCensus = route({
  method: 'POST',
  path: '/api/census/:id/closing',
  caller: 'writer',
  summary: 'Closes a census: what has not come in is missing, and comes in by a recorded extension only.',
  params: IdParams,
  reply: CampaignShape,
})

export const freezeCensus = route({
  method: 'POST',
  path: '/api/census/:id/freeze',
  caller: 'writer',
  summary: 'Freezes a closed census when its reports are accepted, or with the reason why some are not.',
  params: IdParams,
  body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 1000 })) }),
  reply: CampaignShape,
})

const STATE_COUNTS = Type.Object({
  notStarted: Type.Integer(),
  inProgress: Type.Integer(),
  submitted: Type.Integer(),
  returned: Type.Integer(),
  confirmed: Type.Integer(),
  missing: Type.Integer(),
})

export const listCensusReports = route({
  method: 'GET',
  path: '/api/census/:id/reports',
  caller: 'reader',
  summary: 'Reports of the bodies with the returns behind each; acted on as cases (report, accept, return).',
  params: IdParams,
  reply: Type.Object({
    reports: Type.Array(
      Type.Object({
        id: Type.String(),
        body: TextOrNull,
        bodyName: Type.String(),
        state: Type.String(),
        due: DayOrNull,
        since: DayShape,
        version: Type.Integer(),
        counts: STATE_COUNTS,
      }),
    ),
  }),
})
