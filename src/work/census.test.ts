import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, importSheets, LOGINS, ORGANIZATIONS, smallCity, type City } from '../../test/city.ts'
import type { CampaignPlan } from '../domain/census.ts'
import type { REFUSALS } from '../domain/refusal.ts'
import { analyseCoverage } from './analysis.ts'
import { saveReturn, submitReturn } from './census-answer.ts'
import { openCensus } from './census-open.ts'
import { openMissingReports } from './census-report-open.ts'
import { listCensusReports } from './census-report.ts'
import { actOnReturn, confirmUnchanged, getReturn, listReturns } from './census-return.ts'
import { closeCensus, freezeCensus, getProgress, remindCensus } from './census-run.ts'
import { draftCensus, editCensus, listCensuses, previewCensus } from './census.ts'
import { actInCase, getCase } from './case.ts'
import { listCases } from './case-list.ts'
import type { Desk } from './desk.ts'
import { getOrganization } from './record.ts'

let city: City
let clerk: Desk
let first: Desk
let own: Desk
let second: Desk
beforeAll(async () => {
  city = await smallCity()
  clerk = await city.deskOf(LOGINS.city)
  first = await city.deskOf(LOGINS.first)
  second = await city.deskOf(LOGINS.second)
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
  title: '年中摸底',
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

async function submitted(id: string, desk = own): Promise<void> {
  const { version } = await getReturn(desk, id)
  await saveReturn(keyed(desk), id, { seen: version, answers: REST })
  await submitReturn(keyed(desk), id, version + 1)
}

async function acted(desk: Desk, id: string, action: string, form: Record<string, string | string[]> = {}) {
  const { caseVersion } = await getReturn(desk, id)
  return actOnReturn(keyed(desk), id, { action, form, seen: caseVersion })
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

describe('saving', () => {
  test('merges fields of two who type at once, and names those that both changed', async () => {
    const id = await returnOf(await opened(), CODES.own)
    await saveReturn(keyed(own), id, { seen: 0, answers: { staffFullTime: 6 } })
    const merged = await saveReturn(keyed(clerk), id, { seen: 0, answers: { otherMembers: 1 } })
    expect(merged.answers).toEqual({ staffFullTime: 6, otherMembers: 1 })
    const clash = saveReturn(keyed(own), id, { seen: 0, answers: { otherMembers: 2 } })
    await expect(clash).rejects.toEqual(refused('CENSUS_FIELDS_STALE'))
    await expect(clash).rejects.toMatchObject({ details: { fields: '非专职党员', now: 2, seen: 0 } })
  })

  test('with the same key is done once', async () => {
    const id = await returnOf(await opened(), CODES.own)
    const desk = keyed(own)
    const saving = { seen: 0, answers: { staffFullTime: 6 } }
    const replies = [await saveReturn(desk, id, saving), await saveReturn(desk, id, saving)]
    expect(replies[1]).toEqual(replies[0])
    expect((await getReturn(own, id)).version).toBe(1)
  })

  test.each([
    ['a question that is not there', { colour: 1 }, 'CENSUS_FIELD_UNKNOWN'],
    ['a value of another kind', { staff: 'many' }, 'CENSUS_VALUE'],
    ['a choice that is none', { notBuiltReason: 'magic' }, 'CENSUS_VALUE'],
    ['a count below nothing', { staff: -1 }, 'CENSUS_VALUE'],
  ] as const)('%s is refused and nothing is written', async (_what, answers, code) => {
    const id = await returnOf(await opened(), CODES.own)
    await expect(saveReturn(keyed(own), id, { seen: 0, answers })).rejects.toEqual(refused(code))
    expect((await getReturn(own, id)).version).toBe(0)
  })

  test('three presses of submit are one submission', async () => {
    const id = await returnOf(await opened(), CODES.own)
    await saveReturn(keyed(own), id, { seen: 0, answers: REST })
    const desk = keyed(own)
    const receipts = await Promise.all([1, 2, 3].map(() => submitReturn(desk, id, 1)))
    expect(new Set(receipts.map((one) => one.hash)).size).toBe(1)
    expect((await getReturn(own, id)).actions.filter((one) => one.action === 'submit')).toHaveLength(1)
  })

  test('is not for another organization or another district', async () => {
    const campaign = await opened()
    const other = await returnOf(campaign, CODES.canary)
    await expect(getReturn(own, other)).rejects.toEqual(refused('NOT_FOUND'))
    await expect(saveReturn(keyed(first), other, { seen: 0, answers: {} })).rejects.toEqual(refused('NOT_FOUND'))
    const mine = await returnOf(campaign, CODES.own)
    await expect(saveReturn(keyed(first), mine, { seen: 0, answers: { staff: 8 } })).rejects.toEqual(
      refused('CASE_NOT_YOURS'),
    )
  })
})

describe('the review', () => {
  test('a return names fields; the fix shows only these as changed', async () => {
    const id = await returnOf(await opened(), CODES.own)
    await submitted(id)
    const sent = await acted(clerk, id, 'return', { fields: ['staff'], comment: '与名册不符' })
    expect(sent.comment).toMatchObject({ fields: ['staff'], text: '与名册不符' })
    expect([sent.state, sent.waits]).toEqual(['returned', 'organization'])
    await saveReturn(keyed(own), id, { seen: sent.version, answers: { staff: 9 } })
    await submitReturn(keyed(own), id, sent.version + 1)
    const fixed = await getReturn(clerk, id)
    expect(fixed.changedSinceReturned).toEqual([{ question: 'staff', before: 8, now: 9 }])
    await expect(acted(clerk, id, 'return', { fields: ['nothing'], comment: '？' })).rejects.toEqual(
      refused('CENSUS_FIELD_UNKNOWN'),
    )
  })

  test('a confirmed return puts its counts on record as of the cut-off day, and is locked', async () => {
    const id = await returnOf(await opened({ cutOff: '2026-07-31' }), CODES.own)
    await saveReturn(keyed(own), id, { seen: 0, answers: { ...REST, staff: 11, probationaryMembers: 1 } })
    await submitReturn(keyed(own), id, 1)
    await expect(saveReturn(keyed(own), id, { seen: 2, answers: { staff: 1 } })).rejects.toEqual(
      refused('CENSUS_LOCKED'),
    )
    await acted(clerk, id, 'confirm')
    const factOf = async (asOf: string) =>
      (await getOrganization(clerk, CODES.own, { asOf })).facts.find((one) => one.key === 'staff')?.value
    expect([await factOf('2026-07-30'), await factOf('2026-07-31')]).toEqual([8, 11])
    await expect(saveReturn(keyed(own), id, { seen: 2, answers: { staff: 1 } })).rejects.toEqual(
      refused('CENSUS_LOCKED'),
    )
    const reopened = await acted(clerk, id, 'reopen', { comment: '补一栏' })
    expect(reopened).toMatchObject({ state: 'returned', mayAnswer: true })
  })

  test('many that changed nothing are confirmed at once, the others are left', async () => {
    const campaign = await opened()
    const one = await returnOf(campaign, CODES.own)
    await saveReturn(keyed(own), one, { seen: 0, answers: { ...REST, staff: 12 } })
    await submitReturn(keyed(own), one, 1)
    expect(await confirmUnchanged(keyed(clerk), campaign)).toEqual({ confirmed: 0, left: 1 })
    await acted(clerk, one, 'confirm')
    const again = await opened()
    await submitReturn(keyed(own), await returnOf(again, CODES.own), 0)
    expect(await confirmUnchanged(keyed(clerk), again)).toEqual({ confirmed: 1, left: 0 })
  })
})

describe('the days of a census', () => {
  test('an extension has its reason and a day to come', async () => {
    const id = await returnOf(await opened(), CODES.own)
    await expect(acted(clerk, id, 'extend', { dueOn: '2020-01-01', reason: '装修' })).rejects.toEqual(
      refused('CENSUS_DUE_PAST'),
    )
    await expect(acted(clerk, id, 'extend', { dueOn: '2999-03-01' })).rejects.toEqual(refused('CASE_FORM'))
    expect(await acted(clerk, id, 'extend', { dueOn: '2999-03-01', reason: '装修' })).toMatchObject({
      due: '2999-03-01',
      state: 'notStarted',
    })
  })

  test('reminders go to the silent, and to nobody twice within the days of the policy', async () => {
    const campaign = await opened()
    await submitted(await returnOf(campaign, CODES.own))
    expect((await remindCensus(keyed(clerk), campaign, { text: '请填报' })).reminded).toBe(8)
    await expect(remindCensus(keyed(clerk), campaign, { text: '请填报' })).rejects.toEqual(refused('CENSUS_REMINDED'))
  })

  test('what is missing at the closing comes in by a recorded extension only', async () => {
    const campaign = await opened()
    const id = await returnOf(campaign, CODES.own)
    await closeCensus(keyed(clerk), campaign)
    await expect(saveReturn(keyed(own), id, { seen: 0, answers: REST })).rejects.toEqual(refused('CENSUS_LOCKED'))
    expect((await getProgress(clerk, campaign)).whole).toMatchObject({ expected: 9, missing: 9, late: 0 })
    await acted(clerk, id, 'readmit', { dueOn: '2999-03-01', reason: '负责人更换' })
    await submitted(id)
    expect((await getProgress(clerk, campaign)).whole).toMatchObject({
      expected: 9,
      missing: 8,
      submitted: 1,
      onTime: 1,
    })
  })

  test('late is recorded as late, never refused', async () => {
    const campaign = await opened()
    const id = await returnOf(campaign, CODES.own)
    await saveReturn(keyed(own), id, { seen: 0, answers: REST })
    const { ask } = await import('../../test/embedded/children.ts')
    await ask(city.adminUrl, `update trefoil.case_file set due_on = '2020-01-01' where id = '${id}'`)
    expect((await getProgress(clerk, campaign)).overdue).toBe(1)
    await submitReturn(keyed(own), id, 1)
    expect((await getProgress(clerk, campaign)).whole).toMatchObject({ submitted: 1, late: 1, onTime: 0 })
  })
})

describe('who is expected', () => {
  test('does not change when an organization is founded later', async () => {
    const campaign = await opened()
    await importSheets(
      clerk,
      { organizations: [{ ...ORGANIZATIONS[0], code: 'BA-320402003001-77', name: '后来的协会' }] },
      '2026-02-01',
    )
    expect((await getProgress(clerk, campaign)).whole.expected).toBe(9)
    const later = await draftCensus(keyed(clerk), PLAN)
    expect((await previewCensus(clerk, later.id)).expected).toBe(10)
  })

  test('adds up in every cut, whatever was done', async () => {
    const campaign = await opened()
    await submitted(await returnOf(campaign, CODES.own))
    await saveReturn(keyed(clerk), await returnOf(campaign, CODES.due), { seen: 0, answers: { staff: 9 } })
    const { whole, districts, lines, bodies, silent } = await getProgress(clerk, campaign)
    const states = [
      'notStarted',
      'inProgress',
      'submitted',
      'returned',
      'confirmed',
      'missing',
      'merged',
      'expected',
    ] as const
    for (const cut of [districts, lines, bodies, districts.flatMap((one) => one.townships)]) {
      for (const state of states) expect(cut.reduce((sum, row) => sum + row[state], 0)).toBe(whole[state])
    }
    expect(whole.expected).toBe(states.slice(0, -1).reduce((sum, state) => sum + whole[state], 0))
    expect([whole.completeness.count, silent]).toEqual([1, whole.expected - 2])
  })

  test('is seen within the scope only: one district counts its own', async () => {
    const campaign = await opened({ scope: { ...PLAN.scope, places: ['320402', '320404'] } })
    const all = (await getProgress(clerk, campaign)).whole.expected
    const [mine, theirs] = [await getProgress(first, campaign), await getProgress(second, campaign)]
    expect(mine.whole.expected + theirs.whole.expected).toBe(all)
    expect(mine.districts.map((one) => one.code)).toEqual(['320402'])
    expect((await listReturns(own, undefined, {})).returns.every((one) => one.code === CODES.own)).toBe(true)
    await expect(closeCensus(keyed(first), campaign)).rejects.toEqual(refused('CENSUS_NOT_YOURS'))
  })
})

describe('approval up the line', () => {
  test('a body reports when its returns are in, the office accepts, and the frozen census keeps what it knew', async () => {
    const campaign = await opened({ cutOff: '2026-08-31', scope: { ...PLAN.scope, places: ['320402'] } })
    const community = (await listCensusReports(first, campaign)).find((one) => one.body === 'SQ1')
    const report = (form: Record<string, string>) =>
      actInCase(keyed(first), community?.id ?? '', { action: 'report', form, seen: 1 })
    await expect(report({})).rejects.toEqual(refused('CENSUS_INCOMPLETE'))
    await report({ reasons: '负责人出国，下月补报' })
    await expect(freezeCensus(keyed(clerk), campaign, undefined)).rejects.toEqual(refused('CENSUS_STATE'))
    expect(await actInCase(keyed(clerk), community?.id ?? '', { action: 'accept', form: {}, seen: 2 })).toMatchObject({
      state: 'accepted',
    })

    const id = await returnOf(campaign, CODES.own)
    await saveReturn(keyed(own), id, { seen: 0, answers: { ...REST, staff: 21, probationaryMembers: 1 } })
    await submitReturn(keyed(own), id, 1)
    await acted(clerk, id, 'confirm')
    await closeCensus(keyed(clerk), campaign)
    await expect(freezeCensus(keyed(clerk), campaign, undefined)).rejects.toEqual(refused('CENSUS_REPORTS_OPEN'))
    const frozen = await freezeCensus(keyed(clerk), campaign, '两家单位另行补报')
    const knownAt = frozen.frozenAt ?? ''
    expect((await listCasesOf(campaign)).filter((one) => one.closedOn === null)).toEqual([])

    const asItKnew = () => analyseCoverage(clerk, { asOf: '2026-09-30', knownAt, place: '320402' }, [])
    const before = await asItKnew()
    await importSheets(clerk, { organizations: [{ code: CODES.due, fullMembers: 1 }] }, '2026-09-01')
    expect((await asItKnew()).indicators).toEqual(before.indicators)
    await expect(acted(clerk, id, 'reopen', { comment: '改一处' })).rejects.toEqual(refused('CENSUS_STATE'))

    const next = await getReturn(own, await returnOf(await opened({ cutOff: '2026-10-31' }), CODES.own))
    expect(next.known.last).toMatchObject({ cutOff: '2026-08-31' })
    expect(next.changedSinceLast).toEqual([])
  })

  test('a body that took a return over after the opening reports too, once', async () => {
    const campaign = await opened({ cutOff: '2026-09-30', scope: { ...PLAN.scope, places: ['320404'] } })
    const reporting = async () => (await listCensusReports(clerk, campaign)).map((one) => one.body)
    expect(await reporting()).toEqual(['MZ'])
    const moved = { code: ORGANIZATIONS[8]?.['code'] ?? '', line: 'community', bodyId: 'SQ2' }
    await importSheets(clerk, { organizations: [moved] }, '2026-09-02')
    expect((await openMissingReports(keyed(clerk))).opened).toBeGreaterThan(0)
    expect(new Set(await reporting())).toEqual(new Set(['MZ', 'SQ2']))
    expect(await openMissingReports(keyed(clerk))).toEqual({ opened: 0 })
    const [taken] = (await listCensusReports(second, campaign)).filter((one) => one.body === 'SQ2')
    await expect(actInCase(keyed(second), taken?.id ?? '', { action: 'report', form: {}, seen: 1 })).rejects.toEqual(
      refused('CENSUS_INCOMPLETE'),
    )
  })
})

async function listCasesOf(campaign: string) {
  const boxes = await Promise.all((['open', 'closed'] as const).map((box) => listCases(clerk, { box, limit: 200 })))
  return boxes.flatMap((one) => one.cases).filter((one) => one.subject['campaign'] === campaign)
}
