import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Coverage } from './coverage.ts'
import type { Day, Span } from './day.ts'
import {
  afterStatement,
  coverageRows,
  membershipsOf,
  uncut,
  type CoverStatement,
  type Membership,
  type PartyTimeline,
} from './membership.ts'

const FOUNDED: Day = '2019-01-01'

/** Statements of Party organization 1 about one organization, in the order in which they come. */
function told(list: readonly (readonly [Day, boolean])[]): Membership[] {
  let first: Day | undefined
  return list.reduce<Membership[]>((all, [statedOn, covered]) => {
    const statement: CoverStatement = {
      partyOrganizationId: 1,
      statedOn,
      covered,
      isFirst: first === undefined || statedOn <= first,
      from: FOUNDED,
      to: null,
    }
    if (first === undefined || statedOn < first) first = statedOn
    return afterStatement(all, statement)
  }, [])
}

const spans = (list: readonly Span[]) => list.map(({ from, to }) => `${from}..${to ?? ''}`).toSorted()

describe('what a Party organization says of an organization', () => {
  it.each<[string, [Day, boolean][], string[]]>([
    ['the first return speaks back to the founding', [['2021-01-01', true]], ['2019-01-01..']],
    [
      'left out later it ends on that day',
      [
        ['2021-01-01', true],
        ['2022-01-01', false],
      ],
      ['2019-01-01..2022-01-01'],
    ],
    [
      'taken in again it has a gap',
      [
        ['2021-01-01', true],
        ['2022-01-01', false],
        ['2023-01-01', true],
      ],
      ['2019-01-01..2022-01-01', '2023-01-01..'],
    ],
    [
      'left out on the same day it never was',
      [
        ['2021-01-01', true],
        ['2021-01-01', false],
      ],
      [],
    ],
    [
      'a late return that it was there earlier keeps its later end',
      [
        ['2021-01-01', false],
        ['2022-01-01', true],
        ['2023-01-01', false],
        ['2021-06-01', true],
      ],
      ['2021-06-01..2023-01-01'],
    ],
    [
      'a late return that it was not there yet keeps what was stated for later',
      [
        ['2022-01-01', true],
        ['2020-01-01', false],
      ],
      ['2022-01-01..'],
    ],
    [
      'a late return between start and end ends it',
      [
        ['2020-01-01', true],
        ['2023-01-01', true],
        ['2021-01-01', false],
      ],
      ['2019-01-01..2021-01-01'],
    ],
    ['nothing is said by a return that leaves out what was not in it', [['2022-01-01', false]], []],
  ])('%s', (_name, list, right) => {
    expect(spans(told(list))).toEqual(right)
  })

  it('its memberships never overlap, and the last statement of a day holds on that day', () => {
    const day = fc.integer({ min: 0, max: 9 }).map((n) => `202${n}-01-01`)
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.boolean()), { minLength: 1, maxLength: 8 }), (list) => {
        const out = told(list).toSorted((a, b) => (a.from < b.from ? -1 : 1))
        for (const [index, one] of out.entries()) {
          expect(one.to === null || one.from < one.to).toBe(true)
          const next = out[index + 1]
          if (next !== undefined) expect(one.to !== null && one.to <= next.from).toBe(true)
        }
        const [last] = list.slice(-1)
        if (last === undefined) return
        const [on, covered] = last
        expect(out.some((one) => one.from <= on && (one.to === null || on < one.to))).toBe(covered)
      }),
    )
  })

  it('leaves the memberships of other Party organizations alone', () => {
    const other: Membership = { partyOrganizationId: 2, from: '2020-01-01', to: null, statedOn: '2020-01-01' }
    const statement = { partyOrganizationId: 1, statedOn: '2020-01-01', isFirst: true, from: FOUNDED, to: null }
    for (const covered of [true, false])
      expect(afterStatement([other], { ...statement, covered })).toContainEqual(other)
  })
})

