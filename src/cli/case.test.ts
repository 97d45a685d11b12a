import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command-line.ts'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { requestCorrection } from '../work/correction.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
})
afterAll(() => city.close())

const run = (...args: readonly string[]) => runCommand(city.adminUrl, ['case', ...args])

test('the command line lists a case, does its actions in order, and refuses others by their exit codes', async () => {
  const request = { code: 'A1', fields: [{ key: 'address', to: '青果巷 1 号' }], reason: '搬迁' }
  const { id } = await requestCorrection({ ...city.desk, key: crypto.randomUUID() }, request)
  expect(run('list', '--json').read()).toMatchObject({ total: 1, cases: [{ id, kind: 'correction', state: 'open' }] })
  const bare = run('act', id, 'refuse', '--json')
  expect([bare.status, bare.stderr]).toEqual([2, expect.stringContaining('CASE_FORM')])
  expect(run('act', id, 'uphold', '--form', '{"reason":"x"}').status).toBe(6)
  expect(run('act', id, 'correct', '--seen', '9').status).toBe(6)
  expect(run('show', crypto.randomUUID()).status).toBe(4)
  expect(run('act', id, 'correct', '--form', '[]').status).toBe(2)
  expect(run('act', id, 'correct', '--json').read()).toMatchObject({ state: 'corrected', waits: null })
  expect(run('list', '--json').read()).toMatchObject({ total: 0 })
  expect(run('list', '--closed', '--json').read()).toMatchObject({ total: 1 })
})

test('a refusal that nobody appeals in time is upheld by the clock, once', async () => {
  const request = { code: 'A2', fields: [{ key: 'address', to: '二号' }], reason: '搬迁' }
  const { id } = await requestCorrection({ ...city.desk, key: crypto.randomUUID() }, request)
  const form = JSON.stringify({ reason: '合同未备案', evidence: '登记档案' })
  expect(run('act', id, 'refuse', '--form', form, '--json').read()).toMatchObject({ state: 'refused' })
  expect(run('clocks', '--json').read()).toMatchObject({ done: 0 })
  await city.ask(`update case_file set due_on = current_date - 2 where id = $1`, [id])
  expect(run('clocks', '--json').read()).toMatchObject({ done: 1 })
  expect(run('clocks', '--json').read()).toMatchObject({ done: 0 })
  const { state, actions } = run('show', id, '--json').read()
  expect([state, actions.at(-1).action]).toEqual(['upheld', 'lapse'])
})
