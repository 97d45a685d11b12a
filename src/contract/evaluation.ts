import { Type } from 'typebox'
import { DEMOTION_GROUNDS } from '../domain/demotion.ts'
import { CALL_KINDS, CALL_STATES, type CallTerms } from '../domain/evaluation-call.ts'
import { BALLOTS } from '../domain/evaluation-panel.ts'
import { GRADES, KINDS } from '../domain/organization.ts'
import type { ExpertScores, SelfAssessment } from '../domain/score.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import { CaseShape } from './case.ts'
import { DayShape, IdParams, InstantShape, oneOf, TextShape } from './common.ts'
import { FindingShape, OutcomeShape, JudgementShape } from './judgement.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const NumberOrNull = Type.Union([Type.Number(), Type.Null()])
const GradeOrNull = Type.Union([oneOf(GRADES), Type.Null()])
const IdShape = Type.Object({ id: Type.String() })
const Seen = Type.Integer({ minimum: 0, description: 'The version that the caller has read.' })

/** A score sheet whole, as its file has it: the page judges by the same rules as the server. */
const ScoreSheetShape = Type.Unsafe<ScoreSheet>(
  Type.Object(
    {
      id: Type.String(),
      version: Type.Integer(),
      title: TextShape,
      validFrom: DayShape,
      maximum: Type.Integer(),
      bonus: Type.Integer(),
      sources: Type.Array(Type.String()),
      indicators: Type.Array(Type.Unknown({ description: 'A tree of indicators with their maximum points.' })),
    },
    { additionalProperties: true },
  ),
)
const TermsShape = Type.Unsafe<CallTerms>(
  Type.Object(
    { policy: Type.String(), total: Type.Integer(), bonus: Type.Integer() },
    { additionalProperties: true, description: 'What the call prints of Party-building, each value with its source.' },
  ),
)
const SelfShape = Type.Unsafe<SelfAssessment>(
  Type.Record(
    Type.String({ maxLength: 60 }),
    Type.Object({ points: NumberOrNull, note: Type.String(), documents: Type.Array(Type.String()) }),
  ),
)
const ScoresShape = Type.Unsafe<ExpertScores>(
  Type.Record(Type.String({ maxLength: 60 }), Type.Object({ points: NumberOrNull, reason: Type.String() })),
)
const FaultShape = Type.Object({
  indicator: Type.String(),
  fault: oneOf(['unknown', 'missing', 'points', 'above', 'evidence', 'reason'] as const),
  text: TextShape,
})
const StatesShape = Type.Array(Type.Object({ state: Type.String(), count: Type.Integer() }))

const PLAN = {
  title: Type.String({ minLength: 1, maxLength: 120 }),
  year: Type.Integer(),
  sheet: Type.String({ maxLength: 60, description: 'The id of a score sheet.' }),
  applyBy: DayShape,
  vetoOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The one day whose facts the veto looks at.' }),
  kinds: Type.Array(oneOf(CALL_KINDS), { maxItems: 3, description: 'Empty: all.' }),
}
const CALL = {
  ...PLAN,
  kinds: Type.Array(oneOf(KINDS)),
  id: Type.String(),
  version: Type.Integer(),
  state: oneOf(CALL_STATES),
  officeName: Type.String(),
  publishedOn: DayOrNull,
  closedOn: DayOrNull,
  mayRun: Type.Boolean(),
  states: StatesShape,
}
const CallDetailShape = Type.Object({
  ...CALL,
  score: ScoreSheetShape,
  terms: TermsShape,
  callable: Type.Integer({ description: 'Organizations of these kinds in the area of the authority.' }),
})

export const listScoreSheets = route({
  method: 'GET',
  path: '/api/score-sheets',
  caller: 'reader',
  summary: 'Score sheets of evaluations as versioned data: indicators with points, evidence, source and confidence.',
  reply: Type.Object({ sheets: Type.Array(ScoreSheetShape) }),
})

