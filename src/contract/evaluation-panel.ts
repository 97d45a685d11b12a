import { Type } from 'typebox'
import { BALLOTS } from '../domain/evaluation-panel.ts'
import { IdParams, InstantShape, oneOf } from './common.ts'
import { route } from './route.ts'
import {
  DayOrNull,
  FaultShape,
  FoundShape,
  NumberOrNull,
  ScoreSheetShape,
  ScoresShape,
  Seen,
  SelfShape,
  TextOrNull,
} from './score-sheet.ts'

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
  review: Type.Union(
    [Type.Object({ grounds: Type.String(), found: Type.Union([FoundShape, Type.Null()]) }), Type.Null()],
    {
      description: 'What is to be reviewed, and why: for the review panel.',
    },
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
