import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, FIRST, LOGINS } from '../../test/city.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { bearing, registered } from '../../test/systems.ts'

let server: TestServer
let city: Client
let first: Client
beforeAll(async () => {
  server = await startTestServer()
  city = await signedIn(server.app, LOGINS.city)
  first = await signedIn(server.app, LOGINS.first)
})
afterAll(() => server.stop())

const CHECK = '/api/gates/evaluation/check'
const asked = (organization: string) => ({ body: { organization, facts: { score: 905 } } })

async function itemOf(id: string) {
  const { systems } = (await city('GET', '/api/systems')).json()
  return systems.find((one: { id: string }) => one.id === id)
}

describe('a system that was registered', () => {
  test('asks with its token and no cookie, within its grants, and is told when it ends', async () => {
    const { client, id } = await registered(server.app, city, { place: FIRST.district })
    const own = await client('POST', CHECK, asked(CODES.own))
    expect(own.statusCode).toBe(200)
    expect(own.json().organization.code).toBe(CODES.own)
    expect(own.headers).toMatchObject({ 'trefoil-token-expires': '2999-12-31', 'trefoil-contract': '1' })
    const far = await client('POST', CHECK, asked(CODES.canary))
    expect([far.statusCode, far.json().code]).toEqual([404, 'NOT_FOUND'])
    const { tokens, grants, state } = await itemOf(id)
    expect([state, grants[0].place, grants[0].lines]).toEqual(['active', FIRST.district, null])
    expect(tokens).toMatchObject([{ isGood: true, endsOn: null }])
    expect(tokens[0].lastUsedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  test('has a token of 256 bits that is stored as a hash alone: not in a table, not in a kept reply, not in the log', async () => {
    const { token, client } = await registered(server.app, city)
    await client('POST', CHECK, asked(CODES.own))
    await client('GET', '/api/organizations')
    expect(token).toMatch(/^trefoil_sys_[A-Za-z0-9_-]{43}$/)
    const secret = token.replace('trefoil_sys_', '')
    const [dump] = await askDatabase(
      server.city.adminUrl,
      `select concat((select string_agg(c::text, '') from trefoil.command c), (select string_agg(a::text, '') from trefoil.audit a),
        (select string_agg(s::text, '') from trefoil.system s), (select string_agg(t::text, '') from trefoil.system_token t),
        (select string_agg(a::text, '') from trefoil.account a)) as text`,
    )
    expect(JSON.stringify(dump)).not.toContain(secret)
    expect(server.log.join('\n')).not.toContain(secret)
  })

  test('is registered once for each key, and the lost reply is given again to the same session only', async () => {
    const body = {
      name: { zh: '购买服务平台', en: 'purchase platform' },
      contact: '市财政局采购处',
      permits: ['grade:read'],
      grants: [{ place: FIRST.district, lines: ['civil', 'EDU'], from: '2020-01-01', to: null }],
      expiresOn: '2999-12-31',
      perMinute: 30,
    }
    const key = randomUUID()
    const [once, twice] = [
      await city('POST', '/api/systems', { body, key }),
      await city('POST', '/api/systems', { body, key }),
    ]
    expect(once.statusCode).toBe(201)
    expect(twice.json()).toEqual(once.json())
    const later = await (await signedIn(server.app, LOGINS.city))('POST', '/api/systems', { body, key })
    expect(later.json()).toEqual({ id: once.json().id, token: null })
    expect(await itemOf(once.json().id)).toMatchObject({ perMinute: 30, grants: [{ lines: ['civil', 'industry'] }] })
  })

  test('may have two tokens for a while; the first ends by its day, or at once', async () => {
    const { id, client: old } = await registered(server.app, city)
    const rotate = (overlapDays: number) => city('POST', `/api/systems/${id}/tokens`, { body: { overlapDays } })
    const second = bearing(server.app, (await rotate(7)).json().token)
    expect((await old('POST', CHECK, asked(CODES.own))).statusCode).toBe(200)
    expect((await second('POST', CHECK, asked(CODES.own))).statusCode).toBe(200)
    const third = bearing(server.app, (await rotate(0)).json().token)
    expect((await old('POST', CHECK, asked(CODES.own))).json().code).toBe('SYSTEM_TOKEN')
    expect((await second('POST', CHECK, asked(CODES.own))).json().code).toBe('SYSTEM_TOKEN')
    expect((await third('POST', CHECK, asked(CODES.own))).statusCode).toBe(200)
    expect((await itemOf(id)).tokens.map((one: { isGood: boolean }) => one.isGood)).toEqual([true, false, false])
  })

  test('is nobody from the moment it is revoked, and cannot be given a token any more', async () => {
    const { id, client } = await registered(server.app, city)
    expect((await client('POST', CHECK, asked(CODES.own))).statusCode).toBe(200)
    expect((await city('POST', `/api/systems/${id}/revocation`, { body: { reason: '合同到期' } })).statusCode).toBe(200)
    const reply = await client('POST', CHECK, asked(CODES.own))
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'SYSTEM_TOKEN'])
    const again = await city('POST', `/api/systems/${id}/tokens`, { body: { overlapDays: 0 } })
    expect([again.statusCode, again.json().code]).toEqual([409, 'SYSTEM_ENDED'])
    expect((await itemOf(id)).state).toBe('revoked')
  })

  test('ends with its last day', async () => {
    const { id, client } = await registered(server.app, city)
    await askDatabase(
      server.city.adminUrl,
      `update trefoil.system set expires_on = trefoil.today() - 1 where id = '${id}'`,
    )
    const reply = await client('POST', CHECK, asked(CODES.own))
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'SYSTEM_TOKEN'])
    expect((await itemOf(id)).state).toBe('expired')
  })

  test('leaves one entry of the audit for each thing done to it', async () => {
    const { id } = await registered(server.app, city)
    await city('POST', `/api/systems/${id}/tokens`, { body: { overlapDays: 3 } })
    await city('POST', `/api/systems/${id}/revocation`, { body: { reason: '停用' } })
    const rows = await askDatabase(
      server.city.adminUrl,
      `select act, why from trefoil.audit where subject = 'system ${id}' order by seq`,
    )
    expect(rows).toEqual([
      { act: 'system.register', why: null },
      { act: 'system.rotate', why: null },
      { act: 'system.revoke', why: '停用' },
    ])
  })
})

