import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { creditCode, FIRST, importSheets, LOGINS } from '../../test/city.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { createAccounts } from '../store/account.ts'
import { findLogin, newToken, openSession } from '../store/session.ts'

let server: TestServer
let first: Client
let second: Client
let above: Client
let street: Client

beforeAll(async () => {
  server = await startTestServer()
  const { adminUrl, db } = server.city
  const grants = [{ role: 'officer', organizationCode: null, placeCode: FIRST.township, lines: null } as const]
  const account = { login: 'street', titleZh: '街道', titleEn: 'street', passwordHash: 'none', demo: false, grants }
  await createAccounts(adminUrl, [account])
  const token = newToken()
  await openSession(db, (await findLogin(db, 'street'))?.id ?? 0, token)
  street = clientOf(server.app, `trefoil=${token}`)
  first = await signedIn(server.app, LOGINS.first)
  second = await signedIn(server.app, LOGINS.second)
  above = await signedIn(server.app, LOGINS.city)
})
afterAll(() => server.stop())

let number = 100
let code: string

/** A fresh organization of the first district for each test, held by the civil-affairs body of the city. */
beforeEach(async () => {
  number += 1
  code = creditCode(FIRST.district, number)
  const row = { code, name: `甲中心${number}`, kind: 'service', registeredOn: '2015-03-01', status: 'active' }
  const facts = { placeCode: FIRST.community, bodyId: 'MZ', staff: 5, fullMembers: 2 }
  await importSheets(server.city.desk, { organizations: [{ ...row, ...facts }] }, '2026-02-01')
})

describe('beside the body that answers', () => {
  test('others help for some days, none of them twice and never the same', async () => {
    const add = (body: object) => above('POST', `/api/organizations/${code}/coordinations`, { body })
    const help = { bodyId: 'SQ1', task: '提供活动场地', from: '2026-01-01', to: null }
    const { id } = (await add(help)).json()
    expect((await add(help)).json().code).toBe('COORDINATION_TWICE')
    expect((await add({ ...help, bodyId: 'MZ' })).json().code).toBe('COORDINATION_RESPONSIBLE')
    expect((await street('POST', `/api/organizations/${code}/coordinations`, { body: help })).json().code).toBe(
      'BODY_NOT_YOURS',
    )
    const line = (await first('GET', `/api/organizations/${code}/line`)).json()
    expect(line.coordinations).toMatchObject([{ bodyId: 'SQ1', task: '提供活动场地', from: '2026-01-01', to: null }])
    const end = { to: '2026-02-01', why: '活动场地已落实' }
    expect((await above('POST', `/api/coordinations/${id}/end`, { body: end })).statusCode).toBe(200)
  })

  test('the help ends on a day with a reason, which can be taken back while nothing stands in its place', async () => {
    const days = { from: '2026-01-01', to: '2026-07-01' }
    const add = (more: object) =>
      above('POST', `/api/organizations/${code}/coordinations`, { body: { bodyId: 'SQ1', task: '师资', ...more } })
    const { id } = (await add(days)).json()
    const end = (to: string, client = above) =>
      client('POST', `/api/coordinations/${id}/end`, { body: { to, why: '师资已配齐' } })
    const resume = () => above('POST', `/api/coordinations/${id}/resume`)
    const now = async () => (await above('GET', `/api/organizations/${code}/line`)).json().coordinations

    expect((await resume()).json().code).toBe('COORDINATION_GOES_ON')
    expect((await end('2026-01-01')).json().code).toBe('BAD_REQUEST')
    expect((await end('2026-08-01')).json().code).toBe('COORDINATION_OVER')
    expect((await end('2026-03-01', street)).json().code).toBe('BODY_NOT_YOURS')
    expect((await end('2026-03-01', second)).json().code).toBe('NOT_FOUND')
    expect((await end('2026-03-01')).statusCode).toBe(200)
    expect(await now()).toMatchObject([{ from: '2026-01-01', to: '2026-03-01', endedWhy: '师资已配齐' }])
    expect((await end('2026-02-01')).json().code).toBe('COORDINATION_ENDED')
    expect((await resume()).statusCode).toBe(200)
    expect(await now()).toMatchObject([{ ...days, endedWhy: null }])

    await end('2026-03-01')
    await add({ from: '2026-03-01', to: null })
    expect((await resume()).json().code).toBe('COORDINATION_TWICE')
  })
})
