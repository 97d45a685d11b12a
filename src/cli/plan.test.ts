import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inputOf, unitAt } from '../../test/planner-inputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'trefoil-plan-'))
const input = inputOf([unitAt('a', 2, 0), unitAt('b', 1, 500), unitAt('c', 1, 9000), unitAt('d', 4, 100)])
const inputFile = join(folder, 'UNITS.json')
beforeAll(() => writeFileSync(inputFile, JSON.stringify(input)))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command line without any database within reach. */
function run(...args: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  return spawnSync(process.execPath, ['dist/server/cli.js', ...args], { encoding: 'utf8', env })
}

function written(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(value))
  return path
}

test('plan solve --input gives one JSON document with everything that a checker needs, and needs no database', () => {
  const { status, stdout, stderr } = run(
    'plan',
    'solve',
    '--input',
    inputFile,
    '--seed',
    '3',
    '--moves',
    '50',
    '--json',
  )
  expect([status, stderr]).toEqual([0, ''])
  const plan = JSON.parse(stdout)
  expect(plan).toMatchObject({
    input: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    seed: 3,
    limits: input.limits,
    weights: input.weights,
    independent: [{ id: 'd', level: 'branch' }],
    groups: [{ members: 3, cost: 10_500 }],
    cost: 10_500,
    bound: 10_500,
    gap: 0,
    coverage: { grouped: 2, provenMaximal: true },
  })
  expect(Object.keys(plan).toSorted()).toEqual(
    [
      'area',
      'bound',
      'certificate',
      'cost',
      'coverage',
      'gap',
      'groups',
      'independent',
      'input',
      'limits',
      'seed',
      'unassigned',
      'weights',
    ].toSorted(),
  )
})

test('plan check holds for the plan, and exits 3 for one that was touched or is of another input', () => {
  const plan = JSON.parse(run('plan', 'solve', '--input', inputFile, '--json').stdout)
  const check = (inputPath: string, value: unknown) =>
    run('plan', 'check', '--input', inputPath, '--plan', written('PLAN.json', value), '--json')
  expect(check(inputFile, plan)).toMatchObject({ status: 0 })
  const dearer = check(inputFile, { ...plan, cost: plan.cost - 1 })
  expect(dearer.status).toBe(3)
  expect(JSON.parse(dearer.stdout)).toMatchObject({ holds: false, cost: plan.cost })
  const other = written('OTHER.json', { ...input, weights: { ...input.weights, superior: 1 } })
  const stranger = check(other, plan)
  expect(stranger.status).toBe(3)
  expect(JSON.parse(stranger.stdout)).toMatchObject({ inputMatches: false, holds: false })
})

test.each([
  ['a file that is not there', ['solve', '--input', '/nowhere/UNITS.json']],
  ['a seed that is no number', ['solve', '--input', inputFile, '--seed', 'x']],
  ['a plan that is none', ['check', '--input', inputFile, '--plan', inputFile]],
  ['no plan at all', ['check', '--input', inputFile]],
] as const)('plan with %s is a fault of usage: exit 2 and nothing on stdout', (_what, args) => {
  const done = run('plan', ...args)
  expect([done.status, done.stdout]).toEqual([2, ''])
})

test('units that must and must not share a branch have no plan: exit 7', () => {
  const torn = written('TORN.json', { ...input, together: [['a', 'b']], apart: [['a', 'b']] })
  expect(run('plan', 'solve', '--input', torn).status).toBe(7)
})
