import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLAUSES, proposalOf, wordsOf, type AnsweringBody, type AssignmentFacts } from './assignment.ts'
import { KINDS, LINES } from './organization.ts'

const PLACES = [
  { code: '320412101001', name: '甲社区' },
  { code: '320412101', name: '甲街道' },
  { code: '320412', name: '武进区' },
  { code: '320400', name: '常州市' },
]

function body(key: string, line: AnsweringBody['line'], more: Partial<AnsweringBody> = {}): AnsweringBody {
  return { key, name: key, line, placeCode: '320400', industries: [], units: [], ...more }
}

const BODIES: readonly AnsweringBody[] = [
  body('CIVIL', 'civil'),
  body('CIVIL-WJ', 'civil', { placeCode: '320412' }),
  body('EDU', 'industry', { industries: ['教育'], units: ['教育局'] }),
  body('EDU-WJ', 'industry', { placeCode: '320412', industries: ['教育'], units: ['教育局'] }),
  body('SPORT', 'industry', { industries: ['体育'], units: ['体育局'] }),
  body('STREET', 'community', { placeCode: '320412101', units: ['甲街道办事处'] }),
  body('OTHER', 'community', { placeCode: '320404101' }),
  body('SPORT-ZL', 'industry', { placeCode: '320404', industries: ['体育'], units: ['体育局'] }),
]

function facts(more: Partial<AssignmentFacts> = {}): AssignmentFacts {
  const own = { kind: 'service', supervisingUnit: null, industry: null, authority: '武进区民政局' } as const
  return { ...own, places: PLACES, isPastCatchAll: false, claims: [], ...more }
}

describe('the rule of assignment', () => {
  test.each([
    ['a', 'STREET', { kind: 'filed' }],
    ['a', 'STREET', { kind: 'filed', supervisingUnit: '武进区教育局', industry: '教育' }],
    ['b', 'EDU-WJ', { supervisingUnit: '武进区教育局' }],
    ['b', 'EDU', { supervisingUnit: '常州市教育局', authority: '常州市民政局' }],
    ['b', 'SPORT', { supervisingUnit: '武进区文体广电和旅游局', industry: '体育' }],
    ['b', 'STREET', { supervisingUnit: '甲街道办事处' }],
    ['b', null, { supervisingUnit: '武进区水利局' }],
    ['c', 'EDU-WJ', { industry: '教育' }],
    ['c', 'EDU', { industry: '教育', supervisingUnit: '常州市民政局', authority: '常州市民政局' }],
    ['c', 'SPORT', { industry: ' 体育 ' }],
    ['d', 'CIVIL-WJ', {}],
    ['d', 'CIVIL-WJ', { supervisingUnit: '武进区民政局' }],
    ['d', 'CIVIL-WJ', { supervisingUnit: '直接登记', industry: '其他' }],
    ['d', 'CIVIL', { authority: '常州市民政局' }],
    ['d', null, { places: [] }],
    ['e', 'STREET', { isPastCatchAll: true, supervisingUnit: '武进区教育局' }],
    ['d', null, { isPastCatchAll: true, places: [] }],
  ] as const)('clause (%s) proposes %s for %j', (clause, key, more) => {
    expect(proposalOf(facts(more as Partial<AssignmentFacts>), BODIES)).toMatchObject({ clause, body: key })
  })

  test('a body of another line that stands beside the supervising unit brings its own line', () => {
    expect(proposalOf(facts({ supervisingUnit: '甲街道办事处' }), BODIES).line).toBe('community')
  })

  test('two claims are never settled by it, one claim is no reason', () => {
    expect(proposalOf(facts({ claims: ['EDU', 'SPORT'] }), BODIES)).toMatchObject({ body: null, outcome: 'twoClaims' })
    expect(proposalOf(facts({ claims: ['EDU', 'EDU'] }), BODIES)).toMatchObject({ body: 'CIVIL-WJ', outcome: 'body' })
  })

  test('after the days of the policy without a body at its place the other clauses still speak', () => {
    const without = BODIES.filter((one) => one.line !== 'community')
    expect(proposalOf(facts({ isPastCatchAll: true }), without)).toMatchObject({ clause: 'd', body: 'CIVIL-WJ' })
  })
})

const someText = fc.option(fc.constantFrom('教育', '体育', '武进区教育局', '常州市民政局', '甲街道办事处', '无', ''))
const someFacts: fc.Arbitrary<AssignmentFacts> = fc.record({
  kind: fc.constantFrom(...KINDS),
  supervisingUnit: someText,
  industry: someText,
  authority: fc.option(fc.constantFrom('武进区民政局', '常州市民政局', '江苏省民政厅')),
  places: fc.nat({ max: 4 }).map((from) => PLACES.slice(from)),
  isPastCatchAll: fc.boolean(),
  claims: fc.array(fc.constantFrom('EDU', 'SPORT'), { maxLength: 3 }),
})

describe('whatever the facts', () => {
  test('exactly one clause decides, and the body is there, reaches the place and is of the line', () => {
    fc.assert(
      fc.property(someFacts, fc.subarray([...BODIES]), (one, bodies) => {
        const proposal = proposalOf(one, bodies)
        expect(CLAUSES.filter((clause) => clause === proposal.clause)).toHaveLength(1)
        expect(LINES).toContain(proposal.line)
        expect(proposal.body === null).toBe(proposal.outcome !== 'body')
        const found = bodies.find((each) => each.key === proposal.body)
        if (proposal.body === null) return
        expect(found?.line).toBe(proposal.line)
        expect(one.places.some((place) => place.code === found?.placeCode)).toBe(true)
      }),
    )
  })

  test('the same facts give the same proposal, in whatever order the bodies come', () => {
    fc.assert(
      fc.property(someFacts, fc.shuffledSubarray([...BODIES], { minLength: BODIES.length }), (one, shuffled) => {
        expect(proposalOf(one, shuffled)).toEqual(proposalOf(one, BODIES))
      }),
    )
  })
})

test('a list in a cell is read with the separators that clerks use', () => {
  expect(wordsOf('教育; 培训；托育、 ')).toEqual(['教育', '培训', '托育'])
  expect(wordsOf(null)).toEqual([])
})
