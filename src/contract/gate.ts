import { Type, type TProperties } from 'typebox'
import { GRADES, KINDS } from '../domain/organization.ts'
import { REGISTRATION_ACTS } from '../domain/gate-registration.ts'
import { REPORT_RESULTS } from '../domain/gate-evaluation.ts'
import { STANDINGS } from '../domain/standing.ts'
import { DayShape, IdParams, InstantShape, TextShape } from './common.ts'
import { FindingShape, UsedFactShape } from './judgement.ts'
import { route } from './route.ts'

const DayOrNull = Type.Union([DayShape, Type.Null()])
const YesNoShape = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]))
const DayGiven = Type.Optional(DayOrNull)

function oneOf<const W extends string>(words: readonly W[]) {
  return Type.Optional(Type.Union([Type.Enum([...words]), Type.Null()]))
}

/** Facts that the asker states; what is left out or null is taken from the register, or is unknown. */
function question<T extends TProperties>(facts: T) {
  return Type.Object({
    organization: Type.Optional(Type.String({ maxLength: 60, description: 'Its code; the register then fills in.' })),
    asOf: Type.Optional(DayShape),
    policy: Type.Optional(Type.String({ maxLength: 60, description: 'A pack; else the one in force on the day.' })),
    keep: Type.Optional(
      Type.Boolean({ description: 'Keep the answer and give its id; such a question carries an Idempotency-Key.' }),
    ),
    facts: Type.Object(facts, { additionalProperties: false }),
  })
}

const ProposalFields = {
  outcome: Type.String(),
  text: TextShape,
  because: Type.Array(Type.String(), { description: 'The rules that make the outcome what it is.' }),
  followUps: Type.Array(Type.Object({ kind: Type.String(), due: DayOrNull, text: TextShape })),
  remedies: Type.Array(TextShape, { description: 'In the order of the law; there where the outcome is adverse.' }),
}

/** There where the answer was kept. */
const KEPT = {
  id: Type.Optional(Type.String()),
  packs: Type.Optional(Type.Array(Type.String(), { description: 'SHA-256 of the packs as they were, nation first.' })),
  knownAt: Type.Optional(InstantShape),
}

function answer<T extends TProperties>(more: T) {
  return Type.Object({
    pass: Type.String(),
    asOf: DayShape,
    policy: Type.String(),
    policyTitle: TextShape,
    legalOrder: Type.Literal('state'),
    organization: Type.Union([Type.Object({ code: Type.String(), name: Type.String() }), Type.Null()]),
    facts: Type.Array(UsedFactShape),
    findings: Type.Array(FindingShape),
    proposal: Type.Object({ ...ProposalFields, ...more }),
    ...KEPT,
  })
}

const COMMON = { method: 'POST', caller: 'reader', isQuestion: true, permit: 'gate:check' } as const

export const checkRegistration = route({
  ...COMMON,
  path: '/api/gates/registration/check',
  summary:
    'First pass, G1 to G5: findings and a proposal for facts or an organization; nothing is stored unless asked.',
  body: question({
    act: Type.Optional(Type.Enum([...REGISTRATION_ACTS])),
    charterText: Type.Optional(Type.Union([Type.String({ maxLength: 20_000 }), Type.Null()])),
    commitment: YesNoShape,
    surveyForm: YesNoShape,
    bodyAssigned: YesNoShape,
    fullMembers: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
    hasPartyOrganization: YesNoShape,
    foundingPlannedOn: DayGiven,
  }),
  reply: answer({}),
})

export const checkAnnualReport = route({
  ...COMMON,
  path: '/api/gates/annual-report/check',
  summary:
    'Second pass, B1 to B6: findings and a proposal for facts or an organization; nothing is stored unless asked.',
  body: question({
    kind: oneOf(KINDS),
    year: Type.Optional(Type.Integer({ minimum: 1990, maximum: 2100 })),
    registeredOn: DayGiven,
    filedOn: DayGiven,
    sectionComplete: YesNoShape,
    identitiesHold: YesNoShape,
    censusDifferences: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
    standing: oneOf(STANDINGS),
    dutiesDone: YesNoShape,
    termHolds: YesNoShape,
    hasPartyOrganization: YesNoShape,
    officerValid: YesNoShape,
  }),
  reply: answer({}),
})

const GradeOrNull = Type.Union([Type.Enum([...GRADES]), Type.Null()])

export const checkEvaluation = route({
  ...COMMON,
  path: '/api/gates/evaluation/check',
  summary:
    'Third pass, E1 to E5 and the veto: findings and a proposal; the grade by score is kept; nothing is stored unless asked.',
  body: question({
    registeredOn: DayGiven,
    grade: Type.Optional(GradeOrNull),
    gradeValidTo: DayGiven,
    lastReport: oneOf(REPORT_RESULTS),
    reportBefore: oneOf(REPORT_RESULTS),
    penaltyOpen: YesNoShape,
    underInvestigation: YesNoShape,
    onList: YesNoShape,
    standing: oneOf(STANDINGS),
    workCovered: YesNoShape,
    hasPartyOrganization: YesNoShape,
    fullMembers: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
    barredUntil: DayGiven,
    score: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 10_000 }), Type.Null()])),
  }),
  reply: answer({ gradeByScore: GradeOrNull, grade: GradeOrNull, isVetoed: Type.Boolean() }),
})

const GradeKept = Type.Optional(GradeOrNull)

export const getAnswer = route({
  method: 'GET',
  path: '/api/gates/answers/:id',
  caller: 'reader',
  permit: 'gate:check',
  summary: 'An answer that was kept, as it was given.',
  params: IdParams,
  reply: answer({ gradeByScore: GradeKept, grade: GradeKept, isVetoed: Type.Optional(Type.Boolean()) }),
})
