import { Type } from 'typebox'
import { DayShape, IdParams, LineShape, PlaceCodeShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

export const PlanHeadShape = Type.Object({
  id: Type.String(),
  createdAt: Type.String(),
  asOf: Type.String(),
  placeCode: TextOrNull,
  placeName: TextOrNull,
  line: Type.Union([LineShape, Type.Null()]),
  policy: Type.String(),
  state: Type.Union([Type.Literal('solving'), Type.Literal('solved'), Type.Literal('failed')]),
  failure: TextOrNull,
  units: Type.Integer(),
  groups: Type.Integer(),
  independent: Type.Integer(),
  unassigned: Type.Integer(),
  cost: Type.Union([Type.Integer(), Type.Null()]),
  bound: Type.Union([Type.Integer(), Type.Null()]),
  gap: Type.Union([Type.Number(), Type.Null()]),
  provenMaximal: Type.Union([Type.Boolean(), Type.Null()]),
})

/** A unit on the schematic map: counts only, no person. */
export const PlanUnitShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  members: Type.Integer(),
  line: Type.String(),
  industry: TextOrNull,
  superior: TextOrNull,
  placeName: TextOrNull,
  x: Type.Union([Type.Number(), Type.Null()], { description: 'Metres east of the middle of the plan.' }),
  y: Type.Union([Type.Number(), Type.Null()], { description: 'Metres north of the middle of the plan.' }),
})

export const listPlans = route({
  method: 'GET',
  path: '/api/plans',
  caller: 'writer',
  summary: 'My plans, the latest first.',
  reply: Type.Object({ plans: Type.Array(PlanHeadShape) }),
})

export const solvePlan = route({
  method: 'POST',
  path: '/api/plans',
  caller: 'writer',
  summary: 'Makes an establishment plan of the organizations in scope; runs beside, progress by GET or events.',
  body: Type.Object({
    asOf: Type.Optional(DayShape),
    place: Type.Optional(PlaceCodeShape),
    line: Type.Optional(LineShape),
    policy: Type.Optional(Type.String({ maxLength: 60 })),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2147483647 })),
    seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
  }),
  reply: PlanHeadShape,
  status: 202,
})

export const getPlan = route({
  method: 'GET',
  path: '/api/plans/:id',
  caller: 'writer',
  summary: 'A plan with its groups, the units left over and why, score, bound and gap.',
  params: IdParams,
  reply: Type.Object({
    plan: PlanHeadShape,
    limits: Type.Record(Type.String(), Type.Number()),
    weights: Type.Record(Type.String(), Type.Number()),
    policyTitle: TextShape,
    assumed: Type.Array(Type.String()),
    stale: Type.Integer({ description: 'Units that differ from the register of today.' }),
    units: Type.Array(PlanUnitShape),
    independent: Type.Array(Type.Object({ id: Type.String(), level: Type.String() })),
    groups: Type.Array(
      Type.Object({
        host: Type.String(),
        units: Type.Array(Type.String()),
        members: Type.Integer(),
        cost: Type.Integer(),
        /** Of each unit but the host: metres to it, and whether industry and superior are alike. */
        terms: Type.Array(
          Type.Object({
            id: Type.String(),
            distance: Type.Integer(),
            sameIndustry: Type.Boolean(),
            sameSuperior: Type.Boolean(),
          }),
        ),
      }),
    ),
    area: Type.Array(Type.Object({ id: Type.String(), assignedTo: Type.String(), distance: Type.Integer() })),
    unassigned: Type.Array(Type.Object({ id: Type.String(), reason: Type.String(), detail: TextShape })),
  }),
})

export const planProgress = route({
  method: 'GET',
  path: '/api/plans/:id/events',
  caller: 'writer',
  summary: 'Server-sent events while the plan is being made: {cost, bound, gap, step} and at the end {state}.',
  params: IdParams,
  produces: 'text/event-stream',
})

export const stopPlan = route({
  method: 'POST',
  path: '/api/plans/:id/stop',
  caller: 'writer',
  summary: 'Stops the solver and keeps the best plan so far.',
  params: IdParams,
  reply: PlanHeadShape,
})

export const exportPlan = route({
  method: 'GET',
  path: '/api/plans/:id/plan.xlsx',
  caller: 'writer',
  summary: 'The plan as a workbook: groups, units left over, figures.',
  params: IdParams,
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})
