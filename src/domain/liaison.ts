import { addDays, earlierEnd, isOn, overlapOf, type Day, type Span } from './day.ts'
import type { Text } from './refusal.ts'

/** Who looks after one organization as its primary officer, from a day to a day. */
export type Assignment = Span & {
  readonly officerId: number
  /** The officer who is away and for whom this one stands in. */
  readonly standsInFor: number | null
}

/** Who takes over within a span; null: nobody, which makes a listed gap. */
export type Taker = { readonly officerId: number; readonly standsInFor: number | null } | null

/** Puts another officer over a span; outside it everything stays. Of neighbours that say the same, one remains. */
export function replaced(assignments: readonly Assignment[], { from, to }: Span, taker: Taker): Assignment[] {
  const span = { from, to }
  const outside = assignments.flatMap((one) => cutOut(one, span))
  const fresh = taker === null ? [] : [{ ...span, ...taker }]
  return joined([...outside, ...fresh])
}

/**
 * Hands over whatever one officer has within a span; days on which others look after the organization stay theirs. While
 * she is away others stand in for her; for good, what others have for her goes with it. Whoever takes over from a stand-in
 * stands in for the same officer.
 */
export function handedOver(
  assignments: readonly Assignment[],
  from: { readonly officerId: number; readonly isAway: boolean },
  span: Span,
  taker: number | null,
): Assignment[] {
  const { officerId, isAway } = from
  const parts = assignments
    .filter((one) => one.officerId === officerId || (!isAway && one.standsInFor === officerId))
    .flatMap((one) => partOf(one, span))
  return parts.reduce<Assignment[]>(
    (now, part) => {
      const absent = isAway ? (part.standsInFor ?? officerId) : part.standsInFor
      const standsInFor = absent === taker || (!isAway && absent === officerId) ? null : absent
      return replaced(now, part, taker === null ? null : { officerId: taker, standsInFor })
    },
    [...assignments],
  )
}

/** Gives back to an officer within a span whatever others have for her. */
export function returned(assignments: readonly Assignment[], officerId: number, span: Span): Assignment[] {
  const parts = assignments.filter((one) => one.standsInFor === officerId).flatMap((one) => partOf(one, span))
  return parts.reduce<Assignment[]>(
    (now, part) => replaced(now, part, { officerId, standsInFor: null }),
    [...assignments],
  )
}

function partOf(one: Assignment, span: Span): Assignment[] {
  const part = overlapOf(one, span)
  return part === undefined ? [] : [{ ...one, ...part }]
}

/** The parts of a span outside another. */
function cutOut(one: Assignment, span: Span): Assignment[] {
  const before = overlapOf(one, { from: '0000-01-01', to: span.from })
  const after = span.to === null ? undefined : overlapOf(one, { from: span.to, to: null })
  return [before, after].flatMap((part) => (part === undefined ? [] : [{ ...one, ...part }]))
}

function joined(assignments: readonly Assignment[]): Assignment[] {
  const out: Assignment[] = []
  for (const one of assignments.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = out.at(-1)
    const continues = last?.to === one.from && last.officerId === one.officerId && last.standsInFor === one.standsInFor
    if (last !== undefined && continues) out[out.length - 1] = { ...last, to: one.to }
    else out.push(one)
  }
  return out
}

/** Whoever looks after the organization on a day. */
export function assignmentOn(assignments: readonly Assignment[], day: Day): Assignment | undefined {
  return assignments.find((one) => isOn(one, day))
}

/** An officer who could take organizations over. `busy`: days on which she is away. */
export type Candidate = {
  readonly id: number
  readonly bodyId: number
  readonly active: Span
  readonly busy: readonly Span[]
  readonly load: number
}

/** Whether she works on every day of the span. */
export function isAtWork({ active, busy }: Pick<Candidate, 'active' | 'busy'>, span: Span): boolean {
  const isInside = active.from <= span.from && earlierEnd(active.to, span.to) === span.to
  return isInside && busy.every((one) => overlapOf(one, span) === undefined)
}

/**
 * Who takes over each organization: of the officers who can, the least loaded first, so that the limit is kept as long as
 * it can be; of equals the one who stands first. Nobody where there is nobody.
 */
