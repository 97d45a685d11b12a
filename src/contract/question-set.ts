import { Type } from 'typebox'
import { QUESTION_KINDS, type QuestionSet } from '../domain/question-set.ts'
import { DayShape, oneOf, TextShape } from './common.ts'
import { route } from './route.ts'

/** A form whole, as its file has it: the page judges by the same rules as the server. */
export const QuestionSetShape = Type.Unsafe<QuestionSet>(
  Type.Object(
    {
      id: Type.String(),
      version: Type.Integer(),
      purpose: Type.Optional(Type.Literal('annualReport')),
      title: TextShape,
      validFrom: DayShape,
      sources: Type.Array(Type.String()),
      sections: Type.Array(
        Type.Object(
          {
            id: Type.String(),
            title: TextShape,
            help: TextShape,
            questions: Type.Array(
              Type.Object(
                {
                  id: Type.String(),
                  kind: oneOf(QUESTION_KINDS),
                  label: TextShape,
                },
                { additionalProperties: true },
              ),
            ),
          },
          { additionalProperties: true },
        ),
      ),
      rules: Type.Array(
        Type.Object(
          { id: Type.String(), severity: Type.String(), source: Type.String(), text: TextShape, check: Type.Unknown() },
          { additionalProperties: true },
        ),
      ),
    },
    { additionalProperties: true },
  ),
)

export const BurdenShape = Type.Object({
  fields: Type.Integer({ description: 'Fields that are asked and not filled already.' }),
  minutes: Type.Number(),
  prefilled: Type.Integer({ description: 'Fields that arrive filled; they do not count as asked.' }),
})
export const BudgetShape = Type.Object({ fields: Type.Integer(), minutes: Type.Number() })

export const listQuestionSets = route({
  method: 'GET',
  path: '/api/question-sets',
  caller: 'reader',
  summary: 'Forms of a census as versioned data, with the most that each asks and the budget of the policy.',
  reply: Type.Object({
    sets: Type.Array(Type.Object({ set: QuestionSetShape, most: BurdenShape, budget: BudgetShape })),
  }),
})