describe('the door', () => {
  test('refuses what a system has no permit for, by the name of the permit', async () => {
    const { client } = await registered(server.app, city, { permits: ['grade:read'] })
    const reply = await client('POST', CHECK, asked(CODES.own))
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'SYSTEM_PERMIT'])
    expect(reply.json().messages.en).toContain('gate:check')
    expect(reply.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="gate:check"')
  })

  test.each([
    ['a token of nobody', `Bearer trefoil_sys_${'x'.repeat(43)}`],
    ['a word', 'Bearer x'],
    ['another scheme', 'Basic dHJlZm9pbDp0cmVmb2ls'],
    ['nothing', ''],
  ])('refuses %s and tells nothing of it', async (_what, authorization) => {
    const reply = await clientOf(server.app)('POST', CHECK, { ...asked(CODES.own), headers: { authorization } })
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'SYSTEM_TOKEN'])
    expect(reply.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect(reply.body).not.toContain('xxx')
  })

  test('takes no token in a cookie and no session in the header', async () => {
    const { token } = await registered(server.app, city)
    const inCookie = await clientOf(server.app, `trefoil=${token}`)('POST', CHECK, asked(CODES.own))
    expect([inCookie.statusCode, inCookie.json().code]).toEqual([401, 'NOT_SIGNED_IN'])
    const desk = await server.city.deskOf(LOGINS.city)
    const inHeader = await bearing(server.app, desk.token)('POST', CHECK, asked(CODES.own))
    expect([inHeader.statusCode, inHeader.json().code]).toEqual([401, 'SYSTEM_TOKEN'])
  })

  test('does not let a signed-in person’s cookie speak for a token', async () => {
    const headers = { authorization: 'Bearer x' }
    const reply = await city('GET', '/api/organizations', { headers })
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'SYSTEM_TOKEN'])
  })

  test('counts the requests of a system, over all its tokens, and says when to come again', async () => {
    const { id, client } = await registered(server.app, city, { perMinute: 3 })
    const replies = []
    for (let one = 0; one < 3; one += 1) replies.push(await client('POST', CHECK, asked(CODES.own)))
    expect(replies.map((reply) => [reply.statusCode, Number(reply.headers['ratelimit-remaining'])])).toEqual([
      [200, 2],
      [200, 1],
      [200, 0],
    ])
    expect(replies[0]?.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-policy': '3;w=60' })
    const { token } = (await city('POST', `/api/systems/${id}/tokens`, { body: { overlapDays: 7 } })).json()
    const beyond = await bearing(server.app, token)('POST', CHECK, asked(CODES.own))
    expect([beyond.statusCode, beyond.json().code]).toEqual([429, 'RATE_LIMIT'])
    expect(beyond.headers['content-type']).toContain('application/problem+json')
    const seconds = Number(beyond.headers['retry-after'])
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(beyond.json().messages.en).toContain(`come again in ${seconds} seconds`)
    const other = await registered(server.app, city, { perMinute: 3 })
    expect((await other.client('POST', CHECK, asked(CODES.own))).statusCode).toBe(200)
  })

  test('has the instance’s number where a system has none', async () => {
    const { client } = await registered(server.app, city)
    expect((await client('POST', CHECK, asked(CODES.own))).headers['ratelimit-limit']).toBe('600')
  })
})