export const listEvaluationCalls = route({
  method: 'GET',
  path: '/api/evaluation-calls',
  caller: 'reader',
  summary: 'Calls for evaluations, the newest first, with how many evaluations stand in which state.',
  reply: Type.Object({ calls: Type.Array(Type.Object(CALL)) }),
})

export const draftEvaluationCall = route({
  method: 'POST',
  path: '/api/evaluation-calls',
  caller: 'writer',
  summary: 'A draft of a call; nobody else sees it.',
  body: Type.Object(PLAN),
  status: 201,
  reply: CallDetailShape,
})

export const getEvaluationCall = route({
  method: 'GET',
  path: '/api/evaluation-calls/:id',
  caller: 'reader',
  summary: 'One call with its score sheet and the terms of the pack that are printed in it.',
  params: IdParams,
  reply: CallDetailShape,
})

export const editEvaluationCall = route({
  method: 'PUT',
  path: '/api/evaluation-calls/:id',
  caller: 'writer',
  summary: 'Changes a draft on the version that was seen.',
  params: IdParams,
  body: Type.Object({ ...PLAN, seen: Seen }),
  reply: CallDetailShape,
})

export const publishEvaluationCall = route({
  method: 'POST',
  path: '/api/evaluation-calls/:id/publication',
  caller: 'writer',
  summary: 'Publishes the call with its sheet and the terms of the pack in force; neither changes any more.',
  params: IdParams,
  body: Type.Object({ seen: Seen }),
  reply: CallDetailShape,
})

export const closeEvaluationCall = route({
  method: 'POST',
  path: '/api/evaluation-calls/:id/closing',
  caller: 'writer',
  summary: 'Ends a call; evaluations that are open go on.',
  params: IdParams,
  body: Type.Object({ seen: Seen }),
  reply: CallDetailShape,
})

const OfCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) })

export const applyForEvaluation = route({
  method: 'POST',
  path: '/api/evaluation-calls/:id/applications',
  caller: 'participant',
  summary: 'An organization applies for itself.',
  params: IdParams,
  body: OfCode,
  status: 201,
  reply: IdShape,
})

export const inviteToEvaluation = route({
  method: 'POST',
  path: '/api/evaluation-calls/:id/invitations',
  caller: 'writer',
  summary: 'The authority asks an organization to take part.',
  params: IdParams,
  body: OfCode,
  status: 201,
  reply: IdShape,
})

