import { describe, expect, it } from 'vitest'
import { attributesWith, countsWith, coverageWith, factsWith, PARAMETERS, policyWith } from '../../test/facts.ts'
import type { Coverage } from './coverage.ts'
import type { Day } from './day.ts'
import type { Parameters } from './policy.ts'
import {
  countingMembers,
  membersOf,
  standingTimeline,
  type Counts,
  type OrganizationFacts,
  type Standing,
} from './standing.ts'

const FOREVER = { from: '2020-01-01', to: null }

function timelineOf(facts: Partial<OrganizationFacts>, parameters: Partial<Parameters> = {}) {
  return standingTimeline(factsWith(facts), policyWith(parameters))
}

/** Each row as its first day and its standing. */
function storyOf(facts: Partial<OrganizationFacts>, parameters: Partial<Parameters> = {}): [Day, Standing][] {
  return timelineOf(facts, parameters).map((row) => [row.from, row.standing])
}

function told(counts: Partial<Counts>, from: Day = '2020-01-01', to: Day | null = null) {
  return { from, to, ...countsWith(counts) }
}

describe('where an organization stands', () => {
  it.each<[string, Partial<Counts>, readonly Partial<Coverage>[], Standing]>([
    ['its own branch', { fullMembers: 4 }, [{ formation: 'independent' }], 'own'],
    ['its own branch though it has two members', { fullMembers: 2 }, [{ formation: 'independent' }], 'own'],
    ['a joint branch', { fullMembers: 1 }, [{ formation: 'joint' }], 'joint'],
    ['a joint branch though it could stand alone', { fullMembers: 5 }, [{ formation: 'joint' }], 'joint'],
    ['an industry branch', { fullMembers: 1 }, [{ formation: 'industry' }], 'joint'],
    ['a regional branch', { fullMembers: 1 }, [{ formation: 'regional', approved: false }], 'regional'],
    ['no members, named in the approval', { fullMembers: 0 }, [{ formation: 'regional', approved: true }], 'regional'],
    ['no members, not named', { fullMembers: 0 }, [{ formation: 'regional', approved: false }], 'workOnly'],
    [
      'only a probationary member, in a regional branch',
      { probationaryMembers: 1 },
      [{ formation: 'regional', approved: false }],
      'regional',
    ],
    ['a temporary branch', { fullMembers: 3 }, [{ nature: 'temporary' }], 'temporary'],
    ['a functional branch', { fullMembers: 2 }, [{ nature: 'functional' }], 'temporary'],
    ['a floating-member branch only', { fullMembers: 2 }, [{ nature: 'floating' }], 'fewMembers'],
    ['three members in a floating-member branch', { fullMembers: 3 }, [{ nature: 'floating' }], 'shouldBeBuilt'],
    ['three members and nothing', { fullMembers: 3 }, [], 'shouldBeBuilt'],
    ['three members and an instructor', { fullMembers: 3, instructor: true }, [], 'shouldBeBuilt'],
    ['two members and an instructor', { fullMembers: 2, instructor: true }, [], 'workOnly'],
    ['two members', { fullMembers: 2 }, [], 'fewMembers'],
    ['two full and five probationary members', { fullMembers: 2, probationaryMembers: 5 }, [], 'fewMembers'],
    ['only members who are not full-time', { fullMembers: 0, otherMembers: 9 }, [], 'fewMembers'],
    ['no members', { fullMembers: 0 }, [], 'noMembers'],
    ['no answer', {}, [], 'noMembers'],
  ])('%s', (_what, counts, coverages, standing) => {
    const facts = factsWith({ counts: [told(counts)], coverages: coverages.map((one) => coverageWith(one)) })
    expect(standingTimeline(facts, policyWith()).at(-1)?.standing).toBe(standing)
  })

  it('is not counted while it incubates', () => {
    const attributes = [{ ...FOREVER, ...attributesWith({ status: 'incubating' }) }]
    const story = storyOf({ attributes, counts: [told({ fullMembers: 3 })], coverages: [coverageWith()] })
    expect(story).toEqual([['2020-01-01', 'notCounted']])
  })

  it('is judged in liquidation too: it is registered until it is struck off', () => {
    const attributes = [{ ...FOREVER, ...attributesWith({ status: 'liquidating' }) }]
    const rows = timelineOf({ attributes, counts: [told({ fullMembers: 0 })] })
    expect(rows).toMatchObject([{ population: 'registered', status: 'liquidating', standing: 'noMembers' }])
  })

  it('is judged on file and as a firm, each in its own population', () => {
    const attributes = [
      { from: '2020-01-01', to: '2021-01-01', ...attributesWith({ kind: 'filed' }) },
      { from: '2021-01-01', to: null, ...attributesWith({ kind: 'lawFirm' }) },
    ]
    const rows = timelineOf({ attributes, counts: [told({ fullMembers: 1 })] })
    expect(rows).toMatchObject([
      { population: 'filed', standing: 'fewMembers' },
      { population: 'firm', standing: 'fewMembers' },
    ])
  })

  it('begins and ends with what is known of the organization itself', () => {
    const attributes = [{ from: '2021-01-01', to: '2022-01-01', ...attributesWith() }]
    const rows = timelineOf({ attributes, counts: [told({})], coverages: [coverageWith()] })
    expect(rows).toMatchObject([{ from: '2021-01-01', to: '2022-01-01', standing: 'own' }])
  })

  it('is not joined across a time in which it was not there, though nothing else differs', () => {
    const attributes = [
      { from: '2020-01-01', to: '2021-01-01', ...attributesWith() },
      { from: '2022-01-01', to: null, ...attributesWith() },
    ]
    expect(timelineOf({ attributes }).map((row) => [row.from, row.to])).toEqual([
      ['2020-01-01', '2021-01-01'],
      ['2022-01-01', null],
    ])
  })

  it('has no row where nothing is known of it', () => {
    expect(timelineOf({ attributes: [], counts: [told({ fullMembers: 3 })] })).toEqual([])
  })
})