describe('who may register', () => {
  const body = {
    name: { zh: '甲', en: 'a' },
    contact: '处',
    permits: ['gate:check'],
    grants: [{ place: FIRST.district, lines: null, from: '2020-01-01', to: null }],
    expiresOn: '2999-12-31',
    perMinute: null,
  }

  test('is who answers for the whole instance; others are told of no system', async () => {
    const { id } = await registered(server.app, city)
    expect((await first('POST', '/api/systems', { body })).json().code).toBe('NOT_ALLOWED')
    expect((await first('GET', '/api/systems')).json().code).toBe('NOT_ALLOWED')
    for (const [path, more] of [
      ['tokens', { overlapDays: 0 }],
      ['revocation', { reason: '试' }],
    ] as const) {
      const reply = await first('POST', `/api/systems/${id}/${path}`, { body: more })
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'NOT_FOUND'])
    }
    expect((await itemOf(id)).state).toBe('active')
  })

  test.each([
    [
      'a place that is not there',
      { grants: [{ place: '999999', lines: null, from: '2020-01-01', to: null }] },
      '/body/grants/0/place',
    ],
    [
      'a line that is not there',
      { grants: [{ place: null, lines: ['MOON'], from: '2020-01-01', to: null }] },
      '/body/grants/0/lines',
    ],
    [
      'a day of no calendar',
      { grants: [{ place: null, lines: null, from: '2020-02-30', to: null }] },
      '/body/grants/0/from',
    ],
    [
      'an end before the beginning',
      { grants: [{ place: null, lines: null, from: '2020-01-02', to: '2020-01-01' }] },
      '/body/grants/0/to',
    ],
    ['a last day that has passed', { expiresOn: '2020-01-01' }, '/body/expiresOn'],
    ['a permit that is none', { permits: ['everything'] }, '/body/permits/0'],
    ['no grant', { grants: [] }, '/body/grants'],
  ])('%s is refused by the name of its field, and no account is left', async (_what, change, pointer) => {
    const accounts = () => askDatabase(server.city.adminUrl, 'select count(*)::integer as n from trefoil.account')
    const before = await accounts()
    const reply = await city('POST', '/api/systems', { body: { ...body, ...change } })
    expect([reply.statusCode, reply.json().pointer]).toEqual([400, pointer])
    expect(await accounts()).toEqual(before)
  })
})
