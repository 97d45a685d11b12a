import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CODES, creditCode, FIRST, importSheets, LOGINS, SECOND, type City } from '../../test/city.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { createAccounts } from '../store/account.ts'
import { findLogin, newToken, openSession } from '../store/session.ts'

let server: TestServer
let city: City
let first: Client
let second: Client
let above: Client
let education: Client
let street: Client
let civil: Client

beforeAll(async () => {
  server = await startTestServer()
  city = server.city
  const grant = { role: 'officer', organizationCode: null } as const
  const account = (login: string, placeCode: string, lines: readonly string[] | null) => ({
    login,
    titleZh: login,
    titleEn: login,
    passwordHash: 'nobody signs in with it',
    demo: false,
    grants: [{ ...grant, placeCode, lines: lines === null ? null : [...lines] }],
  })
  await createAccounts(city.adminUrl, [
    account('education', '320400', ['EDU']),
    account('street', FIRST.township, null),
    account('civil', '320400', ['MZ']),
  ])
  first = await signedIn(server.app, LOGINS.first)
  second = await signedIn(server.app, LOGINS.second)
  above = await signedIn(server.app, LOGINS.city)
  education = await clientFor('education')
  street = await clientFor('street')
  civil = await clientFor('civil')
})
afterAll(() => server.stop())

async function clientFor(login: string): Promise<Client> {
  const found = await findLogin(city.db, login)
  const token = newToken()
  await openSession(city.db, found?.id ?? 0, token)
  return clientOf(server.app, `trefoil=${token}`)
}

let number = 100
let code: string

/** A fresh organization of the first district for each test, held by the civil-affairs body of the city. */
beforeEach(async () => {
  number += 1
  code = creditCode(FIRST.district, number)
  await stand(code, 'MZ')
})

function stand(named: string, bodyId: string, more: Readonly<Record<string, string>> = {}) {
  const row = { code: named, name: `甲中心${number}`, kind: 'service', registeredOn: '2015-03-01', status: 'active' }
  const place = { placeCode: FIRST.community, industry: '教育', fullMembers: 2, staff: 5 }
  return importSheets(city.desk, { organizations: [{ ...row, ...place, bodyId, ...more }] }, '2026-02-01')
}

const because = { reason: '属本行业管理' }

async function act(client: Client, id: string, action: string, form: object = {}) {
  const seen = (await client('GET', `/api/cases/${id}`)).json().version ?? 1
  return client('POST', `/api/cases/${id}/actions`, { body: { action, form, seen } })
}

async function done(client: Client, id: string, action: string, form: object = {}) {
  const reply = await act(client, id, action, form)
  expect([reply.statusCode, reply.body.slice(0, 300)]).toEqual([200, expect.any(String)])
  return reply.json()
}

async function offered(bodyId: string, client = above): Promise<string> {
  const reply = await client('POST', `/api/organizations/${code}/hand-overs`, { body: { bodyId, ...because } })
  expect([reply.statusCode, reply.json()]).toEqual([201, { id: expect.any(String) }])
  return reply.json().id
}

async function claimed(bodyId: string, client: Client): Promise<string> {
  const reply = await client('POST', `/api/organizations/${code}/claims`, { body: { bodyId, ...because } })
  expect([reply.statusCode, reply.json()]).toEqual([201, { id: expect.any(String) }])
  return reply.json().id
}

async function bodyNow(): Promise<string | null> {
  return (await above('GET', `/api/organizations/${code}/line`)).json().now?.bodyId ?? null
}

