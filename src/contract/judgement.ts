import { Type } from 'typebox'
import { DayShape, TextShape } from './common.ts'

export const FactShape = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const CountOrNull = Type.Union([Type.Integer(), Type.Null()])

/** A fact that the rules looked at, and who says so. */
export const UsedFactShape = Type.Object({
  key: Type.String(),
  value: FactShape,
  source: Type.Union([Type.Literal('register'), Type.Literal('given'), Type.Literal('unknown')]),
  register: FactShape,
})

/** What one rule found, with the facts it looked at. */
export const FindingShape = Type.Object({
  rule: Type.String(),
  result: Type.Enum(['ok', 'fail', 'unknown', 'notApplicable']),
  facts: Type.Record(Type.String(), FactShape),
  text: TextShape,
  mend: Type.Union([TextShape, Type.Null()]),
  assumed: Type.Array(Type.String(), { description: 'Values of the pack that are assumed.' }),
})

/** What the rules found at an action of a case. */
export const JudgementShape = Type.Object({
  seq: Type.Integer(),
  pass: Type.String(),
  policy: Type.String(),
  asOf: DayShape,
  findings: Type.Array(FindingShape),
})

/** What was decided in a case, with its reasons and remedies. */
export const OutcomeShape = Type.Object({
  seq: Type.Integer(),
  outcome: Type.String(),
  isAdverse: Type.Boolean(),
  rules: Type.Array(Type.String()),
  reasons: Type.String(),
  evidence: Type.String(),
  cureBy: DayOrNull,
  remedies: Type.Array(TextShape),
  noticeSeq: CountOrNull,
  judgementSeq: CountOrNull,
  decidedOn: DayShape,
  servedOn: DayOrNull,
  overturnedOn: DayOrNull,
})
