import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCoverages, anyDay, coverageWith } from '../../test/facts.ts'
import { classOf, COVERAGE_CLASSES, primaryCoverageOn, ranked, type Coverage, type CoverageClass } from './coverage.ts'
import { isOn, overlapOf } from './day.ts'
import type { Formation, Nature } from './party-organization.ts'

const DAY = '2023-06-30'

describe('the class of a coverage', () => {
  it.each<[Formation, Nature, CoverageClass]>([
    ['independent', 'formal', 'independent'],
    ['joint', 'formal', 'joint'],
    ['industry', 'formal', 'industry'],
    ['regional', 'formal', 'regional'],
    ['independent', 'temporary', 'temporary'],
    ['joint', 'functional', 'functional'],
    ['independent', 'floating', 'none'],
  ])('%s and %s is %s: nature goes before formation', (formation, nature, expected) => {
    expect(classOf(coverageWith({ formation, nature }))).toBe(expected)
  })
})

describe('the primary coverage', () => {
  const inOrder: readonly Coverage[] = [
    coverageWith({ partyOrganizationId: 6, formation: 'independent' }),
    coverageWith({ partyOrganizationId: 5, formation: 'joint' }),
    coverageWith({ partyOrganizationId: 4, formation: 'industry' }),
    coverageWith({ partyOrganizationId: 3, formation: 'regional' }),
    coverageWith({ partyOrganizationId: 2, nature: 'temporary' }),
    coverageWith({ partyOrganizationId: 1, nature: 'functional' }),
  ]

  it.each(inOrder.map((coverage, rank) => [classOf(coverage), coverage, inOrder.slice(rank)] as const))(
    'is %s before all that come after it (domain.md 4.3)',
    (_class, coverage, present) => {
      expect(primaryCoverageOn(present.toReversed(), DAY).coverage).toBe(coverage)
    },
  )

  it('is none without coverage, and a floating-member branch is none', () => {
    expect(primaryCoverageOn([], DAY)).toEqual({ class: 'none', coverage: undefined })
    expect(primaryCoverageOn([coverageWith({ nature: 'floating' })], DAY)).toEqual({
      class: 'none',
      coverage: undefined,
    })
  })

  it('counts only what holds on the day', () => {
    const past = coverageWith({ from: '2020-01-01', to: DAY })
    const next = coverageWith({ from: DAY, to: null, formation: 'regional', partyOrganizationId: 2 })
    expect(primaryCoverageOn([past, next], '2023-06-29').coverage).toBe(past)
    expect(primaryCoverageOn([past, next], DAY).coverage).toBe(next)
  })

  it.each<[string, Partial<Coverage>, Partial<Coverage>]>([
    ['the longer standing', { from: '2020-01-01' }, { from: '2020-01-02' }],
    ['then the lower id', { partyOrganizationId: 1 }, { partyOrganizationId: 2 }],
  ])('of two of one class is %s', (_rule, first, second) => {
    const a = coverageWith({ formation: 'joint', partyOrganizationId: 8, ...first })
    const b = coverageWith({ formation: 'joint', partyOrganizationId: 9, ...second })
    expect(primaryCoverageOn([b, a], DAY).coverage).toBe(a)
  })

  it('stands as long as the organization was in the Party organization, also where a new level began a new fact', () => {
    const branch = coverageWith({ partyOrganizationId: 9, formation: 'joint', from: '2019-01-01', to: '2022-01-01' })
    const raised: Coverage = { ...branch, level: 'generalBranch', from: '2022-01-01', to: null }
    const younger = coverageWith({ partyOrganizationId: 8, formation: 'joint', from: '2020-01-01' })
    expect(primaryCoverageOn([branch, raised, younger], DAY).coverage).toBe(raised)
  })

  it('passes over what may not count', () => {
    const regional = coverageWith({ formation: 'regional' })
    const functional = coverageWith({ nature: 'functional', partyOrganizationId: 2 })
    const primary = primaryCoverageOn([regional, functional], DAY, (one) => one !== regional)
    expect(primary).toEqual({ class: 'functional', coverage: functional })
  })
})

describe('ranked coverages', () => {
  it('are cut where an own branch takes over from a joint one, and joined again after it', () => {
    const joint = coverageWith({ partyOrganizationId: 1, formation: 'joint', from: '2020-01-01' })
    const own = coverageWith({ partyOrganizationId: 2, from: '2021-01-01', to: '2022-01-01' })
    expect(ranked([joint, own])).toEqual([
      { ...joint, from: '2020-01-01', to: '2021-01-01', primary: true },
      { ...joint, from: '2021-01-01', to: '2022-01-01', primary: false },
      { ...joint, from: '2022-01-01', to: null, primary: true },
      { ...own, primary: true },
    ])
  })

  it('are not cut where another coverage comes and goes without a change of rank', () => {
    const own = coverageWith({ partyOrganizationId: 2 })
    const joint = coverageWith({ partyOrganizationId: 1, formation: 'joint', from: '2021-01-01', to: '2022-01-01' })
    expect(ranked([own, joint])).toEqual([
      { ...own, primary: true },
      { ...joint, primary: false },
    ])
  })

  it('keep the level of each fact: a branch that became a general branch stays two facts', () => {
    const branch = coverageWith({ to: '2021-01-01' })
    const raised = coverageWith({ from: '2021-01-01', level: 'generalBranch' })
    expect(ranked([branch, raised]).map((piece) => piece.level)).toEqual(['branch', 'generalBranch'])
  })

  it('never have two primary ones on a day, and the primary one is the one that counts', () => {
    fc.assert(
      fc.property(anyCoverages, anyDay, (coverages, day) => {
        const here = ranked(coverages).filter((piece) => isOn(piece, day))
        const primaries = here.filter((piece) => piece.primary)
        const expected = primaryCoverageOn(coverages, day).coverage
        expect(primaries.map((piece) => piece.partyOrganizationId)).toEqual(
          expected === undefined ? [] : [expected.partyOrganizationId],
        )
        expect(primaries.map(classOf)).toEqual(expected === undefined ? [] : [classOf(expected)])
      }),
    )
  })

  it('have primaries that do not overlap, over all of time', () => {
    fc.assert(
      fc.property(anyCoverages, (coverages) => {
        const primaries = ranked(coverages).filter((piece) => piece.primary)
        for (const [index, piece] of primaries.entries()) {
          for (const other of primaries.slice(index + 1)) expect(overlapOf(piece, other)).toBeUndefined()
        }
      }),
    )
  })

  it('cover exactly what the coverages cover, each piece with the facts it came from', () => {
    fc.assert(
      fc.property(anyCoverages, anyDay, (coverages, day) => {
        const pieces = ranked(coverages).filter((piece) => isOn(piece, day))
        const wholes = coverages.filter((coverage) => isOn(coverage, day))
        const shown = (one: Coverage) => [one.partyOrganizationId, one.level, classOf(one), one.approved]
        expect(pieces.map(shown)).toEqual(wholes.map(shown))
      }),
    )
  })

  it('are the same when they are ranked once more: stored pieces say what the whole coverages said', () => {
    fc.assert(
      fc.property(anyCoverages, (coverages) => {
        const once = ranked(coverages)
        expect(ranked(once)).toEqual(once)
      }),
    )
  })
})

it('classes come in the order of precedence', () => {
  expect(COVERAGE_CLASSES).toEqual(['independent', 'joint', 'industry', 'regional', 'temporary', 'functional', 'none'])
})