describe('the two readings of organization coverage', () => {
  it.each<[string, Partial<Coverage>, Partial<Parameters>, boolean]>([
    ['temporary', { nature: 'temporary' }, {}, false],
    ['temporary', { nature: 'temporary' }, { temporaryCounts: true }, true],
    ['temporary', { nature: 'temporary' }, { functionalCounts: true }, false],
    ['functional', { nature: 'functional' }, {}, false],
    ['functional', { nature: 'functional' }, { functionalCounts: true }, true],
    ['functional', { nature: 'functional' }, { temporaryCounts: true }, false],
  ])('a %s one %j counts to K1 under %j: %s; to K1b always', (_nature, coverage, parameters, covered) => {
    const rows = timelineOf({ coverages: [coverageWith(coverage)] }, parameters)
    expect(rows).toMatchObject([{ covered, coveredWide: true, workCovered: true, standing: 'temporary' }])
  })

  it('a regional listing that names nobody is work coverage, and no class of organization coverage', () => {
    const rows = timelineOf({ coverages: [coverageWith({ formation: 'regional', approved: false })] })
    expect(rows).toMatchObject([
      { covered: false, coveredWide: false, workCovered: true, coverageClass: 'none', partyOrganizationId: null },
    ])
  })

  it('does not hide the functional branch of an organization without members', () => {
    const listing = coverageWith({ formation: 'regional', approved: false })
    const functional = coverageWith({ nature: 'functional', partyOrganizationId: 2 })
    const rows = timelineOf({ coverages: [listing, functional] })
    expect(rows).toMatchObject([{ coverageClass: 'functional', partyOrganizationId: 2, coveredWide: true }])
  })

  it('is that of the regional branch whose approval names it, not of one that has listed it for longer', () => {
    const listing = coverageWith({ formation: 'regional', approved: false, partyOrganizationId: 1 })
    const named = coverageWith({ formation: 'regional', from: '2021-01-01', partyOrganizationId: 2 })
    expect(timelineOf({ coverages: [listing, named] }).map((row) => [row.from, row.partyOrganizationId])).toEqual([
      ['2020-01-01', null],
      ['2021-01-01', 2],
    ])
  })

  it('begins in a regional branch on the day on which the first member is known', () => {
    const facts = {
      counts: [told({ fullMembers: 0 }, '2020-01-01', '2021-01-01'), told({ fullMembers: 1 }, '2021-01-01')],
      coverages: [coverageWith({ formation: 'regional', approved: false })],
    }
    expect(timelineOf(facts).map((row) => [row.from, row.covered])).toEqual([
      ['2020-01-01', false],
      ['2021-01-01', true],
    ])
  })
})

