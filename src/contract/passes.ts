import { Type } from 'typebox'
import { PASS_KINDS } from '../domain/passes.ts'
import { BasisShape, DayShape, LineShape, oneOf, PlaceCodeShape } from './common.ts'
import { route } from './route.ts'

const FigureShape = Type.Object({
  open: Type.Integer({ description: 'Not closed today, whatever was decided; the next two are of these.' }),
  soon: Type.Integer({ description: 'Due within the days of the policy.' }),
  overdue: Type.Integer(),
  decided: Type.Integer({ description: 'First decided within the period; what follows is of these.' }),
  medianDays: Type.Union([Type.Number(), Type.Null()], {
    description: 'Working days from opening to decision; null where nothing was decided.',
  }),
  appealed: Type.Integer(),
  overturned: Type.Integer(),
  outcomes: Type.Array(Type.Object({ outcome: Type.String(), count: Type.Integer() })),
})

const LooksShape = Type.Union([
  Type.Object({
    drawn: Type.Integer({ description: 'Drawn within the period; what follows is of these.' }),
    open: Type.Integer(),
    agreed: Type.Integer(),
    asked: Type.Integer({ description: 'The deciding desk was asked to look again.' }),
  }),
  Type.Null(),
])

const FIGURES = { figure: FigureShape, looks: LooksShape }

export const getPasses = route({
  method: 'GET',
  path: '/api/passes',
  caller: 'reader',
  summary: 'Supervision of the passes (K14): open, due, decided, appealed, overturned, whole and by deciding body.',
  query: Type.Object({
    place: Type.Optional(PlaceCodeShape),
    line: Type.Optional(LineShape),
    from: Type.Optional(DayShape),
    to: Type.Optional(DayShape),
  }),
  reply: Type.Object({
    basis: BasisShape,
    period: Type.Object({ from: DayShape, to: DayShape }),
    today: DayShape,
    secondLookPercent: Type.Integer({ description: 'Of a hundred cases that pass, how many are looked at again.' }),
    passes: Type.Array(
      Type.Object({
        kind: oneOf(PASS_KINDS),
        ...FIGURES,
        desks: Type.Array(
          Type.Object({
            body: Type.Union([Type.String(), Type.Null()]),
            name: Type.Union([Type.String(), Type.Null()]),
            ...FIGURES,
          }),
          { description: 'In the order of the tree of places; never by a figure.' },
        ),
      }),
    ),
  }),
})
