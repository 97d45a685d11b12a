import { Type } from 'typebox'
import type { CallTerms } from '../domain/evaluation-call.ts'
import { GRADES } from '../domain/organization.ts'
import type { ExpertScores, SelfAssessment } from '../domain/score.ts'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import { DayShape, oneOf, TextShape } from './common.ts'

export const TextOrNull = Type.Union([Type.String(), Type.Null()])
export const DayOrNull = Type.Union([DayShape, Type.Null()])
export const NumberOrNull = Type.Union([Type.Number(), Type.Null()])
export const GradeOrNull = Type.Union([oneOf(GRADES), Type.Null()])
export const IdShape = Type.Object({ id: Type.String() })
export const Seen = Type.Integer({ minimum: 0, description: 'The version that the caller has read.' })
export const StatesShape = Type.Array(Type.Object({ state: Type.String(), count: Type.Integer() }))

/** A score sheet whole, as its file has it: the page judges by the same rules as the server. */
export const ScoreSheetShape = Type.Unsafe<ScoreSheet>(
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
export const TermsShape = Type.Unsafe<CallTerms>(
  Type.Object(
    { policy: Type.String(), total: Type.Integer(), bonus: Type.Integer() },
    { additionalProperties: true, description: 'What the call prints of Party-building, each value with its source.' },
  ),
)
export const SelfShape = Type.Unsafe<SelfAssessment>(
  Type.Record(
    Type.String({ maxLength: 60 }),
    Type.Object({ points: NumberOrNull, note: Type.String(), documents: Type.Array(Type.String()) }),
  ),
)
export const ScoresShape = Type.Unsafe<ExpertScores>(
  Type.Record(Type.String({ maxLength: 60 }), Type.Object({ points: NumberOrNull, reason: Type.String() })),
)
export const FaultShape = Type.Object({
  indicator: Type.String(),
  fault: oneOf(['unknown', 'missing', 'points', 'above', 'evidence', 'reason'] as const),
  text: TextShape,
})

/** What the experts and the committee found. */
export const FoundShape = Type.Object({
  score: Type.Number({ description: 'The mean of the experts; no veto changes it.' }),
  partyScore: Type.Number(),
  means: Type.Record(Type.String(), Type.Number()),
  reasons: Type.Record(Type.String(), Type.Array(Type.String())),
  gradeByScore: GradeOrNull,
  panelGrade: GradeOrNull,
  grade: GradeOrNull,
  isVetoed: Type.Boolean(),
})