describe('a hand-over takes effect only when the receiver accepts', () => {
  test('until then nothing changes, and the receiver reads the case but not the organization', async () => {
    const id = await offered('EDU')
    expect(await bodyNow()).toBe('MZ')
    const file = (await education('GET', `/api/cases/${id}`)).json()
    expect(file).toMatchObject({ state: 'offered', mine: true, allowed: ['accept', 'decline'] })
    expect(file.subject).toMatchObject({ code, kind: 'service', industry: '教育', placeName: '甲社区' })
    expect(JSON.stringify(file.subject)).not.toMatch(/ember/)
    expect((await education('GET', `/api/organizations/${code}`)).statusCode).toBe(404)
    expect((await education('GET', `/api/organizations/${code}/line`)).statusCode).toBe(404)
    expect((await second('GET', `/api/cases/${id}`)).statusCode).toBe(404)
    expect((await second('GET', '/api/cases?box=open')).body).not.toContain(code)
  })

  test('accepted, it is on record in her line from that day, and the days before stay readable', async () => {
    const id = await offered('EDU')
    await done(education, id, 'accept')
    const line = (await education('GET', `/api/organizations/${code}/line`)).json()
    expect(line.now).toMatchObject({ bodyId: 'EDU', line: 'industry', to: null })
    expect(line.history.map((one: { bodyId: string }) => one.bodyId)).toEqual(['EDU', 'MZ'])
    expect((await education('GET', `/api/organizations/${code}`)).statusCode).toBe(200)
  })

  test('declined with reasons it waits for the giver, who withdraws or sends it to the conference', async () => {
    const id = await offered('EDU')
    expect((await act(education, id, 'decline')).json().code).toBe('CASE_FORM')
    await done(education, id, 'decline', { reason: '不属本行业' })
    const seen = (await above('GET', `/api/cases/${id}`)).json()
    expect(seen).toMatchObject({ state: 'declined', allowed: ['withdraw', 'refer'] })
    await done(above, id, 'refer', because)
    const [dispute] = (await education('GET', '/api/cases?box=others&kind=dispute')).json().cases.filter(ours)
    expect(dispute).toMatchObject({ state: 'open' })
    expect(await bodyNow()).toBe('MZ')
  })

  test('withdrawn, it changes nothing, and another may be offered', async () => {
    const id = await offered('EDU')
    await done(above, id, 'withdraw')
    await offered('SQ1')
    expect(await bodyNow()).toBe('MZ')
  })

  test.each([
    ['to itself', 'MZ', 'HAND_OVER_SELF'],
    ['to a body that nobody knows', 'NONE', 'BODY_UNKNOWN'],
    ['to a body of another district', 'SQ2', 'BODY_ELSEWHERE'],
    ['to a body that has ended, whose successor is named', 'OLD', 'BODY_ENDED'],
  ])('%s it is refused', async (_what, bodyId, refusal) => {
    await importSheets(
      city.desk,
      { bodies: [{ id: 'OLD', name: '原党委', line: 'civil', endedOn: '2024-01-01', successorId: 'MZ' }] },
      '2026-02-01',
    )
    const reply = await above('POST', `/api/organizations/${code}/hand-overs`, { body: { bodyId, ...because } })
    expect(reply.json().code).toBe(refusal)
    if (refusal === 'BODY_ENDED') expect(reply.json().messages.zh).toContain('市民政局党委')
  })

  test('of an organization that has ended it is refused', async () => {
    await stand(code, 'MZ', { endedOn: '2026-01-15' })
    const reply = await above('POST', `/api/organizations/${code}/hand-overs`, { body: { bodyId: 'EDU', ...because } })
    expect(reply.json().code).toBe('HAND_OVER_ENDED')
  })

  test('a second one of the same organization is refused while the first is open', async () => {
    await offered('EDU')
    const reply = await above('POST', `/api/organizations/${code}/hand-overs`, { body: { bodyId: 'SQ1', ...because } })
    expect(reply.json().code).toBe('QUESTION_OPEN')
  })

  test('by somebody who does not do the work of the body on record it is refused', async () => {
    const reply = await street('POST', `/api/organizations/${code}/hand-overs`, { body: { bodyId: 'SQ1', ...because } })
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'BODY_NOT_YOURS'])
  })

  test('nobody accepts for the receiver but the receiver', async () => {
    const id = await offered('EDU')
    for (const client of [first, street]) {
      const reply = await client('POST', `/api/cases/${id}/actions`, { body: { action: 'accept', form: {}, seen: 1 } })
      expect(reply.json().code).toBe('CASE_NOT_YOURS')
    }
    expect(await bodyNow()).toBe('MZ')
  })
})

