import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, LOGINS, ORGANIZATIONS, smallCity, type City } from '../../test/city.ts'
import type { CampaignPlan } from '../domain/census.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { saveReturn, submitReturn } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { getReturn, listReturns } from './census-return.ts'
import { draftCensus, editCensus, listCensuses, previewCensus } from './census.ts'
import { getCase, listCases } from './case.ts'
import type { Desk } from './desk.ts'

let city: City
let clerk: Desk
let first: Desk
let own: Desk
beforeAll(async () => {
  city = await smallCity()
  clerk = await city.deskOf(LOGINS.city)
  first = await city.deskOf(LOGINS.first)
  own = await city.deskOf(LOGINS.organization)
})
afterAll(() => city.drop())

/** What the register of the small city does not know of an organization. */
const REST = { staffFullTime: 6, probationaryMembers: 0, otherMembers: 0, relationElsewhere: 0 }

/** A write with a key of its own. */
function keyed(desk: Desk): Desk {
  return { ...desk, key: randomUUID() }
}

const PLAN: CampaignPlan = {
  title: '年中普查',
  questionSet: 'members-brief',
  cutOff: '2026-06-30',
  dueOn: '2999-01-10',
  closesOn: '2999-02-10',
  scope: { places: [], lines: [], kinds: ['association', 'service', 'foundation', 'filed'] },
}

async function opened(plan: Partial<CampaignPlan> = {}): Promise<string> {
  const { id } = await draftCensus(keyed(clerk), { ...PLAN, ...plan })
  await openCensus(keyed(clerk), id)
  return id
}

async function returnOf(campaign: string, code: string): Promise<string> {
  const { returns } = await listReturns(clerk, campaign, { limit: 200 })
  const found = returns.find((one) => one.code === code)
  if (found === undefined) throw new Error(`No return of ${code}.`)
  return found.id
}

const refused = (code: keyof typeof REFUSALS) => expect.objectContaining({ code })

describe('a draft', () => {
  test('says who would be expected and what it asks, and nothing is sent', async () => {
    const draft = await draftCensus(keyed(clerk), PLAN)
    const preview = await previewCensus(clerk, draft.id)
    expect(preview.expected).toBe(ORGANIZATIONS.length)
    expect(preview.districts.map((one) => one.expected)).toEqual([6, 3])
    expect(preview.burden.organizations).toBe(9)
    expect(preview.burden.heaviest.fields).toBeGreaterThan(0)
    expect((await listReturns(clerk, draft.id, {})).total).toBe(0)
  })

  test('is nobody else’s to see, to edit or to open', async () => {
    const { id } = await draftCensus(keyed(clerk), PLAN)
    expect((await listCensuses(first)).map((one) => one.id)).not.toContain(id)
    await expect(editCensus(keyed(first), id, { ...PLAN, seen: 1 })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(openCensus(keyed(first), id)).rejects.toEqual(refused('NOT_FOUND'))
  })

  test.each([
    ['a due day that has passed', { dueOn: '2020-01-01' }, 'CENSUS_DAYS'],
    ['a closing before the due day', { closesOn: '2999-01-01' }, 'CENSUS_DAYS'],
    ['a form that is not there', { questionSet: 'none' }, 'CENSUS_SET_UNKNOWN'],
    ['a place that is not there', { scope: { ...PLAN.scope, places: ['999999'] } }, 'NOT_FOUND'],
  ] as const)('with %s is refused', async (_what, change, code) => {
    await expect(draftCensus(keyed(clerk), { ...PLAN, ...change })).rejects.toEqual(refused(code))
  })

  test('with no one in it is refused with the rule and the mend', async () => {
    const { id } = await draftCensus(keyed(clerk), { ...PLAN, scope: { ...PLAN.scope, kinds: ['foundation'] } })
    await expect(previewCensus(clerk, id)).rejects.toEqual(refused('CENSUS_EMPTY'))
    await expect(openCensus(keyed(clerk), id)).rejects.toEqual(refused('CENSUS_EMPTY'))
  })
})

describe('an open census', () => {
  test('has one case for each expected organization, each in exactly one queue', async () => {
    const id = await opened()
    const { total, returns } = await listReturns(clerk, id, { limit: 200 })
    expect(total).toBe(9)
    for (const one of returns) expect((await getCase(clerk, one.id)).waits).toBe('organization')
    expect(
      (await listCases(own, { kind: 'censusReturn', organization: CODES.own })).cases.map((one) => one.mine),
    ).toContain(true)
  })

  test('arrives filled, with the source and the day, and is submitted as it is', async () => {
    const id = await returnOf(await opened(), CODES.own)
    const before = await getReturn(own, id)
    expect(before.prefill['fullMembers']).toEqual({
      value: 5,
      source: { kind: 'register', title: null, day: '2026-01-01' },
    })
    expect(before.prefill['hasPartyOrganization']?.value).toBe(true)
    const blank = before.faults.map((fault) => fault.questions[0])
    expect(blank).toEqual(['staffFullTime', 'probationaryMembers', 'otherMembers', 'relationElsewhere'])
    await expect(submitReturn(keyed(own), id, 0)).rejects.toEqual(refused('CENSUS_FAULTS'))
    const saved = await saveReturn(keyed(own), id, { seen: 0, answers: REST })
    expect(saved).toMatchObject({ version: 1, state: 'inProgress', faults: [] })
    const receipt = await submitReturn(keyed(own), id, 1)
    expect(receipt.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await getReturn(own, id)).toMatchObject({
      state: 'submitted',
      isUnchanged: false,
      isLate: false,
      mayAnswer: false,
    })
  })
})
