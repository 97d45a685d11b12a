import type { ComponentCertificate, DualCertificate, Plan, PlanInput, PlanUnit } from '../domain/plan.ts'
import { findDistance, findGroupCost } from '../domain/plan-cost.ts'
import { faultsOf } from '../domain/plan-faults.ts'
import type { PlanFault } from '../domain/plan-faults.ts'
import type { Text } from '../domain/refusal.ts'
import { lagrangian, SEARCHABLE, searchOutright } from './check-bound.ts'
import type { Best, Part } from './check-bound.ts'
import { apartOf, bundlesOf, groupedBy, starsOf } from './check-stars.ts'
import type { Bundle, Star } from './check-stars.ts'

/** What a check of a plan against its input found. */
export type PlanCheck = {
  readonly faults: readonly PlanFault[]
  /** The cost recomputed from the groups. */
  readonly cost: number
  /** The bound that the certificate proves. */
  readonly bound: number
  /** Is the plan's bound proven, and below its cost? */
  readonly boundHolds: boolean
  /** If the plan says that no plan covers more, does the certificate prove it? */
  readonly coverageHolds: boolean
  /** What the certificate does not hold, in words. */
  readonly problems: readonly Text[]
  readonly holds: boolean
}

/** A finding on the way to the bound: what it adds to it, and whether coverage is proven maximal there. */
type Finding = { readonly bound: number; readonly maximal: boolean; readonly problem?: Text }

/** Verifies a plan from its input and its certificate alone, with code of its own. */
export function checkPlan(input: PlanInput, plan: Plan): PlanCheck {
  const faults = faultsOf(plan, input)
  const cost = costOf(input, plan)
  const findings = findingsOf(input, plan)
  const bound = fixedCostOf(input) + findings.reduce((sum, finding) => sum + finding.bound, 0)
  const sound = findings.every((finding) => finding.problem === undefined)
  const gap = plan.cost === 0 ? 0 : (plan.cost - plan.bound) / plan.cost
  const grouped = new Set(plan.groups.flatMap((group) => group.units)).size
  const boundHolds = sound && plan.bound <= bound && plan.bound <= cost && Math.abs(gap - plan.gap) < 1e-9
  const maximal = sound && findings.every((finding) => finding.maximal)
  const coverageHolds = plan.coverage.grouped === grouped && (maximal || !plan.coverage.provenMaximal)
  return {
    faults,
    cost,
    bound,
    boundHolds,
    coverageHolds,
    problems: findings.flatMap((finding) => finding.problem ?? []),
    holds: faults.length === 0 && boundHolds && coverageHolds,
  }
}

function costOf(input: PlanInput, plan: Plan): number {
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]))
  return plan.groups.reduce((sum, group) => {
    const host = unitOf.get(group.host)
    const units = group.units.flatMap((id) => unitOf.get(id) ?? [])
    return sum + ((host && findGroupCost(host, units, input.weights)) ?? 0)
  }, 0)
}

/** A fixed branch costs at least what its best host makes of it. */
function fixedCostOf(input: PlanInput): number {
  const unitOf = new Map(input.units.map((unit) => [unit.id, unit]))
  return input.fixed.reduce((sum, entry) => {
    const units = entry.flatMap((id) => unitOf.get(id) ?? [])
    if (units.length < 2) return sum
    const costs = units.map((host) =>
      reaches(input, host, units) ? findGroupCost(host, units, input.weights) : undefined,
    )
    return sum + Math.min(...costs.map((cost) => cost ?? Infinity))
  }, 0)
}

function reaches(input: PlanInput, host: PlanUnit, units: readonly PlanUnit[]): boolean {
  return units.every((unit) => (findDistance(unit, host) ?? Infinity) <= input.limits.radius)
}

type Book = {
  readonly input: PlanInput
  readonly bundleOf: ReadonlyMap<string, Bundle>
  readonly starsOf: ReadonlyMap<Bundle, readonly Star[]>
  readonly alone: ReadonlySet<Bundle>
  readonly grouped: ReadonlySet<string>
}

function findingsOf(input: PlanInput, plan: Plan): readonly Finding[] {
  const bundles = bundlesOf(input)
  const { components } = plan.certificate
  const bundleOf = new Map(bundles.flatMap((bundle) => bundle.units.map((unit): [string, Bundle] => [unit.id, bundle])))
  const aloneIds = components.flatMap((component) => (component.method === 'alone' ? component.units : []))
  const book: Book = {
    input,
    bundleOf,
    starsOf: groupedBy(starsOf(input, bundles), (star) => star.bundle),
    alone: new Set(aloneIds.flatMap((id) => bundleOf.get(id) ?? [])),
    grouped: new Set(plan.groups.flatMap((group) => group.units)),
  }
  return [partitionFinding(book, components), ...components.map((component) => findingOf(book, component))]
}

function problem(zh: string, en: string): Finding {
  return { bound: 0, maximal: false, problem: { zh, en } }
}

