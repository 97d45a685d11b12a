import { Type } from 'typebox'
import { DayShape, IdParams, TextShape } from './common.ts'
import { FindingShape, UsedFactShape } from './judgement.ts'
import { route } from './route.ts'

const DayOrNull = Type.Union([DayShape, Type.Null()])

const JudgementShape = Type.Object({
  seq: Type.Integer({ description: 'The action of the case at which the rules were asked.' }),
  pass: Type.String(),
  policy: Type.String(),
  policyTitle: TextShape,
  asOf: DayShape,
  facts: Type.Array(UsedFactShape),
  findings: Type.Array(FindingShape),
  proposal: Type.Object({
    outcome: Type.String(),
    text: TextShape,
    because: Type.Array(Type.String()),
    followUps: Type.Array(Type.Object({ kind: Type.String(), due: DayOrNull, text: TextShape })),
    remedies: Type.Array(TextShape),
  }),
})

export const listCaseJudgements = route({
  method: 'GET',
  path: '/api/cases/:id/judgements',
  caller: 'reader',
  summary: 'What the rules found in a case at each action at which they were asked, the oldest first.',
  params: IdParams,
  reply: Type.Object({ judgements: Type.Array(JudgementShape) }),
})

export const listCaseOutcomes = route({
  method: 'GET',
  path: '/api/cases/:id/outcomes',
  caller: 'reader',
  summary: 'What was decided in a case, with reasons, evidence and remedies, the oldest first.',
  params: IdParams,
  reply: Type.Object({
    outcomes: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        year: Type.Union([Type.Integer(), Type.Null()]),
        outcome: Type.String(),
        isAdverse: Type.Boolean(),
        legalOrder: Type.Union([Type.Literal('state'), Type.Literal('party')]),
        rules: Type.Array(Type.String()),
        reasons: Type.String(),
        evidence: Type.String(),
        cureBy: DayOrNull,
        appealBy: Type.Union([DayShape, Type.Null()], {
          description:
            'The last day of an appeal, once it is served: by the days of the pack, or by the paper where that is later.',
        }),
        remedies: Type.Array(TextShape),
        noticeSeq: Type.Union([Type.Integer(), Type.Null()]),
        judgementSeq: Type.Union([Type.Integer(), Type.Null()]),
        decidedOn: DayShape,
        servedOn: DayOrNull,
        overturnedOn: DayOrNull,
      }),
    ),
  }),
})