describe('grace', () => {
  const three = [told({ fullMembers: 3 })]

  it('of 90 days runs from registration, and the 90th day after it is outside', () => {
    expect(timelineOf({ counts: three })).toMatchObject([
      {
        from: '2020-01-01',
        to: '2020-03-31',
        standing: 'shouldBeBuiltWithinGrace',
        rule: 'R1/graceDays',
        eligibleSince: '2020-01-01',
        nextChange: '2020-03-31',
      },
      { from: '2020-03-31', to: null, standing: 'shouldBeBuilt', rule: 'R1', nextChange: null },
    ])
  })

  it('of 0 days is none', () => {
    expect(storyOf({ counts: three }, { graceDays: 0 })).toEqual([['2020-01-01', 'shouldBeBuilt']])
  })

  it('of one day is the day itself', () => {
    expect(storyOf({ counts: three }, { graceDays: 1 })).toEqual([
      ['2020-01-01', 'shouldBeBuiltWithinGrace'],
      ['2020-01-02', 'shouldBeBuilt'],
    ])
  })

  it('runs from the day on which the third member is known', () => {
    const counts = [told({ fullMembers: 2 }, '2020-01-01', '2021-06-01'), told({ fullMembers: 3 }, '2021-06-01')]
    expect(storyOf({ counts })).toEqual([
      ['2020-01-01', 'fewMembers'],
      ['2021-06-01', 'shouldBeBuiltWithinGrace'],
      ['2021-08-30', 'shouldBeBuilt'],
    ])
  })

  it('goes on when a fourth member comes or the name changes', () => {
    const counts = [told({ fullMembers: 3 }, '2020-01-01', '2020-02-01'), told({ fullMembers: 4 }, '2020-02-01')]
    const attributes = [
      { from: '2020-01-01', to: '2020-03-01', ...attributesWith({ name: '甲' }) },
      { from: '2020-03-01', to: null, ...attributesWith({ name: '乙' }) },
    ]
    const rows = timelineOf({ counts, attributes })
    expect(rows.map((row) => [row.from, row.standing, row.nextChange])).toEqual([
      ['2020-01-01', 'shouldBeBuiltWithinGrace', '2020-03-31'],
      ['2020-02-01', 'shouldBeBuiltWithinGrace', '2020-03-31'],
      ['2020-03-01', 'shouldBeBuiltWithinGrace', '2020-03-31'],
      ['2020-03-31', 'shouldBeBuilt', null],
    ])
  })

  it('starts again after the members were too few for a time', () => {
    const counts = [
      told({ fullMembers: 3 }, '2020-01-01', '2020-02-01'),
      told({ fullMembers: 2 }, '2020-02-01', '2020-02-02'),
      told({ fullMembers: 3 }, '2020-02-02'),
    ]
    expect(storyOf({ counts })).toEqual([
      ['2020-01-01', 'shouldBeBuiltWithinGrace'],
      ['2020-02-01', 'fewMembers'],
      ['2020-02-02', 'shouldBeBuiltWithinGrace'],
      ['2020-05-02', 'shouldBeBuilt'],
    ])
  })

  it('starts again after a time without an answer', () => {
    const counts = [told({ fullMembers: 3 }, '2020-01-01', '2020-06-01'), told({ fullMembers: 3 }, '2020-07-01')]
    expect(storyOf({ counts }).slice(1)).toEqual([
      ['2020-03-31', 'shouldBeBuilt'],
      ['2020-06-01', 'noMembers'],
      ['2020-07-01', 'shouldBeBuiltWithinGrace'],
      ['2020-09-29', 'shouldBeBuilt'],
    ])
  })

  it('runs on unseen while a joint branch covers: once that is dissolved the time is up', () => {
    const coverages = [coverageWith({ formation: 'joint', to: '2021-01-01' })]
    expect(storyOf({ counts: three, coverages })).toEqual([
      ['2020-01-01', 'joint'],
      ['2021-01-01', 'shouldBeBuilt'],
    ])
  })

  it('is not asked for once the branch is founded within it', () => {
    const coverages = [coverageWith({ from: '2020-03-30' })]
    expect(storyOf({ counts: three, coverages })).toEqual([
      ['2020-01-01', 'shouldBeBuiltWithinGrace'],
      ['2020-03-30', 'own'],
    ])
  })

  it('of what incubates begins when it is registered', () => {
    const attributes = [
      { from: '2019-01-01', to: '2020-01-01', ...attributesWith({ status: 'incubating' }) },
      { from: '2020-01-01', to: null, ...attributesWith() },
    ]
    expect(storyOf({ attributes, counts: [told({ fullMembers: 3 }, '2019-01-01')] })).toEqual([
      ['2019-01-01', 'notCounted'],
      ['2020-01-01', 'shouldBeBuiltWithinGrace'],
      ['2020-03-31', 'shouldBeBuilt'],
    ])
  })

  it('ends with the organization', () => {
    const attributes = [{ from: '2020-01-01', to: '2020-02-01', ...attributesWith() }]
    expect(timelineOf({ attributes, counts: three })).toMatchObject([
      { from: '2020-01-01', to: '2020-02-01', standing: 'shouldBeBuiltWithinGrace', nextChange: '2020-03-31' },
    ])
  })

  it('is that of the policy', () => {
    expect(storyOf({ counts: three }, { graceDays: 180 }).at(-1)).toEqual(['2020-06-29', 'shouldBeBuilt'])
  })
})

