import { Type } from 'typebox'
import { DEMOTION_GROUNDS } from '../domain/demotion.ts'
import { GRADES, KINDS } from '../domain/organization.ts'
import { CaseShape } from './case.ts'
import { FindingShape, JudgementShape, OutcomeShape } from './judgement.ts'
import { DayShape, IdParams, InstantShape, oneOf, TextShape } from './common.ts'
import { route } from './route.ts'
import {
  DayOrNull,
  FaultShape,
  FoundShape,
  GradeOrNull,
  IdShape,
  NumberOrNull,
  ScoreSheetShape,
  Seen,
  SelfShape,
  StatesShape,
  TermsShape,
  TextOrNull,
} from './score-sheet.ts'

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
    receipt: Type.Union([Type.Object({ at: InstantShape, version: Type.Integer(), hash: Type.String() }), Type.Null()]),
    found: Type.Union([FoundShape, Type.Null()]),
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
        recusal: Type.Union([oneOf(['interest', 'served'] as const), Type.Null()]),
      }),
    ),
    ballots: Type.Union(
      [
        Type.Object({
          members: Type.Integer(),
          uphold: Type.Integer(),
          change: Type.Integer(),
          abstain: Type.Integer(),
          result: oneOf(['upheld', 'changed', 'open'] as const),
        }),
        Type.Null(),
      ],
      { description: 'How the review panel has voted so far, by counts.' },
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
        recusal: Type.Union([oneOf(['speaks', 'spoke'] as const), Type.Null()], {
          description: 'What is on record: speaks for the organization now, or did within the years of the pack.',
        }),
        spokeUntil: DayOrNull,
      }),
    ),
    least: Type.Integer({ description: 'Experts that a panel has at least.' }),
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
