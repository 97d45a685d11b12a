import fc from 'fast-check'
import type { PlanInput, PlanUnit } from '../src/domain/plan.ts'

/** A unit with everything alike, at a place on a line (metres east), for hand-made cases. */
export function unitAt(id: string, members: number, x: number, more: Partial<PlanUnit> = {}): PlanUnit {
  return { id, members, line: 'civil', industry: 'I1', superior: 'S1', x, y: 0, ...more }
}

/** A hand-made input under the usual policy. */
export function inputOf(units: readonly PlanUnit[], more: Partial<PlanInput> = {}): PlanInput {
  return {
    limits: { maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 3000 },
    weights: { branch: 10_000, industry: 1500, superior: 2500, change: 0 },
    units,
    apart: [],
    together: [],
    fixed: [],
    ...more,
  }
}

export type Shape = {
  readonly most: number
  readonly least?: number
  /** Width of the square in metres: small is dense. */
  readonly width: number
  readonly members: fc.Arbitrary<number>
}

/** Random inputs with pairs to keep apart and together; the limits vary around the usual ones. */
export function anyInput(shape: Shape): fc.Arbitrary<PlanInput> {
  return fc
    .record({
      count: fc.integer({ min: shape.least ?? 0, max: shape.most }),
      maxUnits: fc.integer({ min: 2, max: 6 }),
      minMembers: fc.integer({ min: 2, max: 4 }),
      maxMembers: fc.constantFrom(5, 8, 50),
      radius: fc.constantFrom(0, 500, 1500, 3000),
      change: fc.constantFrom(0, 700),
    })
    .chain((frame) =>
      fc.record({ frame: fc.constant(frame), units: anyUnits(frame.count, shape), ties: anyTies(frame.count) }),
    )
    .map(({ frame, units, ties }) => {
      const { change, count: _, ...limits } = frame
      return inputOf(units, { limits, weights: { branch: 10_000, industry: 1500, superior: 2500, change }, ...ties })
    })
}

function anyUnits(count: number, shape: Shape): fc.Arbitrary<readonly PlanUnit[]> {
  const place = fc.integer({ min: 0, max: shape.width })
  const unit = fc.record({
    members: shape.members,
    line: fc.constantFrom('civil', 'civil', 'civil', 'industry'),
    industry: fc.constantFrom('I1', 'I2', 'I3'),
    superior: fc.constantFrom('S1', 'S2'),
    group: fc.constantFrom('G1', 'G2', undefined),
    x: place,
    y: place,
    placed: fc.integer({ min: 0, max: 19 }),
  })
  return fc.array(unit, { minLength: count, maxLength: count }).map((drafts) =>
    drafts.map(({ group, x, y, placed, ...rest }, at) => ({
      id: `u${at}`,
      ...rest,
      ...(placed > 0 ? { x, y } : {}),
      ...(group ? { group } : {}),
    })),
  )
}

type Ties = Pick<PlanInput, 'apart' | 'together' | 'fixed'>

function anyTies(count: number): fc.Arbitrary<Ties> {
  const none: Ties = { apart: [], together: [], fixed: [] }
  if (count < 4) return fc.constant(none)
  const ids = Array.from({ length: count }, (_, at) => `u${at}`)
  const entry = fc.shuffledSubarray(ids, { minLength: 2, maxLength: 3 })
  return fc.record({
    apart: fc.array(entry, { maxLength: 3 }),
    together: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(entry, { maxLength: 2 }) },
    ),
    fixed: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(entry, { maxLength: 1 }) },
    ),
  })
}
