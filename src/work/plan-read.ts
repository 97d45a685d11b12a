import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { UNASSIGNED_REASONS, type Plan } from '../domain/plan.ts'
import { Refusal } from '../domain/refusal.ts'

const Whole = Type.Integer({ minimum: 0 })
const Ids = Type.Array(Type.String())
const Dual = Type.Object({ duals: Type.Array(Type.Integer()), penalty: Type.Integer(), branchDual: Type.Integer() })

/** PLAN.json as design.md 7 has it; what its figures say is judged by the checker. */
const PlanFile = Type.Object({
  input: Type.Optional(Type.String()),
  seed: Type.Integer(),
  limits: Type.Object({ maxUnits: Whole, minMembers: Whole, maxMembers: Whole, radius: Whole }),
  weights: Type.Object({ branch: Whole, industry: Whole, superior: Whole, change: Whole }),
  independent: Type.Array(
    Type.Object({
      id: Type.String(),
      level: Type.Union([Type.Literal('branch'), Type.Literal('generalBranch'), Type.Literal('committee')]),
    }),
  ),
  groups: Type.Array(Type.Object({ host: Type.String(), units: Ids, members: Whole, cost: Whole })),
  area: Type.Array(Type.Object({ id: Type.String(), assignedTo: Type.String(), distance: Whole })),
  unassigned: Type.Array(
    Type.Object({
      id: Type.String(),
      reason: Type.Union(UNASSIGNED_REASONS.map((reason) => Type.Literal(reason))),
      detail: Type.Object({ zh: Type.String(), en: Type.String() }),
    }),
  ),
  cost: Whole,
  bound: Type.Integer(),
  gap: Type.Number(),
  coverage: Type.Object({ grouped: Whole, provenMaximal: Type.Boolean() }),
  certificate: Type.Object({
    version: Type.Literal(1),
    components: Type.Array(
      Type.Union([
        Type.Object({ method: Type.Literal('alone'), units: Ids }),
        Type.Object({ method: Type.Literal('exact'), units: Ids }),
        Type.Object({ method: Type.Literal('dual'), units: Ids, cost: Dual, coverage: Type.Optional(Dual) }),
      ]),
    ),
    finished: Type.Boolean(),
  }),
})

/** Reads a plan strictly; refuses with PLAN_INPUT, naming the first field that is wrong. */
export function readPlan(value: unknown): Plan & { readonly input?: string } {
  if (isPlan(value)) return value
  const [first] = Value.Errors(PlanFile, value)
  throw new Refusal('PLAN_INPUT', { detail: `PLAN.json ${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim() })
}

function isPlan(value: unknown): value is Plan & { readonly input?: string } {
  return Value.Check(PlanFile, value)
}
