import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command-line.ts'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
})
afterAll(() => city.close())

const run = (...args: readonly string[]) => runCommand(city.adminUrl, ['system', ...args])

const NAMED = ['--name', '登记大厅', '--name-en', 'registration hall', '--contact', '信息科'] as const
const register = (...more: readonly string[]) =>
  run('register', ...NAMED, '--permit', 'gate:check', '--expires', '2999-01-01', ...more)

test('the command line registers a system, prints each token once, replaces it and ends it', async () => {
  const made = register('--place', '320402', '--line', 'civil', '--per-minute', '30', '--json')
  expect([made.status, made.stderr]).toEqual([0, expect.stringContaining('shown this once')])
  const { id, token } = made.read()
  expect(token).toMatch(/^\S{20,}$/)
  const listed = run('list', '--json')
  expect([listed.status, listed.read().systems]).toMatchObject([0, [{ id, permits: ['gate:check'], perMinute: 30 }]])
  expect(listed.stdout).not.toContain(token)
  const replaced = run('rotate', id, '--overlap', '3')
  expect(replaced.stdout.split('\n')[0]).toBe(id)
  expect(replaced.stdout).not.toContain(token)
  expect(run('revoke', id, '--reason', '停用').stdout).toContain(id)
  expect(run('rotate', id).status).not.toBe(0)
  const [kept] = await city.ask<{ count: number }>(`select count(*)::integer as count from system_token t
    join system y on y.id = t.system_id where y.revoked_at is not null`)
  expect(kept?.count).toBe(2)
})

test('one whose last day is near is said by exit 3', async () => {
  const [day] = await city.ask<{ soon: string }>(`select to_char(today() + 5, 'YYYY-MM-DD') as soon`)
  const near = run('register', ...NAMED, '--permit', 'grade:read', '--expires', day?.soon ?? '')
  expect(near.status).toBe(0)
  expect(run('list').status).toBe(3)
})

test.each([
  ['a permit that there is not', ['--permit', 'all']],
  ['a day that is none', ['--expires', '2999-13-01']],
  ['a number of requests that is none', ['--per-minute', '0']],
  ['a place that is not on record', ['--place', '999999']],
] as const)('%s is refused and registers nothing', async (_what, change) => {
  const before = await city.ask('select id from system')
  const refused = register(...change)
  expect([refused.status, refused.stdout]).toEqual([expect.any(Number), ''])
  expect([0, 1]).not.toContain(refused.status)
  expect((await city.ask('select id from system')).length).toBe(before.length)
})
