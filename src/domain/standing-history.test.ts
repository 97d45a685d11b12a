import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDay, anyFacts, FIRST_DAY, LAST_DAY, PARAMETERS, policyWith } from '../../test/facts.ts'
import { ranked } from './coverage.ts'
import { addDays, daysBetween, isOn, overlapOf, type Day, type Span } from './day.ts'
import type { Parameters, Policy } from './policy.ts'
import { standingTimeline, type OrganizationFacts, type StandingRow } from './standing.ts'

const anyParameters: fc.Arbitrary<Partial<Parameters>> = fc.record({
  graceDays: fc.constantFrom(0, 1, 30, 90, 180),
  branchNeedsFullMembers: fc.constantFrom(2, 3, 4),
  countBasis: fc.constantFrom('fullTimeStaff', 'allStaff'),
  relationRequired: fc.boolean(),
  temporaryCounts: fc.boolean(),
  functionalCounts: fc.boolean(),
  contactPerQuarter: fc.constantFrom(1, 2),
})
const anyPolicy: fc.Arbitrary<Policy> = anyParameters.map(policyWith)

function findRow(rows: readonly StandingRow[], day: Day): StandingRow | undefined {
  return rows.find((row) => isOn(row, day))
}

/** The facts as if nothing had happened after the day: what holds on it holds for ever. */
function frozenAfter(facts: OrganizationFacts, day: Day): OrganizationFacts {
  const frozen = <T extends Span>(spans: readonly T[]): T[] =>
    spans
      .filter((span) => span.from <= day)
      .map((span) => (span.to === null || span.to <= day ? span : { ...span, to: null }))
  return {
    ...facts,
    attributes: frozen(facts.attributes),
    counts: frozen(facts.counts).map((one) => ({ ...one, ...withInstructorAsOn(one, day) })),
    coverages: frozen(facts.coverages),
    contacts: facts.contacts.filter((one) => one <= day),
    officers: frozen(facts.officers),
  }
}

function withInstructorAsOn(counts: OrganizationFacts['counts'][number], day: Day) {
  const isStillToCome = counts.instructorSince !== null && counts.instructorSince > day
  return isStillToCome ? { instructor: false, instructorSince: null } : {}
}

/** Counted one by one, from the day backwards: since when the members have sufficed without a break. */
function eligibleSinceOn(rows: readonly StandingRow[], day: Day): Day | null {
  const suffices = (one: Day) => {
    const row = findRow(rows, one)
    return row !== undefined && row.eligible && row.population !== 'incubating'
  }
  if (!suffices(day)) return null
  let since = day
  while (since > FIRST_DAY && suffices(addDays(since, -1))) since = addDays(since, -1)
  return since
}

describe('any timeline', () => {
  it('has a row on a day if and only if the organization is known on it, and never two', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, anyDay, (facts, policy, day) => {
        const rows = standingTimeline(facts, policy).filter((row) => isOn(row, day))
        const known = facts.attributes.filter((one) => isOn(one, day))
        expect(rows).toHaveLength(known.length)
        expect(rows.map((row) => row.kind)).toEqual(known.map((one) => one.kind))
      }),
    )
  })

  it('is in order, without overlap, and unbroken as long as the organization is known', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const rows = standingTimeline(facts, policy)
        const starts = facts.attributes.map((one) => one.from)
        for (const [index, row] of rows.entries()) {
          const before = rows[index - 1]
          expect(row.to === null || row.from < row.to).toBe(true)
          if (before === undefined) continue
          expect(overlapOf(before, row)).toBeUndefined()
          if (before.to !== row.from) expect(starts).toContain(row.from)
        }
      }),
    )
  })

  it('has neighbours that differ in more than their days', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const rows = standingTimeline(facts, policy).map(({ from, to, ...rest }) => ({ from, to, rest }))
        for (const [index, { to, rest }] of rows.entries()) {
          const next = rows[index + 1]
          if (next !== undefined && next.from === to) expect(next.rest).not.toEqual(rest)
        }
      }),
    )
  })

  it('judges every day as it would be judged on that day alone, whatever came after', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, anyDay, (facts, policy, day) => {
        const { to: _end, ...seen } = findRow(standingTimeline(facts, policy), day) ?? { to: null }
        const { to: _open, ...then } = findRow(standingTimeline(frozenAfter(facts, day), policy), day) ?? { to: null }
        expect(seen).toEqual(then)
      }),
    )
  })

  it('says until when it holds if nothing else happens: the next standing, made by time alone', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, anyDay, (facts, policy, day) => {
        const rows = standingTimeline(frozenAfter(facts, day), policy)
        const row = findRow(rows, day)
        if (row === undefined) return
        const next = rows.find((one) => one.from > day && one.standing !== row.standing)
        expect(row.nextChange).toBe(next?.from ?? null)
        const comes = row.standing === 'workOnly' ? ['fewMembers', 'noMembers'] : ['shouldBeBuilt']
        if (next !== undefined) expect(comes).toContain(next.standing)
      }),
    )
  })

  it('counts the days of grace from the day since which the members have sufficed', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, fc.constantFrom(0, 1, 30, 90), (facts, day, graceDays) => {
        const rows = standingTimeline(facts, policyWith({ graceDays }))
        const row = findRow(rows, day)
        if (row === undefined) return
        const since = eligibleSinceOn(rows, day)
        expect(row.eligibleSince).toBe(since)
        if (since === null) return
        const isWithin = daysBetween(since, day) < graceDays
        expect(row.standing).not.toBe(isWithin ? 'shouldBeBuilt' : 'shouldBeBuiltWithinGrace')
      }),
    )
  })

  it('is the same whether coverages come whole or cut by rank, as they are stored', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const stored = { ...facts, coverages: ranked(facts.coverages) }
        expect(standingTimeline(stored, policy)).toEqual(standingTimeline(facts, policy))
      }),
    )
  })

  it('does not hang on the order in which facts come', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const turned = {
          ...facts,
          attributes: facts.attributes.toReversed(),
          counts: facts.counts.toReversed(),
          coverages: facts.coverages.toReversed(),
          contacts: facts.contacts.toReversed(),
          officers: facts.officers.toReversed(),
        }
        expect(standingTimeline(turned, policy)).toEqual(standingTimeline(facts, policy))
      }),
    )
  })

  it('keeps the readings of coverage inside each other: K1 in K1b in K5', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        for (const row of standingTimeline(facts, policy)) {
          expect(row.coveredWide || !row.covered).toBe(true)
          expect(row.workCovered || !row.coveredWide).toBe(true)
          expect(row.coveredWide).toBe(row.coverageClass !== 'none')
          expect(row.partyOrganizationId !== null).toBe(row.coveredWide)
          expect(row.partyLevel !== null).toBe(row.coveredWide)
        }
      }),
    )
  })
})

it('the random days are those of four years, so that 90 days of grace begin and end inside them', () => {
  expect(daysBetween(FIRST_DAY, LAST_DAY)).toBeGreaterThan(4 * PARAMETERS.graceDays)
})