export const listEvaluations = route({
  method: 'GET',
  path: '/api/evaluations',
  caller: 'reader',
  summary: 'Evaluations within the scope by the code of the organization; they are never ranked.',
  query: Type.Object({
    call: Type.Optional(Type.String({ maxLength: 60 })),
    state: Type.Optional(Type.String({ maxLength: 40 })),
    after: Type.Optional(Type.String({ maxLength: 120 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    total: Type.Integer(),
    states: StatesShape,
    evaluations: Type.Array(
      Type.Object({
        caseId: Type.String(),
        callId: Type.String(),
        callTitle: Type.String(),
        year: Type.Integer(),
        code: Type.String(),
        name: Type.String(),
        kind: oneOf(KINDS),
        state: Type.String(),
        due: DayOrNull,
        mine: Type.Boolean(),
        filedOn: DayOrNull,
        grade: GradeOrNull,
        gradeValidTo: DayOrNull,
      }),
    ),
    next: TextOrNull,
  }),
})

export const getEvaluation = route({
  method: 'GET',
  path: '/api/evaluations/:id',
  caller: 'reader',
  summary: 'One evaluation: sheet, evidence, what was found, what the rules say, what can be done.',
  params: IdParams,
  reply: Type.Object({
    case: CaseShape,
    call: Type.Object({
      id: Type.String(),
      title: Type.String(),
      year: Type.Integer(),
      applyBy: DayShape,
      vetoOn: DayShape,
      officeName: Type.String(),
    }),
    sheet: ScoreSheetShape,
    terms: TermsShape,
    code: Type.String(),
    name: Type.String(),
    kind: oneOf(KINDS),
    answers: SelfShape,
    answersVersion: Type.Integer(),
    filled: Type.Record(Type.String(), Type.Object({ points: Type.Number(), step: Type.Integer() })),
    faults: Type.Array(FaultShape),
    filedOn: DayOrNull,
    grade: GradeOrNull,
    gradeValidTo: DayOrNull,
    announcedOn: DayOrNull,
    isOwn: Type.Boolean(),
    found: Type.Union([
      Type.Object({
        score: Type.Number({ description: 'The mean of the experts; no veto changes it.' }),
        partyScore: Type.Number(),
        means: Type.Record(Type.String(), Type.Number()),
        reasons: Type.Record(Type.String(), Type.Array(Type.String())),
        gradeByScore: GradeOrNull,
        panelGrade: GradeOrNull,
        grade: GradeOrNull,
        isVetoed: Type.Boolean(),
      }),
      Type.Null(),
    ]),
    rules: Type.Union([
      Type.Object({
        asOf: DayShape,
        policy: Type.String(),
        findings: Type.Array(FindingShape),
        veto: oneOf(['off', 'falls', 'unknown', 'early'] as const),
      }),
      Type.Null(),
    ]),
    judgements: Type.Array(JudgementShape),
    outcomes: Type.Array(OutcomeShape),
    power: oneOf(GRADES),
    seats: Type.Array(
      Type.Object({
        title: TextShape,
        panel: oneOf(['first', 'review'] as const),
        isDeclared: Type.Boolean(),
        isRecused: Type.Boolean(),
        isDone: Type.Boolean(),
        total: NumberOrNull,
      }),
    ),
  }),
})

const SelfAnswerShape = Type.Object({
  points: NumberOrNull,
  note: Type.String({ maxLength: 2000 }),
  documents: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 }),
})

export const saveSelfAssessment = route({
  method: 'PUT',
  path: '/api/evaluations/:id/answers',
  caller: 'participant',
  summary: 'Keeps answers of the self-assessment; null takes one back.',
  params: IdParams,
  body: Type.Object({
    seen: Seen,
    answers: Type.Record(Type.String({ maxLength: 60 }), Type.Union([SelfAnswerShape, Type.Null()])),
  }),
  reply: Type.Object({ version: Type.Integer(), answers: SelfShape, faults: Type.Array(FaultShape) }),
})

export const fileSelfAssessment = route({
  method: 'POST',
  path: '/api/evaluations/:id/filing',
  caller: 'participant',
  summary: 'Files the self-assessment on the version that was seen.',
  params: IdParams,
  body: Type.Object({ seen: Seen }),
  reply: IdShape,
})

export const listPanelCandidates = route({
  method: 'GET',
  path: '/api/evaluations/:id/experts',
  caller: 'writer',
  summary: 'Experts of whom the authority may name some; those who spoke for the organization stand back.',
  params: IdParams,
  reply: Type.Object({
    experts: Type.Array(
      Type.Object({
        id: Type.Integer(),
        title: TextShape,
        field: TextShape,
        panel: Type.Union([oneOf(['first', 'review'] as const), Type.Null()]),
        isRecused: Type.Boolean(),
      }),
    ),
  }),
})

export const namePanel = route({
  method: 'POST',
  path: '/api/evaluations/:id/panel',
  caller: 'writer',
  summary: 'Names the panel that scores, more experts for it, or the panel of others that reviews.',
  params: IdParams,
  body: Type.Object({
    panel: oneOf(['first', 'review'] as const),
    experts: Type.Array(Type.Integer(), { minItems: 1, maxItems: 25 }),
    seen: Seen,
  }),
  reply: IdShape,
})

export const proposeDemotion = route({
  method: 'POST',
  path: '/api/organizations/:id/demotions',
  caller: 'writer',
  summary: 'Proposes that a grade be lowered or cancelled, on a ground of the closed list.',
  params: IdParams,
  body: Type.Object({
    ground: Type.Unsafe<keyof typeof DEMOTION_GROUNDS>(Type.Enum(Object.keys(DEMOTION_GROUNDS))),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  }),
  status: 201,
  reply: IdShape,
})

const PanelStepShape = Type.Object({
  caseId: Type.String(),
  panel: oneOf(['first', 'review'] as const),
  code: Type.String(),
  name: Type.String(),
  callTitle: Type.String(),
  state: TextOrNull,
  isRecused: Type.Boolean(),
  declaredAt: Type.Union([InstantShape, Type.Null()]),
  handedInAt: Type.Union([InstantShape, Type.Null()]),
  ballot: Type.Union([oneOf(BALLOTS), Type.Null()]),
})

export const listMyPanels = route({
  method: 'GET',
  path: '/api/my/panels',
  caller: 'reader',
  summary: 'Evaluations to whose panels the caller was named.',
  reply: Type.Object({ panels: Type.Array(PanelStepShape) }),
})

const PanelShape = Type.Object({
  id: Type.String(),
  panel: oneOf(['first', 'review'] as const),
  isDeclared: Type.Boolean(),
  isRecused: Type.Boolean(),
  servedUntil: DayOrNull,
  hasInterest: Type.Union([Type.Boolean(), Type.Null()]),
  version: Type.Integer(),
  handedInAt: Type.Union([InstantShape, Type.Null()]),
  ballot: Type.Union([oneOf(BALLOTS), Type.Null()]),
  ballotReason: TextOrNull,
  scores: ScoresShape,
  code: Type.String(),
  name: Type.String(),
  callTitle: Type.String(),
  recusalYears: Type.Integer(),
  isOpen: Type.Boolean(),
  evidence: Type.Union(
    [
      Type.Object({
        sheet: ScoreSheetShape,
        answers: SelfShape,
        documents: Type.Array(
          Type.Object({ id: Type.String(), name: Type.String(), mediaType: Type.String(), bytes: Type.Integer() }),
        ),
        faults: Type.Array(FaultShape),
      }),
      Type.Null(),
    ],
    { description: 'Null until the caller has declared.' },
  ),
})

export const getPanel = route({
  method: 'GET',
  path: '/api/panels/:id',
  caller: 'reader',
  summary: 'An expert’s own seat: the sheet beside the evidence, and what she gave.',
  params: IdParams,
  reply: PanelShape,
})

export const declareForPanel = route({
  method: 'POST',
  path: '/api/panels/:id/declaration',
  caller: 'reader',
  summary: 'Declares whether and until when one served there, and other interest; whoever has to, stands back.',
  params: IdParams,
  body: Type.Object({ servedUntil: DayOrNull, hasInterest: Type.Boolean(), seen: Seen }),
  reply: PanelShape,
})

export const savePanelScores = route({
  method: 'PUT',
  path: '/api/panels/:id/scores',
  caller: 'reader',
  summary: 'Keeps points of the caller, indicator by indicator.',
  params: IdParams,
  body: Type.Object({
    scores: Type.Record(
      Type.String({ maxLength: 60 }),
      Type.Object({ points: NumberOrNull, reason: Type.String({ maxLength: 2000 }) }),
    ),
    seen: Seen,
  }),
  reply: PanelShape,
})

export const handInScores = route({
  method: 'POST',
  path: '/api/panels/:id/hand-in',
  caller: 'reader',
  summary: 'Hands the scores in; they do not change any more.',
  params: IdParams,
  body: Type.Object({ seen: Seen }),
  reply: PanelShape,
})

export const castBallot = route({
  method: 'POST',
  path: '/api/panels/:id/ballot',
  caller: 'reader',
  summary: 'A signed ballot of the review panel.',
  params: IdParams,
  body: Type.Object({ ballot: oneOf(BALLOTS), reason: Type.String({ minLength: 1, maxLength: 2000 }), seen: Seen }),
  reply: PanelShape,
})
