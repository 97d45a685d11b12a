import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command-line.ts'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { keepAnswer } from '../work/gate-answer.ts'

const SOUND = {
  lastReport: 'ok',
  reportBefore: 'ok',
  penaltyOpen: false,
  underInvestigation: false,
  onList: false,
} as const
const folder = mkdtempSync(join(tmpdir(), 'trefoil-gate-'))
let city: TestDesk
let id: string
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  const question = { organization: 'A1', asOf: '2026-03-01', facts: { ...SOUND, score: 920 } } as const
  const kept = await keepAnswer({ ...city.desk, key: crypto.randomUUID() }, 'evaluation', question)
  id = kept.id
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await city.close()
})

const run = (...args: readonly string[]) => runCommand(city.adminUrl, ['gate', ...args])

/** A draft of the pack in force, with all bands of scores raised. */
function draftRaised(by: number): string {
  const read = (name: string) => JSON.parse(readFileSync(`policies/${name}.json`, 'utf8'))
  const pack = read('cn-3204-example-2018')
  const { scoreBands } = read('cn-example-2018').gates
  const value = scoreBands.value.map((band: Band) => ({ ...band, from: band.from + by, to: band.to + by }))
  const file = join(folder, `${by}.json`)
  writeFileSync(file, JSON.stringify({ ...pack, gates: { ...pack.gates, scoreBands: { ...scoreBands, value } } }))
  return file
}
type Band = { readonly from: number; readonly to: number }

test('an answer that was kept is judged again by its own facts and packs, with the same result', () => {
  expect(run('replay', id)).toMatchObject({ status: 0, stdout: expect.stringContaining('same') })
  const told = run('replay', id, '--json')
  expect(told.read()).toMatchObject({ isSame: true })
})

test('a draft of a pack tells which judgements would be others by exit 3, and writes nothing', async () => {
  const before = await city.ask('select from gate_answer')
  const same = run('replay', '--pack', draftRaised(0), '--json')
  expect([same.status, same.read().differ]).toEqual([0, 0])
  const other = run('replay', '--pack', draftRaised(200), '--json')
  expect([other.status, other.read().list]).toMatchObject([3, [{ id, source: 'answer' }]])
  expect(run('replay', '--pack', draftRaised(200), '--to', '2020-01-01').status).toBe(0)
  expect((await city.ask('select from gate_answer')).length).toBe(before.length)
})

test.each([
  ['neither an answer nor a pack', [], 2],
  ['an answer that is not there', [crypto.randomUUID()], 4],
  ['a pass that there is not', ['--pack', 'policies/cn-example-2018.json', '--pass', 'x'], 2],
  ['a file that is no pack', ['--pack', 'package.json'], 2],
] as const)('%s is refused', (_what, args, status) => {
  expect(run('replay', ...args).status).toBe(status)
})
