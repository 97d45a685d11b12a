import { ranked, type Coverage } from './coverage.ts'
import { isOn, overlapOf, type Day, type Span } from './day.ts'
import { BEGINNING, isSameRecord, type Stated } from './statement.ts'

/** An organization named by a Party organization for a span, as stated on a day. */
export type Membership = Span & { readonly partyOrganizationId: number; readonly statedOn: Day }

export type CoverageValues = { readonly partyOrganizationId: number; readonly primary: boolean }

/** What a Party organization says on a day about whom it covers, over its own life. */
export type CoverStatement = {
  readonly partyOrganizationId: number
  readonly statedOn: Day
  readonly covered: boolean
  /** The first such statement of the Party organization, and its founding, back to which the first one speaks. */
  readonly isFirst: boolean
  readonly from: Day
  readonly to: Day | null
}

/**
 * The memberships of one organization after one more statement about it. A statement speaks from its day until the next
 * one that says otherwise, so one that comes late changes nothing that was stated for later days.
 */
export function afterStatement(memberships: readonly Membership[], statement: CoverStatement): Membership[] {
  const { partyOrganizationId, statedOn, from, to } = statement
  const others = memberships.filter((one) => one.partyOrganizationId !== partyOrganizationId)
  const own = memberships.filter((one) => one.partyOrganizationId === partyOrganizationId)
  if (!statement.covered) return [...others, ...own.flatMap((one) => endedAt(one, statedOn))]
  if (own.some((one) => isOn(one, statedOn))) return [...memberships]
  const start = statement.isFirst ? from : statedOn
  const before = own.filter((one) => one.to !== null && one.to <= start)
  const [next, ...later] = own.filter((one) => one.from > statedOn).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const joined = { partyOrganizationId, statedOn, from: start, to: next === undefined ? to : next.to }
  return [...others, ...before, joined, ...later]
}

/**
 * A membership that ends on a day. One stated on that very day is corrected away, one that ended before stays, and one
 * stated later, which only spoke for the time before it, begins with its own statement.
 */
function endedAt(membership: Membership, day: Day): Membership[] {
  const { from, to, statedOn } = membership
  if (to !== null && to <= day) return [membership]
  if (statedOn === day) return []
  if (statedOn < day) return from >= day ? [] : [{ ...membership, to: day }]
  if (to !== null && to <= statedOn) return []
  return [from >= statedOn ? membership : { ...membership, from: statedOn }]
}

/**
 * The memberships as they were said before a life cut them: one that ends with it goes on where the life does, one that
 * spoke for the time before its statement from the first day speaks from the new first day.
 */
export function uncut(memberships: readonly Membership[], life: Span | undefined): Membership[] {
  return memberships.map((one) => ({
    ...one,
    from: one.from === life?.from ? uncutStart(one) : one.from,
    to: one.to === life?.to ? null : one.to,
  }))
}

/** A membership that begins with a life was cut by it, unless it was stated for that very day. */
function uncutStart({ from, statedOn }: Membership): Day {
  return statedOn > from ? BEGINNING : statedOn
}

/** What a Party organization is in a span of its own timeline. */
export type PartyTimeline = readonly Coverage[]

/**
 * The coverage rows of one organization: its memberships within its own life and that of each Party organization, cut
 * where the primary one changes.
 */
export function coverageRows(
  memberships: readonly Membership[],
  life: Span,
  timelines: ReadonlyMap<number, PartyTimeline>,
): Stated<CoverageValues>[] {
  const pieces = memberships.flatMap((membership) => {
    const inside = overlapOf(membership, life)
    if (inside === undefined) return []
    return (timelines.get(membership.partyOrganizationId) ?? []).flatMap((stretch) => {
      const span = overlapOf(inside, stretch)
      return span === undefined ? [] : [{ ...stretch, ...span }]
    })
  })
  const rows = ranked(pieces).map(({ from, to, partyOrganizationId, primary }) => ({
    from,
    to,
    statedOn:
      memberships.find((one) => one.partyOrganizationId === partyOrganizationId && isOn(one, from))?.statedOn ?? from,
    values: { partyOrganizationId, primary },
  }))
  return rows.reduce<Stated<CoverageValues>[]>(withNext, [])
}

/** The rows with one more; where it only goes on with the last one, that one is longer. */
function withNext(rows: Stated<CoverageValues>[], row: Stated<CoverageValues>): Stated<CoverageValues>[] {
  const last = rows.at(-1)
  const goesOn = last?.to === row.from && last.statedOn === row.statedOn && isSameRecord(last.values, row.values)
  if (last === undefined || !goesOn) rows.push(row)
  else rows[rows.length - 1] = { ...last, to: row.to }
  return rows
}

/** The memberships behind stored coverage rows: pieces of one Party organization that touch are one. */
export function membershipsOf(rows: readonly Stated<CoverageValues>[]): Membership[] {
  const out: Membership[] = []
  const inOrder = rows.toSorted(
    (a, b) => a.values.partyOrganizationId - b.values.partyOrganizationId || (a.from < b.from ? -1 : 1),
  )
  for (const { from, to, statedOn, values } of inOrder) {
    const last = out.at(-1)
    const continues = last?.partyOrganizationId === values.partyOrganizationId && last.to === from
    if (last !== undefined && continues) out[out.length - 1] = { ...last, to }
    else out.push({ partyOrganizationId: values.partyOrganizationId, from, to, statedOn })
  }
  return out
}