function ours({ subject }: { subject: { code: string } }): boolean {
  return subject.code === code
}

describe('an organization that two bodies claim', () => {
  test('is not settled until the joint conference decides, in one case that both lines see', async () => {
    const [one, other] = [await claimed('EDU', education), await claimed('SQ1', street)]
    expect((await education('GET', `/api/cases/${other}`)).statusCode).toBe(404)
    const bystander = await above('GET', `/api/organizations/${code}/line`)
    expect(bystander.json().questions).toHaveLength(2)
    await done(above, one, 'refer', because)
    for (const [client, id] of [
      [education, one],
      [street, other],
    ] as const) {
      expect((await client('GET', `/api/cases/${id}`)).json().state).toBe('referred')
      expect((await client('GET', '/api/cases?box=open&kind=dispute')).json().cases.filter(ours)).toHaveLength(1)
    }
    expect((await second('GET', '/api/cases?box=open&kind=dispute')).json().cases.filter(ours)).toEqual([])

    const [question] = (await above('GET', '/api/conferences')).json().unplaced.filter(ours)
    const called = await above('POST', '/api/conferences', {
      body: { day: '2026-06-01', place: '市民政局 201', cases: [question.id] },
    })
    const { id } = called.json()
    const meeting = (await education('GET', `/api/conferences/${id}`)).json()
    expect(meeting).toMatchObject({ mine: false, questions: 1, undecided: 1 })
    expect(meeting.agenda[0].parties.map((party: { bodyId: string }) => party.bodyId)).toEqual(['MZ', 'EDU', 'SQ1'])
    expect((await second('GET', `/api/conferences/${id}`)).statusCode).toBe(404)

    const decision = { case: question.id, bodyId: 'EDU', reason: '按归口规则（三）', seen: question.version }
    expect((await education('POST', `/api/conferences/${id}/decisions`, { body: decision })).json().code).toBe(
      'BODY_NOT_YOURS',
    )
    const after = (await above('POST', `/api/conferences/${id}/decisions`, { body: decision })).json()
    expect(after.agenda[0].decision).toMatchObject({ bodyId: 'EDU', reason: '按归口规则（三）' })
    const line = (await education('GET', `/api/organizations/${code}/line`)).json()
    expect(line.now).toMatchObject({ bodyId: 'EDU' })
    expect(line.questions).toEqual([])
    expect(line.history.filter((held: { to: string | null }) => held.to === null)).toHaveLength(1)
    const steps = (await education('GET', `/api/cases/${question.id}`)).json().actions
    expect(steps.map((step: { action: string }) => step.action)).toEqual(['refer', 'decide'])
    const claimSteps = (await education('GET', `/api/cases/${one}`)).json().actions
    expect(claimSteps.map((step: { action: string }) => step.action)).toEqual(['claim', 'refer'])
  })

  test('is given up by the holder and taken by the claimant', async () => {
    const id = await claimed('EDU', education)
    expect((await education('GET', `/api/organizations/${code}`)).statusCode).toBe(404)
    await done(above, id, 'yield')
    expect(await bodyNow()).toBe('MZ')
    await done(education, id, 'take')
    expect(await bodyNow()).toBe('EDU')
  })

  test('after a refusal the claimant asks the convening desk, which puts it on the agenda', async () => {
    const id = await claimed('EDU', education)
    await done(above, id, 'refuse', { reason: '民政主管' })
    await done(education, id, 'insist', because)
    await done(above, id, 'refer', because)
    expect((await education('GET', '/api/cases?box=others&kind=dispute')).json().cases.filter(ours)).toHaveLength(1)
  })

  test('cannot be claimed from another district, nor for a body whose work is not the caller’s, nor twice', async () => {
    const claim = (client: Client, bodyId: string) =>
      client('POST', `/api/organizations/${code}/claims`, { body: { bodyId, ...because } })
    expect((await claim(second, 'SQ2')).json().code).toBe('NOT_FOUND')
    expect((await claim(education, 'SQ1')).json().code).toBe('BODY_NOT_YOURS')
    await claimed('EDU', education)
    expect((await claim(education, 'EDU')).json().code).toBe('QUESTION_OPEN')
  })
})

