import { whole } from './arrays.ts'
import type { PlanInput, PlanUnit } from '../domain/plan.ts'
import { unlikenessOf } from '../domain/plan-cost.ts'
import type { Blocks } from './blocks.ts'
import { coverableOf } from './coverable.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'
import { placesOf } from './geometry.ts'
import { neighboursOf } from './neighbours.ts'
import type { Neighbours } from './neighbours.ts'
import { emptyPairs, setPair } from './pairs.ts'

/** The units of one line that may move, their neighbours, and which block each belongs to. */
type Line = {
  readonly input: PlanInput
  readonly blocks: Blocks
  readonly units: readonly number[]
  readonly near: Neighbours
  readonly localOf: ReadonlyMap<number, number>
  readonly blockOf: readonly (readonly number[])[]
}

type Component = readonly (readonly number[])[]

/** What there is to solve: components, and the blocks that no branch can hold, whatever the others do. */
export type Ground = { readonly fields: readonly Field[]; readonly alone: readonly (readonly number[])[] }

/**
 * The components of the graph "same line and within the radius", blocks held together, each ready to be solved. Blocks
 * that no branch can hold are taken out first, which often parts a component in two.
 */
export function groundOf(input: PlanInput, blocks: Blocks): Ground {
  const byLine = new Map<string, (readonly number[])[]>()
  for (const block of blocks.blocks) {
    const line = input.units[block[0] ?? 0]?.line ?? ''
    const same = byLine.get(line)
    if (same) same.push(block)
    else byLine.set(line, [block])
  }
  const grounds = [...byLine.values()].map((lineBlocks) => lineGroundOf(input, blocks, lineBlocks))
  return { fields: grounds.flatMap((ground) => ground.fields), alone: grounds.flatMap((ground) => ground.alone) }
}

function lineGroundOf(input: PlanInput, blocks: Blocks, lineBlocks: readonly (readonly number[])[]): Ground {
  const units = lineBlocks.flat()
  const line: Line = {
    input,
    blocks,
    units,
    near: neighboursOf(placesOf(units.map((at) => unitAt(input, at))), input.limits.radius),
    localOf: new Map(units.map((at, local) => [at, local])),
    blockOf: lineBlocks.flatMap((block) => block.map(() => block)),
  }
  const alone: (readonly number[])[] = []
  const fields = componentsOf(line, line.blockOf).flatMap((component) => {
    const field = fieldOf(line, component)
    const held = coverableOf(field)
    if (held.every((one) => one === 1)) return [field]
    alone.push(...component.filter((_, item) => held[item] !== 1))
    const rest = component.filter((_, item) => held[item] === 1)
    return componentsOf(line, rest).map((part) => fieldOf(line, part))
  })
  return { fields, alone }
}

function unitAt(input: PlanInput, at: number): PlanUnit {
  const unit = input.units[at]
  if (!unit) throw new Error(`There is no unit at ${at}. Maybe a block names a unit of another input.`)
  return unit
}

/** Breadth first among the given blocks, so that near items stand near each other. */
function componentsOf(line: Line, among: Component): readonly Component[] {
  const waiting = new Set(among)
  const components: Component[] = []
  for (const first of among) {
    if (!waiting.delete(first)) continue
    const component = [first]
    for (const block of component) component.push(...blocksAround(line, block).filter((next) => waiting.delete(next)))
    components.push(component)
  }
  return components
}

function blocksAround(line: Line, block: readonly number[]): Component {
  const around: (readonly number[])[] = []
  for (const unit of block) {
    const local = line.localOf.get(unit) ?? 0
    for (let at = whole(line.near.start, local); at < whole(line.near.start, local + 1); at++) {
      const other = line.blockOf[whole(line.near.partner, at)]
      if (other) around.push(other)
    }
  }
  return around
}