export function proposedTakers(
  organizations: readonly number[],
  candidates: readonly Pick<Candidate, 'id' | 'load'>[],
): ReadonlyMap<number, number> {
  const loads = candidates.map(({ id, load }) => ({ id, load }))
  const takers = new Map<number, number>()
  for (const organization of organizations) {
    const [first, ...others] = loads
    if (first === undefined) break
    const least = others.reduce((best, one) => (one.load < best.load ? one : best), first)
    takers.set(organization, least.id)
    least.load += 1
  }
  return takers
}

/** n of limit, with a word: soft, so that over is possible with a note. */
export type LoadWord = 'within' | 'full' | 'over'
export function loadWordOf(load: number, limit: number): LoadWord {
  if (load > limit) return 'over'
  return load === limit ? 'full' : 'within'
}
export const LOAD_NAMES: Readonly<Record<LoadWord, Text>> = {
  within: { zh: '未满', en: 'within the limit' },
  full: { zh: '已满', en: 'at the limit' },
  over: { zh: '超出', en: 'over the limit' },
}

/** The quarter of a day, `[first, first of the next)`: contacts are counted in calendar quarters (domain.md 4.4 K5). */
export function quarterOf(day: Day): { readonly from: Day; readonly to: Day } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const first = month - ((month - 1) % 3)
  const [nextYear, nextMonth] = first === 10 ? [year + 1, 1] : [year, first + 3]
  return { from: dayText(year, first), to: dayText(nextYear, nextMonth) }
}

function dayText(year: number, month: number): Day {
  return `${year}-${String(month).padStart(2, '0')}-01`
}

/** The last day on which a visit of this quarter is in time. */
export function visitDueOf(day: Day): Day {
  return addDays(quarterOf(day).to, -1)
}

export const VISIT_KINDS = ['visit', 'call', 'message', 'meeting'] as const
export type VisitKind = (typeof VISIT_KINDS)[number]
export const VISIT_KIND_NAMES: Readonly<Record<VisitKind, Text>> = {
  visit: { zh: '走访', en: 'visit' },
  call: { zh: '电话', en: 'call' },
  message: { zh: '消息', en: 'message' },
  meeting: { zh: '会议', en: 'meeting' },
}

/** What can be found, about the organization and never about a person. */
export const FINDINGS = [
  'asBefore',
  'staffChanged',
  'countsChanged',
  'mayBuild',
  'noSecretary',
  'noVenue',
  'termDue',
  'quiet',
  'notReached',
  'moved',
  'asksHelp',
  'other',
] as const
export type Finding = (typeof FINDINGS)[number]
export const FINDING_NAMES: Readonly<Record<Finding, Text>> = {
  asBefore: { zh: '情况如前', en: 'as before' },
  staffChanged: { zh: '从业人员有变动', en: 'staff has changed' },
  countsChanged: { zh: '党员人数有变动', en: 'the count of members has changed' },
  mayBuild: { zh: '具备组建条件', en: 'could found a Party organization' },
  noSecretary: { zh: '缺书记人选', en: 'nobody for secretary' },
  noVenue: { zh: '缺活动场所', en: 'no venue' },
  termDue: { zh: '临近换届', en: 'term ends soon' },
  quiet: { zh: '活动停滞', en: 'no activity' },
  notReached: { zh: '未联系上', en: 'not reached' },
  moved: { zh: '地址已变', en: 'has moved' },
  asksHelp: { zh: '请求支持', en: 'asks for help' },
  other: { zh: '其他', en: 'other' },
}

/** Why a telephone number is looked at: one of a closed list, because it goes into the audit. */
export const PHONE_PURPOSES = ['visit', 'reminder', 'correction', 'handOver', 'follow'] as const
export type PhonePurpose = (typeof PHONE_PURPOSES)[number]
export const PHONE_PURPOSE_NAMES: Readonly<Record<PhonePurpose, Text>> = {
  visit: { zh: '约定走访', en: 'to arrange a visit' },
  reminder: { zh: '催办到期事项', en: 'about something that is due' },
  correction: { zh: '核实登记信息', en: 'to check what is on record' },
  handOver: { zh: '工作交接', en: 'about a hand-over' },
  follow: { zh: '跟进上次走访', en: 'to follow up a visit' },
}

/** A telephone number as lists show it: enough to tell two apart, too little to call. */
export function maskedPhone(phone: string): string {
  const digits = phone.length
  if (digits < 7) return '*'.repeat(digits)
  return `${phone.slice(0, 3)}${'*'.repeat(digits - 5)}${phone.slice(-2)}`
}

/** Things by what they share, in the order in which they come. */
export function groupedBy<T, K>(things: readonly T[], keyOf: (thing: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}
