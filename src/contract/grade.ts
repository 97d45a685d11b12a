import { Type } from 'typebox'
import { CALL_FACTORS, INQUIRY_PURPOSES } from '../domain/grade-inquiry.ts'
import { GRADES, KINDS } from '../domain/organization.ts'
import { DayShape, oneOf, TextShape } from './common.ts'
import { route } from './route.ts'

const PrintedShape = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '\\S',
  description: 'The words in which the call prints the factor.',
})

export const askGrade = route({
  method: 'POST',
  path: '/api/grades/ask',
  caller: 'reader',
  permit: 'grade:read',
  summary:
    'The evaluation grade of an organization for a call, and a Party-building factor only where the call prints it; every asking is on record and seen by the organization.',
  body: Type.Object({
    organization: Type.String({ minLength: 1, maxLength: 60, description: 'Its code.' }),
    purpose: oneOf(INQUIRY_PURPOSES),
    call: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Where the call can be found.' }),
    reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'Nothing is told without one.' }),
    factor: Type.Optional(
      Type.Object({ fact: oneOf(CALL_FACTORS), printed: PrintedShape }, { additionalProperties: false }),
    ),
  }),
  reply: Type.Object({
    inquiry: Type.Integer({ description: 'The number under which the asking is on record.' }),
    organization: Type.Object({ code: Type.String(), name: Type.String() }),
    asOf: DayShape,
    policy: Type.String(),
    grade: Type.Union([Type.Enum([...GRADES]), Type.Null()]),
    gradeValidTo: Type.Union([DayShape, Type.Null()]),
    isValid: Type.Boolean(),
    isUnderObjection: Type.Boolean({ description: 'Until it is decided nothing may be scored or refused on it.' }),
    note: TextShape,
    factor: Type.Union([
      Type.Object({
        fact: oneOf(CALL_FACTORS),
        printed: Type.String(),
        value: Type.Union([Type.Boolean(), Type.Null()]),
        isWithheld: Type.Boolean(),
      }),
      Type.Null(),
    ]),
  }),
})

export const listInquiries = route({
  method: 'GET',
  path: '/api/grades/inquiries',
  caller: 'reader',
  summary: 'Who asked for the grade: by system or desk, day and reason, never a person; the newest first.',
  query: Type.Object({
    organization: Type.Optional(Type.String({ maxLength: 60 })),
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  reply: Type.Object({
    inquiries: Type.Array(
      Type.Object({
        id: Type.Integer(),
        code: Type.String(),
        day: DayShape,
        asker: TextShape,
        isSystem: Type.Boolean(),
        purpose: oneOf(INQUIRY_PURPOSES),
        call: Type.String(),
        reason: Type.String(),
        factor: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    before: Type.Union([Type.Integer(), Type.Null()], { description: 'For the next page.' }),
  }),
})

export const listEndingGrades = route({
  method: 'GET',
  path: '/api/grades/ending',
  caller: 'reader',
  summary: 'Valid grades whose last day comes within so many days, the first to end first; the end is no case.',
  query: Type.Object({
    within: Type.Optional(Type.Integer({ minimum: 1, maximum: 1830, default: 180, description: 'Days from today.' })),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    total: Type.Integer(),
    until: DayShape,
    grades: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        kind: oneOf(KINDS),
        grade: oneOf(GRADES),
        gradeValidTo: DayShape,
        caseId: Type.Union([Type.String(), Type.Null()], { description: 'The evaluation that is under way.' }),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
})
