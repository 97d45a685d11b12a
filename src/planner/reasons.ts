import { consentedOf, mayBeGrouped } from '../domain/plan.ts'
import type {
  AreaEntry,
  PlanGroup,
  PlanInput,
  PlanUnit,
  Unassigned,
  UnassignedDetail,
  UnassignedReason,
} from '../domain/plan.ts'
import { findDistance, hasLocation } from '../domain/plan-cost.ts'
import type { Text } from '../domain/refusal.ts'
import { findRelaxation } from './relaxation.ts'
import type { Relaxation, Standing } from './relaxation.ts'

type Rest = {
  readonly groups: readonly PlanGroup[]
  readonly area: readonly AreaEntry[]
  /** The units that are neither independent nor in a group. */
  readonly over: readonly PlanUnit[]
}

/** Why each unit has no branch, checkable without the planner, and the nearest relaxation that would give it one. */
export function unassignedOf(input: PlanInput, rest: Rest): readonly Unassigned[] {
  const consented = consentedOf(input)
  const candidates = input.units.filter((unit) => mayBeGrouped(unit, input, consented) && hasLocation(unit))
  const standing: Standing = {
    input,
    unitOf: new Map(input.units.map((unit) => [unit.id, unit])),
    groups: rest.groups,
    over: rest.over.filter((unit) => unit.members > 0 && hasLocation(unit)),
  }
  const seats = new Map(rest.area.map((entry) => [entry.id, entry]))
  return rest.over.map((unit) => {
    const reason = reasonOf(input, unit, candidates)
    const searched = unit.members > 0 && hasLocation(unit)
    const relaxation = searched ? findRelaxation(standing, unit) : undefined
    return { id: unit.id, reason, detail: detailOf(input, reason, relaxation, seats.get(unit.id)) }
  })
}

function reasonOf(input: PlanInput, unit: PlanUnit, candidates: readonly PlanUnit[]): UnassignedReason {
  if (unit.members === 0) return 'noMembers'
  if (!hasLocation(unit)) return 'noLocation'
  const near = candidates.filter((other) => isPartner(input, unit, other))
  if (near.length === 0) return 'noPartnerInRadius'
  const free = near.filter((other) => isFree(input, unit, other))
  if (free.length === 0 || isTiedToUnplaced(input, unit)) return 'partnersLocked'
  const unlocked = candidates.filter((other) => isFree(input, unit, other))
  if (canMeet(input, unit, free, unlocked)) return 'competition'
  return canMeet(input, unit, near, candidates) ? 'partnersLocked' : 'tooFewMembersInRadius'
}

function isPartner(input: PlanInput, unit: PlanUnit, other: PlanUnit): boolean {
  if (other.id === unit.id || other.line !== unit.line) return false
  return (findDistance(unit, other) ?? Infinity) <= input.limits.radius
}

function isFree(input: PlanInput, unit: PlanUnit, other: PlanUnit): boolean {
  const apart = input.apart.some((entry) => entry.includes(unit.id) && entry.includes(other.id))
  return !apart && !input.fixed.some((entry) => entry.length > 1 && entry.includes(other.id))
}

function isTiedToUnplaced(input: PlanInput, unit: PlanUnit): boolean {
  const mates = new Set(input.together.filter((entry) => entry.includes(unit.id)).flat())
  return input.units.some((other) => mates.has(other.id) && !hasLocation(other))
}

/** Would the unit and the richest others around one host come to enough members, if nobody else wanted them? */
function canMeet(input: PlanInput, unit: PlanUnit, hosts: readonly PlanUnit[], others: readonly PlanUnit[]): boolean {
  const { maxUnits, minMembers } = input.limits
  return [unit, ...hosts].some((host) => {
    const base = host.id === unit.id ? [unit] : [unit, host]
    const around = others.filter((other) => !base.includes(other) && isPartner(input, host, other))
    const richest = around.map((other) => other.members).sort((a, b) => b - a)
    const joined = richest.slice(0, Math.max(0, maxUnits - base.length))
    const members = base.reduce((sum, one) => sum + one.members, 0) + joined.reduce((a, b) => a + b, 0)
    return base.length <= maxUnits && members >= minMembers
  })
}

const WORDS: Record<UnassignedReason, Text> = {
  noMembers: { zh: '没有正式党员，不参加联合组建', en: 'It has no full member, so it joins no branch' },
  noPartnerInRadius: {
    zh: '同一条线中，{radius} 米内没有其他党员不足 {min} 名的单位',
    en: 'No other unit of its line with fewer than {min} members lies within {radius} m',
  },
  tooFewMembersInRadius: {
    zh: '{radius} 米内同线单位的正式党员合计不足 {min} 名',
    en: 'The units of its line within {radius} m have fewer than {min} full members together',
  },
  partnersLocked: {
    zh: '周边同线单位均已锁定、不得同组，或捆绑的单位位置不明',
    en: 'The units around it are locked, must stay apart from it, or it is tied to a unit without a known place',
  },
  competition: {
    zh: '与其他单位争取同一批伙伴，名额不足',
    en: 'It competes with other units for too few partners',
  },
  noLocation: { zh: '位置不明，请补录坐标', en: 'Its place is not known; enter its coordinates' },
}

function detailOf(
  input: PlanInput,
  reason: UnassignedReason,
  relaxation: Relaxation | undefined,
  seat: AreaEntry | undefined,
): UnassignedDetail {
  const { radius, minMembers } = input.limits
  const first = spoken(WORDS[reason], { radius: String(radius), min: String(minMembers) })
  const sentences = [first, relaxationWords(relaxation), seatWords(seat)]
  const text = {
    zh: sentences.flatMap((words) => (words ? [words.zh] : [])).join('；') + '。',
    en: sentences.flatMap((words) => (words ? [words.en] : [])).join('; ') + '.',
  }
  if (!relaxation) return text
  return relaxation.kind === 'line'
    ? { ...text, line: relaxation.line, cost: relaxation.cost }
    : { ...text, radius: relaxation.radius, cost: relaxation.cost }
}

function spoken(text: Text, values: Readonly<Record<string, string>>): Text {
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
  return { zh: fill(text.zh), en: fill(text.en) }
}

function relaxationWords(relaxation: Relaxation | undefined): Text | undefined {
  if (!relaxation) return undefined
  const { host, cost } = relaxation
  if (relaxation.kind === 'line') {
    const { line } = relaxation
    return {
      zh: `如允许跨线，可加入“${line}”线中以 ${host} 为主的支部（代价 ${cost}）`,
      en: `across lines it could join the branch of ${host} in line ${line} (cost ${cost})`,
    }
  }
  return {
    zh: `半径放宽到 ${relaxation.radius} 米，可加入以 ${host} 为主的支部（代价 ${cost}）`,
    en: `with a radius of ${relaxation.radius} m it could be in a branch under ${host} (cost ${cost})`,
  }
}

function seatWords(seat: AreaEntry | undefined): Text {
  if (!seat) return { zh: '区域兜底名额不足或位置不明，暂无联系单位', en: 'no seat of the area can look after it yet' }
  const { assignedTo, distance } = seat
  return {
    zh: `由 ${assignedTo} 兜底联系（${distance} 米）`,
    en: `${assignedTo} looks after it (${distance} m away)`,
  }
}