/** Every unit that may be grouped stands in exactly one component, and no other unit does. */
function partitionFinding(book: Book, components: readonly ComponentCertificate[]): Finding {
  const ids = components.flatMap((component) => component.units)
  const named = new Set(ids)
  const stranger = ids.find((id) => !book.bundleOf.has(id))
  if (stranger !== undefined)
    return problem(`证书列有多余的单位 ${stranger}`, `The certificate names ${stranger} in vain`)
  if (named.size < ids.length) return problem('证书重复列出单位', 'The certificate names a unit twice')
  const missing = [...book.bundleOf.keys()].find((id) => !named.has(id))
  if (ids.length < book.bundleOf.size)
    return problem(`证书缺少单位 ${missing}`, `The certificate leaves out ${missing}`)
  return { bound: 0, maximal: true }
}

function findingOf(book: Book, component: ComponentCertificate): Finding {
  const bundles = [...new Set(component.units.flatMap((id) => book.bundleOf.get(id) ?? []))]
  const name = component.units[0] ?? ''
  if (bundles.reduce((sum, bundle) => sum + bundle.units.length, 0) !== component.units.length) {
    return problem(`证书拆开了捆绑单位（${name}）`, `The certificate splits units that go together (${name})`)
  }
  if (component.method === 'alone') return aloneFinding(book, bundles)
  const part = partOf(book, bundles)
  if (!isClosed(book, part))
    return problem(`分块不封闭（${name}）`, `The component of ${name} has neighbours outside it`)
  const leftOver = bundles.flatMap((bundle) => bundle.units).filter((unit) => !book.grouped.has(unit.id)).length
  return component.method === 'exact' ? exactFinding(part, leftOver, name) : dualFinding(part, component, leftOver)
}

function partOf(book: Book, bundles: readonly Bundle[]): Part {
  const stars = bundles.flatMap((bundle) => book.starsOf.get(bundle) ?? [])
  const within = stars.map((star) => ({
    ...star,
    joiners: star.joiners.filter((joiner) => !book.alone.has(joiner.bundle)),
  }))
  return { input: book.input, bundles, stars: within, apart: apartOf(book.input) }
}

/** No branch reaches over the border of the part, but for units that no branch can hold anyway. */
function isClosed(book: Book, part: Part): boolean {
  const inside = new Set(part.bundles)
  return part.stars.every((star) =>
    star.joiners.every((joiner) => inside.has(joiner.bundle) || book.alone.has(joiner.bundle)),
  )
}

/** With the richest partners around any host in reach, a unit on its own must still be short of members. */
function aloneFinding(book: Book, bundles: readonly Bundle[]): Finding {
  const claimed = new Set(bundles)
  const wrong = [...book.starsOf.values()]
    .flat()
    .flatMap((star) => holdableBy(book.input, star))
    .find((one) => claimed.has(one))
  const id = wrong?.units[0]?.id ?? ''
  return wrong
    ? problem(`${id} 并非无法编组`, `A branch could hold ${id}, which is said to be alone`)
    : { bound: 0, maximal: true }
}

/** The bundles that might stand in a branch under the host. */
function holdableBy(input: PlanInput, star: Star): readonly Bundle[] {
  const room = input.limits.maxUnits - star.bundle.units.length
  const rich = star.joiners.map((joiner) => joiner.bundle.members).sort((a, b) => b - a)
  const best = (count: number): number => rich.slice(0, Math.max(0, count)).reduce((a, b) => a + b, star.bundle.members)
  if (room < 0 || best(room) < input.limits.minMembers) return []
  const others = star.joiners.map((joiner) => joiner.bundle)
  return [star.bundle, ...others.filter((one) => room > 0 && one.members + best(room - 1) >= input.limits.minMembers)]
}

function exactFinding(part: Part, leftOver: number, name: string): Finding {
  if (part.bundles.length > SEARCHABLE)
    return problem(`分块过大，不能直接求解（${name}）`, `The component of ${name} is too large`)
  const best: Best = searchOutright(part)
  return { bound: best.cost, maximal: leftOver === best.leftOver }
}

function isWhole(certificate: DualCertificate, units: number): boolean {
  const figures = [...certificate.duals, certificate.penalty, certificate.branchDual]
  return certificate.duals.length === units && figures.every((figure) => Number.isSafeInteger(figure))
}

function dualFinding(
  part: Part,
  component: Extract<ComponentCertificate, { readonly method: 'dual' }>,
  leftOver: number,
): Finding {
  const { cost, coverage, units: ids } = component
  if (![cost, coverage].every((one) => one === undefined || isWhole(one, ids.length))) {
    return problem(`证书乘子不完整（${ids[0]}）`, `The multipliers of the component of ${ids[0]} are not complete`)
  }
  if (cost.branchDual < 0 || cost.penalty <= 0) return problem('证书乘子的符号不对', 'A multiplier has the wrong sign')
  const minBranches = Math.ceil((ids.length - leftOver) / part.input.limits.maxUnits)
  const value = lagrangian(part, cost, { ids, minBranches, free: false })
  const bound = Math.max(0, Math.ceil(value - cost.penalty * leftOver))
  if (leftOver === 0) return { bound, maximal: true }
  if (!coverage || coverage.penalty <= 0 || coverage.branchDual !== 0) return { bound, maximal: false }
  const least = lagrangian(part, coverage, { ids, minBranches: 0, free: true }) / coverage.penalty
  return { bound, maximal: Math.ceil(least) >= leftOver }
}