function fieldOf(line: Line, component: Component): Field {
  const { input } = line
  const hostUnit = Int32Array.from(component.flat())
  const hostItem = Int32Array.from(component.flatMap((block, item) => block.map(() => item)))
  const firstHost = new Int32Array(component.length + 1)
  component.forEach((block, item) => (firstHost[item + 1] = whole(firstHost, item) + block.length))
  const arcs = arcsOf(line, component)
  const count = arcs.rows.reduce((sum, row) => sum + row.length, 0)
  const pairs = emptyPairs(hostUnit.length * component.length, count + hostUnit.length, FAR)
  arcs.rows.forEach((row, host) => {
    setPair(pairs, host * component.length + whole(hostItem, host), arcs.base[host] ?? FAR)
    for (const [item, cost] of row) setPair(pairs, host * component.length + item, cost)
  })
  let end = 0
  return {
    limits: input.limits,
    items: component.length,
    hosts: hostUnit.length,
    unitsOf: component,
    size: Int32Array.from(component, (block) => block.length),
    members: Int32Array.from(component, (block) => block.reduce((sum, at) => sum + unitAt(input, at).members, 0)),
    firstHost,
    hostItem,
    hostUnit,
    base: Int32Array.from(arcs.base),
    start: Int32Array.from([0, ...arcs.rows.map((row) => (end += row.length))]),
    arcItem: Int32Array.from(arcs.rows.flatMap((row) => row.map(([item]) => item))),
    arcCost: Int32Array.from(arcs.rows.flatMap((row) => row.map(([, cost]) => cost))),
    pairs,
    apart: apartItemsOf(line, component),
  }
}

type Arc = readonly [item: number, cost: number]
type Arcs = { readonly base: readonly number[]; readonly rows: readonly (readonly Arc[])[] }

/** What each item costs under each host, where all its units are in reach and nothing forbids the two together. */
function arcsOf(line: Line, component: Component): Arcs {
  const itemOf = new Map(component.flatMap((block, item) => block.map((at): [number, number] => [at, item])))
  const base: number[] = []
  const rows = component.flatMap((own, ownItem) =>
    own.map((host) => {
      const sums = sumsUnder(line, host, component, itemOf)
      const ownSum = sums.get(ownItem)
      base.push(ownSum === undefined ? FAR : line.input.weights.branch + ownSum)
      return [...sums]
        .filter(([item]) => item !== ownItem && mayMeet(line, own, component[item] ?? []))
        .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    }),
  )
  return { base, rows }
}

/** By item, the cost of its units under the host; items with a unit out of reach are left out. */
function sumsUnder(
  line: Line,
  host: number,
  component: Component,
  itemOf: ReadonlyMap<number, number>,
): Map<number, number> {
  const own = itemOf.get(host) ?? -1
  const sums = new Map([[own, 0]])
  const found = new Map([[own, 1]])
  eachPartner(line, host, (unit, cost) => {
    const item = itemOf.get(unit)
    if (item === undefined) return
    sums.set(item, (sums.get(item) ?? 0) + cost)
    found.set(item, (found.get(item) ?? 0) + 1)
  })
  for (const [item, count] of found) if (count < (component[item]?.length ?? 0)) sums.delete(item)
  return sums
}

function eachPartner(line: Line, host: number, visit: (unit: number, cost: number) => void): void {
  const { input, near } = line
  const local = line.localOf.get(host) ?? 0
  for (let at = whole(near.start, local); at < whole(near.start, local + 1); at++) {
    const unit = line.units[whole(near.partner, at)] ?? 0
    const unlike = unlikenessOf(unitAt(input, unit), unitAt(input, host), input.weights)
    visit(unit, whole(near.metres, at) + unlike)
  }
}

function mayMeet(line: Line, a: readonly number[], b: readonly number[]): boolean {
  const { limits } = line.input
  const members = [...a, ...b].reduce((sum, at) => sum + unitAt(line.input, at).members, 0)
  return a.length + b.length <= limits.maxUnits && members <= limits.maxMembers && !areApart(line.blocks, a, b)
}

function areApart(blocks: Blocks, a: readonly number[], b: readonly number[]): boolean {
  return blocks.apart.size > 0 && a.some((one) => b.some((other) => blocks.apart.get(one)?.has(other)))
}

function apartItemsOf(line: Line, component: Component): ReadonlySet<number> | null {
  const apart = new Set<number>()
  const marked = component.flatMap((block, item) => (block.some((at) => line.blocks.apart.has(at)) ? [item] : []))
  for (const a of marked) {
    for (const b of marked) {
      const forbidden = a !== b && areApart(line.blocks, component[a] ?? [], component[b] ?? [])
      if (forbidden) apart.add(a * component.length + b)
    }
  }
  return apart.size > 0 ? apart : null
}