describe('founding and ending a Party organization', () => {
  it('change the standing on their days', () => {
    const facts = {
      counts: [told({ fullMembers: 3 })],
      coverages: [coverageWith({ from: '2021-01-01', to: '2022-01-01' })],
    }
    expect(storyOf(facts).slice(1)).toEqual([
      ['2020-03-31', 'shouldBeBuilt'],
      ['2021-01-01', 'own'],
      ['2022-01-01', 'shouldBeBuilt'],
    ])
  })

  it('a branch that becomes a general branch is a new row with the new level', () => {
    const coverages = [coverageWith({ to: '2021-01-01' }), coverageWith({ from: '2021-01-01', level: 'generalBranch' })]
    expect(timelineOf({ coverages }).map((row) => [row.from, row.standing, row.partyLevel])).toEqual([
      ['2020-01-01', 'own', 'branch'],
      ['2021-01-01', 'own', 'generalBranch'],
    ])
  })
})

describe('an instructor', () => {
  it.each<[string, Partial<Counts>, readonly [Day, boolean][]]>([
    ['yes, with no day', { instructor: true }, [['2020-01-01', true]]],
    [
      'yes, from a day inside the return',
      { instructor: true, instructorSince: '2020-06-01' },
      [
        ['2020-01-01', false],
        ['2020-06-01', true],
      ],
    ],
    ['yes, since before the return', { instructor: true, instructorSince: '2019-06-01' }, [['2020-01-01', true]]],
    ['yes, since its first day', { instructor: true, instructorSince: '2020-01-01' }, [['2020-01-01', true]]],
    ['no, though a day is given', { instructor: false, instructorSince: '2020-06-01' }, [['2020-01-01', false]]],
    ['not answered', { instructor: null }, [['2020-01-01', false]]],
  ])('%s', (_what, counts, expected) => {
    const rows = timelineOf({ counts: [told({ fullMembers: 1, ...counts })] })
    expect(rows.map((row) => [row.from, row.instructor])).toEqual(expected)
    expect(rows.map((row) => row.workCovered)).toEqual(expected.map(([, instructor]) => instructor))
    expect(rows.map((row) => row.standing)).toEqual(
      expected.map(([, instructor]) => (instructor ? 'workOnly' : 'fewMembers')),
    )
  })

  it('whose day lies after the return has ended never came under it', () => {
    const counts = [
      told({ instructor: true, instructorSince: '2020-06-01' }, '2020-01-01', '2020-06-01'),
      told({ instructor: false }, '2020-06-01'),
    ]
    expect(timelineOf({ counts }).map((row) => row.instructor)).toEqual([false])
  })
})

