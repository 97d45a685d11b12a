import { ranked, type Coverage } from './coverage.ts'
import { isOn, overlapOf, type Day, type Span } from './day.ts'
import type { Stated } from './statement.ts'

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

/** The memberships of one organization after one more statement about it. */
export function afterStatement(memberships: readonly Membership[], statement: CoverStatement): Membership[] {
  const { partyOrganizationId, statedOn, from, to } = statement
  const others = memberships.filter((one) => one.partyOrganizationId !== partyOrganizationId)
  const own = memberships.filter((one) => one.partyOrganizationId === partyOrganizationId)
  if (!statement.covered) return [...others, ...own.flatMap((one) => endedAt(one, statedOn))]
  if (own.some((one) => isOn(one, statedOn))) return [...memberships]
  const start = statement.isFirst ? from : statedOn
  const kept = own.filter((one) => one.to !== null && one.to <= start)
  return [...others, ...kept, { partyOrganizationId, statedOn, from: start, to }]
}

/** A membership that ends on a day; one stated on that very day is corrected away, one that ended before stays. */
function endedAt(membership: Membership, day: Day): Membership[] {
  if (membership.to !== null && membership.to <= day) return [membership]
  return membership.from >= day || membership.statedOn === day ? [] : [{ ...membership, to: day }]
}

/** What a Party organization is in a span of its own timeline. */
export type PartyTimeline = readonly Omit<Coverage, 'approved'>[]

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
      return span === undefined ? [] : [{ ...stretch, ...span, approved: true }]
    })
  })
  return ranked(pieces).map(({ from, to, partyOrganizationId, primary }) => ({
    from,
    to,
    statedOn:
      memberships.find((one) => one.partyOrganizationId === partyOrganizationId && isOn(one, from))?.statedOn ?? from,
    values: { partyOrganizationId, primary },
  }))
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