describe('coverage rows', () => {
  const member = (id: number, from: Day, to: Day | null = null): Membership => ({
    partyOrganizationId: id,
    from,
    to,
    statedOn: from,
  })
  const stretch = (id: number, more: Partial<Coverage> = {}): Coverage => ({
    partyOrganizationId: id,
    from: FOUNDED,
    to: null,
    level: 'branch',
    formation: 'joint',
    nature: 'formal',
    approved: false,
    ...more,
  })
  const timelines = (...list: readonly Coverage[]): ReadonlyMap<number, PartyTimeline> =>
    new Map(
      [...new Set(list.map((one) => one.partyOrganizationId))].map((id) => [
        id,
        list.filter((one) => one.partyOrganizationId === id),
      ]),
    )
  const brief = (rows: ReturnType<typeof coverageRows>) =>
    rows.map(({ from, to, values }) => `${values.partyOrganizationId}${values.primary ? '*' : ''} ${from}..${to ?? ''}`)

  it('lie within the life of the organization and of the Party organization', () => {
    const rows = coverageRows(
      [member(1, '2018-01-01')],
      { from: '2020-01-01', to: '2023-01-01' },
      timelines(stretch(1, { to: '2022-01-01' })),
    )
    expect(brief(rows)).toEqual(['1* 2020-01-01..2022-01-01'])
  })

  it('are cut where the primary one changes, and only there', () => {
    const own = stretch(2, { formation: 'independent', from: '2021-01-01', to: '2022-01-01' })
    const rows = coverageRows(
      [member(1, '2020-01-01'), member(2, '2020-01-01')],
      { from: '2019-01-01', to: null },
      timelines(stretch(1, { to: '2020-06-01' }), stretch(1, { from: '2020-06-01', level: 'committee' }), own),
    )
    expect(brief(rows)).toEqual([
      '1* 2020-01-01..2021-01-01',
      '1 2021-01-01..2022-01-01',
      '1* 2022-01-01..',
      '2* 2021-01-01..2022-01-01',
    ])
  })

  it('of equals the one that lasts longest is primary, with an approval or without', () => {
    const rows = coverageRows(
      [member(1, '2020-01-01'), member(2, '2021-01-01')],
      { from: '2019-01-01', to: null },
      timelines(stretch(1), stretch(2, { approved: true })),
    )
    expect(brief(rows)).toEqual(['1* 2020-01-01..', '2 2021-01-01..'])
  })

  it('give back the memberships that they came from', () => {
    const memberships = [member(1, '2020-01-01', '2021-01-01'), member(1, '2022-01-01'), member(2, '2020-06-01')]
    const rows = coverageRows(memberships, { from: FOUNDED, to: null }, timelines(stretch(1), stretch(2)))
    expect(membershipsOf(rows)).toEqual(memberships)
  })
})

describe('memberships that a life had cut', () => {
  const cut: Membership = { partyOrganizationId: 1, from: '2020-01-01', to: '2022-01-01', statedOn: '2021-01-01' }
  it.each<[string, Membership, Span | undefined, string]>([
    ['go on behind the end that cut them', cut, { from: '2019-01-01', to: '2022-01-01' }, '2020-01-01..'],
    ['begin where the new life does', cut, { from: '2020-01-01', to: null }, '1900-01-01..2022-01-01'],
    [
      'begin with their statement where a later first day had cut that',
      { ...cut, statedOn: '2019-06-01' },
      { from: '2020-01-01', to: null },
      '2019-06-01..2022-01-01',
    ],
    ['stay where another day ended them', cut, { from: '2019-01-01', to: '2023-01-01' }, '2020-01-01..2022-01-01'],
    [
      'stay where they began by their own statement',
      { ...cut, statedOn: cut.from },
      { from: cut.from, to: null },
      '2020-01-01..2022-01-01',
    ],
    ['stay where no life changed', cut, undefined, '2020-01-01..2022-01-01'],
  ])('%s', (_name, membership, life, right) => {
    expect(spans(uncut([membership], life))).toEqual([right])
  })
})