describe('a change that is no change of standing', () => {
  it('of the body makes a new row, since every row carries whose it was', () => {
    const responsibility = [
      { from: '2020-01-01', to: '2021-01-01', line: 'civil' as const, bodyId: 1, lineNo: 1 },
      { from: '2021-01-01', to: null, line: 'industry' as const, bodyId: 2, lineNo: 2 },
    ]
    expect(timelineOf({ responsibility })).toMatchObject([
      { from: '2020-01-01', to: '2021-01-01', line: 'civil', bodyId: 1, lineNo: 1 },
      { from: '2021-01-01', to: null, line: 'industry', bodyId: 2, lineNo: 2 },
    ])
  })

  it('that says what held already makes none', () => {
    const counts = [told({ fullMembers: 1 }, '2020-01-01', '2021-01-01'), told({ fullMembers: 1 }, '2021-01-01')]
    expect(timelineOf({ counts })).toMatchObject([{ from: '2020-01-01', to: null }])
  })

  it('of status is a new row', () => {
    const attributes = [
      { from: '2020-01-01', to: '2021-01-01', ...attributesWith() },
      { from: '2021-01-01', to: '2022-01-01', ...attributesWith({ status: 'dormant' }) },
      { from: '2022-01-01', to: null, ...attributesWith({ status: 'liquidating' }) },
    ]
    expect(timelineOf({ attributes }).map((row) => row.status)).toEqual(['active', 'dormant', 'liquidating'])
  })
})

describe('the members who count to R1', () => {
  const counts = countsWith({ fullMembers: 2, probationaryMembers: 4, otherMembers: 3, relationElsewhere: 1 })

  it.each<[string, Partial<Parameters>, number]>([
    ['are those among the full-time staff', {}, 2],
    ['are all who work there', { countBasis: 'allStaff' }, 5],
    ['are those whose relation is here', { relationRequired: true }, 1],
    ['are all whose relation is here', { countBasis: 'allStaff', relationRequired: true }, 4],
  ])('%s', (_rule, parameters, number) => {
    expect(countingMembers(counts, { ...PARAMETERS, ...parameters })).toBe(number)
  })

  it('are never fewer than none', () => {
    const elsewhere = countsWith({ fullMembers: 0, probationaryMembers: 3, relationElsewhere: 3 })
    expect(countingMembers(elsewhere, { ...PARAMETERS, relationRequired: true })).toBe(0)
  })

  it('are fewer than all members', () => {
    expect(membersOf(counts)).toBe(9)
    expect(membersOf(countsWith({}))).toBe(0)
  })
})
