import type { PlanInput, PlanUnit } from '../src/domain/plan.ts'
import { chanceOf } from '../src/planner/chance.ts'
import type { Chance } from '../src/planner/chance.ts'

/** The policy of the benchmark (planner.md 1). */
export const CITY_RULES: Pick<PlanInput, 'limits' | 'weights'> = {
  limits: { maxUnits: 5, minMembers: 3, maxMembers: 50, radius: 3000 },
  weights: { branch: 10_000, industry: 1500, superior: 2500, change: 0 },
}

const WIDTH = 80_000
const HEIGHT = 55_000
const TOWNSHIPS = 62
const INDUSTRIES = 16
const SUPERIORS = 40

type Township = { readonly x: number; readonly y: number; readonly spread: number; readonly weight: number }

/**
 * A synthetic city: most organizations around township centres, some scattered between, in three lines; about 31 in a
 * hundred have 1 or 2 members. The same seed gives the same city on any machine.
 */
export function cityOf(organizations: number, seed: number): PlanInput {
  const chance = chanceOf(seed * 7919 + organizations)
  const townships = Array.from({ length: TOWNSHIPS }, (): Township => townshipOf(chance))
  const total = townships.reduce((sum, township) => sum + township.weight, 0)
  const place = (): Township => pickTownship(chance, townships, total)
  const units = Array.from({ length: organizations }, (_, at) => unitOf(at, chance, place))
  return { ...CITY_RULES, units, apart: [], together: [], fixed: [] }
}

function share(chance: Chance): number {
  return chance.word() / 0x100000000
}

function townshipOf(chance: Chance): Township {
  return {
    x: share(chance) * WIDTH,
    y: share(chance) * HEIGHT,
    spread: 600 + 1800 * share(chance),
    weight: 0.3 + share(chance) * share(chance) * 3,
  }
}

function pickTownship(chance: Chance, townships: readonly Township[], total: number): Township {
  let left = share(chance) * total
  for (const township of townships) {
    left -= township.weight
    if (left <= 0) return township
  }
  return townshipOf(chance)
}

function unitOf(at: number, chance: Chance, place: () => Township): PlanUnit {
  return {
    id: `U${String(at + 1).padStart(6, '0')}`,
    members: membersOf(share(chance), chance),
    line: lineOf(share(chance)),
    industry: `I${String(chance.below(INDUSTRIES) + 1).padStart(2, '0')}`,
    superior: `S${String(chance.below(SUPERIORS) + 1).padStart(2, '0')}`,
    ...pointOf(chance, place),
  }
}

/** One in eight lies anywhere; the others around a centre, the nearer the more (a sum of three even shares). */
function pointOf(chance: Chance, place: () => Township): { readonly x: number; readonly y: number } {
  if (chance.below(8) === 0) return { x: Math.round(share(chance) * WIDTH), y: Math.round(share(chance) * HEIGHT) }
  const { x, y, spread } = place()
  const scatter = (): number => (share(chance) + share(chance) + share(chance) - 1.5) * 2 * spread
  return { x: Math.round(x + scatter()), y: Math.round(y + scatter()) }
}

function lineOf(part: number): string {
  if (part < 0.3) return 'civil'
  return part < 0.8 ? 'industry' : 'community'
}

/** 0 in 60%, 1 in 19.5%, 2 in 12%, 3 to 6 in 6.5%, 7 to 49 in 1.8%, 50 or more in 0.2%. */
function membersOf(part: number, chance: Chance): number {
  if (part < 0.6) return 0
  if (part < 0.795) return 1
  if (part < 0.915) return 2
  if (part < 0.98) return 3 + chance.below(4)
  return part < 0.998 ? 7 + chance.below(43) : 50 + chance.below(90)
}
