import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  certified,
  city,
  closeRegistrations,
  done,
  keyed,
  openRegistrations,
  second,
  standingOf,
  today,
  window,
} from '../../test/registrations.ts'
import { getCase, runCaseClocks } from './case.ts'
import { listCaseJudgements, listCaseOutcomes } from './case-outcome.ts'
import { assignOfficers } from './liaison-assign.ts'
import { createOfficer } from './liaison-officer.ts'
import { listRelated, startPartyCase } from './party-case.ts'

beforeAll(openRegistrations)
afterAll(closeRegistrations)

describe('a request to join', () => {
  test('a joint branch is agreed by the host, approved above, and then covers the organization', async () => {
    const id = await certified()
    await done(id, 'passPapers', { bodyId: 'MZ' })
    await done(id, 'takePapers', { way: 'join' })
    const code = String((await getCase(window, id)).subject['code'])
    const { startable, hosts } = await listRelated(window, id)
    expect(startable).toEqual(['foundParty', 'joinParty', 'sendOfficer'])
    expect(hosts.map(({ key }) => key)).toContain('PA')
    const party = (await startPartyCase(keyed(window), id, { kind: 'joinParty', host: 'PA' })).id
    await expect(startPartyCase(keyed(window), id, { kind: 'joinParty', host: 'PA' })).rejects.toMatchObject({
      code: 'PARTY_CASE_OPEN',
    })
    await done(party, 'agree')
    await done(party, 'approve', { approval: '民党〔2026〕4号', approvedOn: today })
    expect(await standingOf(code)).toBe('joint')
    const { cases } = await listRelated(window, id)
    const task = cases.find((one) => one.task === 'joinJointBranch')
    expect(task).toMatchObject({ state: 'done' })
  })

  test('refused by the committee has its appeal within the Party and gives the task back', async () => {
    const id = await certified()
    await done(id, 'passPapers', { bodyId: 'MZ' })
    await done(id, 'takePapers', { way: 'join' })
    const party = (await startPartyCase(keyed(window), id, { kind: 'joinParty', host: 'PA' })).id
    await done(party, 'agree')
    const notice = { outcome: 'refuse', rules: ['R3'], reason: '不相近', evidence: '地图' }
    await expect(done(party, 'notify', notice)).rejects.toMatchObject({ code: 'OUTCOME_RULE' })
    await done(party, 'notify', { ...notice, rules: ['notOurs'] })
    await done(party, 'respond', { statement: '属于本区' })
    await done(party, 'decide', { reason: '归口不同', evidence: '归口表', reply: '已核对' }, second)
    await done(party, 'serve', { servedOn: today, way: 'direct' })
    await done(party, 'accept')
    expect((await listCaseOutcomes(window, party)).outcomes).toMatchObject([{ legalOrder: 'party', isAdverse: true }])
    const task = (await listRelated(window, id)).cases.find((one) => one.task === 'joinJointBranch')
    expect(task?.state).toBe('open')
  })
})

test('a request for an officer ends when an assignment is on record, and with it the task', async () => {
  const id = await certified()
  await done(id, 'passPapers', { bodyId: 'MZ' })
  await done(id, 'takePapers', { way: 'officer' })
  const code = String((await getCase(window, id)).subject['code'])
  const asked = (await startPartyCase(keyed(window), id, { kind: 'sendOfficer' })).id
  expect(await getCase(window, asked)).toMatchObject({ state: 'asked', waits: 'body' })
  const officer = await createOfficer(keyed(window), { body: 'MZ', name: '联络员甲' })
  await assignOfficers(keyed(window), { plan: [{ officer: officer.id, codes: [code] }] })
  expect(await getCase(window, asked)).toMatchObject({ state: 'sent', closedOn: today })
  const task = (await listRelated(window, id)).cases.find((one) => one.task === 'assignOfficer')
  expect(task?.state).toBe('done')
})

test('what rests is looked at again on the day after, by the facts of that day', async () => {
  const id = await certified()
  await done(id, 'passPapers', { bodyId: 'MZ' })
  await done(id, 'takePapers', { way: 'recheck' })
  const task = (await listRelated(window, id)).cases.find((one) => one.task === 'recheck')
  expect(task?.state).toBe('resting')
  await city.ask(`update case_file set due_on = today() - 1 where id = $1`, [task?.id])
  await runCaseClocks(window, randomUUID)
  expect((await getCase(window, task?.id ?? '')).state).toBe('open')
  const { judgements } = await listCaseJudgements(window, task?.id ?? '')
  expect(judgements[0]?.proposal.followUps.map((one) => one.kind)).toEqual(['foundPartyOrganization'])
})
