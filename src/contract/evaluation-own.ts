import { Type } from 'typebox'
import { CALL_STATES } from '../domain/evaluation-call.ts'
import { KINDS } from '../domain/organization.ts'
import { DayShape, IdParams, oneOf, TextShape } from './common.ts'
import { FindingShape } from './judgement.ts'
import { route } from './route.ts'
import { ScoreSheetShape, TermsShape, TextOrNull } from './score-sheet.ts'

const HEAD = {
  id: Type.String(),
  title: Type.String(),
  year: Type.Integer(),
  applyBy: DayShape,
  vetoOn: DayShape,
  officeName: Type.String(),
  kinds: Type.Array(oneOf(KINDS)),
  state: oneOf(CALL_STATES),
}
const CHANCE = {
  code: Type.String(),
  name: Type.String(),
  caseId: TextOrNull,
  hindrance: Type.Union([TextShape, Type.Null()], { description: 'What keeps it from applying today.' }),
}
const RulesShape = Type.Object({ asOf: DayShape, policy: Type.String(), findings: Type.Array(FindingShape) })

export const listMyCalls = route({
  method: 'GET',
  path: '/api/my/evaluation-calls',
  caller: 'reader',
  summary: 'Calls under which an organization of the caller may apply today, or has applied.',
  reply: Type.Object({ calls: Type.Array(Type.Object({ ...HEAD, own: Type.Array(Type.Object(CHANCE)) })) }),
})

export const getMyCall = route({
  method: 'GET',
  path: '/api/my/evaluation-calls/:id',
  caller: 'reader',
  summary: 'One call as an organization reads it before it applies, with what the rules say of it today.',
  params: IdParams,
  reply: Type.Object({
    ...HEAD,
    score: ScoreSheetShape,
    terms: TermsShape,
    own: Type.Array(Type.Object({ ...CHANCE, rules: Type.Union([RulesShape, Type.Null()]) })),
  }),
})