describe('a gap', () => {
  async function gapOf(client: Client) {
    const { gaps } = (await client('GET', '/api/lines/gaps?limit=500')).json()
    return gaps.find((gap: { code: string }) => gap.code === code)
  }

  beforeEach(async () => {
    await stand(code, '#CLEAR')
    await above('POST', '/api/lines/gaps')
  })

  test('is listed with its owner, its clock and what the rule proposes', async () => {
    const gap = await gapOf(first)
    expect(gap).toMatchObject({
      since: '2015-03-01',
      case: { kind: 'assignment', state: 'open', waitsFor: '市民政局党委' },
      proposal: { clause: 'd', line: 'civil', body: 'MZ', outcome: 'body' },
    })
    expect(gap.case.due > '2026-01-01').toBe(true)
    expect(await gapOf(second)).toBeUndefined()
  })

  test('the counts say the same: the sentence, the list, the menu', async () => {
    const lines = (await first('GET', '/api/lines')).json()
    const { total, gaps } = (await first('GET', '/api/lines/gaps?limit=500')).json()
    const { menu } = (await first('GET', '/api/session')).json()
    expect([lines.gaps, gaps.length, menu.gaps]).toEqual([total, total, total])
    expect(lines.assigned + lines.gaps).toBe(lines.organizations)
    const load = lines.bodies.reduce((sum: number, body: { organizations: number }) => sum + body.organizations, 0)
    expect(load).toBe(lines.assigned)
    const [busiest] = lines.bodies.filter((body: { organizations: number }) => body.organizations > 0)
    const list = (await first('GET', `/api/organizations?body=${busiest.id}`)).json()
    expect(list.total).toBe(busiest.organizations)
  })

  test('listed once, however often one asks', async () => {
    expect((await above('POST', '/api/lines/gaps')).json()).toEqual({ opened: 0 })
  })

  test('many are confirmed at once after a preview, and taken back', async () => {
    const items = [{ code, bodyId: 'EDU' }]
    const bad = { code: CODES.canary, bodyId: 'EDU' }
    const preview = (
      await above('POST', '/api/lines/confirmations/preview', { body: { items: [...items, bad] } })
    ).json()
    expect(preview.ready).toMatchObject([{ code, bodyId: 'EDU', isProposed: false }])
    expect(preview.refused).toMatchObject([{ code: CODES.canary }])
    expect(await bodyNow()).toBeNull()
    const refused = await above('POST', '/api/lines/confirmations', { body: { items: [...items, bad] } })
    expect(refused.json().code).toBe('GAP_GONE')
    const confirmed = (await above('POST', '/api/lines/confirmations', { body: { items } })).json()
    expect(confirmed).toMatchObject({ confirmed: 1 })
    expect([await bodyNow(), await gapOf(above)]).toEqual(['EDU', undefined])
    expect((await above('POST', `/api/entries/${confirmed.batch}/undo`)).statusCode).toBe(200)
    expect(await bodyNow()).toBeNull()
    expect(await gapOf(above)).toMatchObject({ case: { kind: 'assignment', state: 'open' } })
  })

  test('into a line that is not hers is not confirmed by its owner, who is told before and refers it', async () => {
    const bodies = (await civil('GET', '/api/bodies')).json().bodies
    const written = (id: string) => bodies.find((one: { id: string }) => one.id === id).written
    expect(['MZ', 'EDU', 'SQ1'].map(written)).toEqual([true, false, false])
    const gap = await gapOf(civil)
    const items = [{ code, bodyId: 'EDU' }]
    const preview = (await civil('POST', '/api/lines/confirmations/preview', { body: { items } })).json()
    expect([preview.ready, preview.refused]).toMatchObject([
      [],
      [{ code, messages: { zh: expect.stringContaining('其他条线') } }],
    ])
    expect((await civil('POST', '/api/lines/confirmations', { body: { items } })).json().code).toBe('BODY_OTHER_LINE')
    expect((await act(civil, gap.case.id, 'confirm', { bodyId: 'EDU' })).json().code).toBe('BODY_OTHER_LINE')

    await done(civil, gap.case.id, 'refer', because)
    expect(await gapOf(civil)).toMatchObject({ case: { kind: 'dispute' } })
    const [question] = (await above('GET', '/api/conferences')).json().unplaced.filter(ours)
    await done(above, question.id, 'decide', { bodyId: 'EDU', reason: '归口行业' })
    expect(await bodyNow()).toBe('EDU')
  })

  test('closes by itself when a file puts a body on record', async () => {
    const { id } = (await gapOf(above)).case
    await stand(code, 'SQ1')
    expect((await above('GET', `/api/cases/${id}`)).json()).toMatchObject({
      state: 'settled',
      closedOn: expect.any(String),
    })
  })

  test('of a body that reaches another district only is not confirmed', async () => {
    const reply = await above('POST', '/api/lines/confirmations', { body: { items: [{ code, bodyId: 'SQ2' }] } })
    expect(reply.json().code).toBe('BODY_ELSEWHERE')
  })

  test('that is claimed is yielded by its owner and taken by the claimant, which closes the gap', async () => {
    const gap = await gapOf(above)
    const id = await claimed('EDU', education)
    await done(above, id, 'yield')
    await done(education, id, 'take')
    expect(await bodyNow()).toBe('EDU')
    expect((await above('GET', `/api/cases/${gap.case.id}`)).json().state).toBe('settled')
  })

  test('that two claim goes to the conference as one question and stays listed as a gap', async () => {
    const one = await claimed('EDU', education)
    await claimed('SQ1', street)
    expect((await gapOf(above)).proposal).toMatchObject({ outcome: 'twoClaims', body: null })
    await done(above, one, 'refer', because)
    expect(await gapOf(above)).toMatchObject({ case: { kind: 'dispute', state: 'open' } })
  })
})

