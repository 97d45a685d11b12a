import { Type } from 'typebox'
import { CALL_KINDS, CALL_STATES } from '../domain/evaluation-call.ts'
import { KINDS } from '../domain/organization.ts'
import { DayShape, IdParams, oneOf } from './common.ts'
import { route } from './route.ts'
import { DayOrNull, IdShape, ScoreSheetShape, Seen, StatesShape, TermsShape } from './score-sheet.ts'

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