describe('a conference', () => {
  async function meeting() {
    const id = await claimed('EDU', education)
    await done(above, id, 'refer', because)
    const [question] = (await above('GET', '/api/conferences')).json().unplaced.filter(ours)
    const called = await above('POST', '/api/conferences', {
      body: { day: '2026-06-01', place: '201', cases: [question.id] },
    })
    return called.json().id as string
  }

  test('keeps minutes on the version that was read, and gives tasks that wait at the desk they are for', async () => {
    const id = await meeting()
    const kept = { minutes: '会议听取了双方意见。', heldOn: null, seen: 1 }
    expect((await above('PUT', `/api/conferences/${id}/minutes`, { body: kept })).json()).toMatchObject({ version: 2 })
    expect((await above('PUT', `/api/conferences/${id}/minutes`, { body: kept })).json().code).toBe('STALE')
    const task = { text: '移交会员名册之外的材料', bodyId: 'EDU', dueOn: '2999-01-01' }
    const { tasks } = (await above('POST', `/api/conferences/${id}/tasks`, { body: task })).json()
    expect(tasks).toMatchObject([{ kind: 'conferenceTask', state: 'open', due: '2999-01-01' }])
    await done(education, tasks[0].id, 'finish', { note: '已移交' })
    expect((await above('GET', `/api/conferences/${id}`)).json().tasks[0].state).toBe('done')
  })

  test('takes only open questions that its desk convenes', async () => {
    const id = await meeting()
    const reply = await above('POST', `/api/conferences/${id}/agenda`, { body: { cases: ['none'] } })
    expect(reply.json().code).toBe('NOT_FOUND')
    const { cases } = (await above('GET', '/api/cases?box=closed&kind=claim')).json()
    const claim = cases.find(ours)
    const wrong = await above('POST', `/api/conferences/${id}/agenda`, { body: { cases: [claim.id] } })
    expect(wrong.json().code).toBe('CONFERENCE_ITEM')
  })
})

test('the small city has its second district, of which the first learns nothing', async () => {
  expect((await first('GET', '/api/lines/gaps?limit=500')).body).not.toContain(SECOND.district)
})
