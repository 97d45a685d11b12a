import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../test/command-line.ts'
import { LOGINS, smallCity, type City } from '../../test/city.ts'
import { draftCensus } from '../work/census.ts'

let city: City
beforeAll(async () => {
  city = await smallCity()
})
afterAll(() => city.drop())

const run = (...args: readonly string[]) => runCommand(city.adminUrl, ['census', ...args])

async function drafted(kinds: readonly ('association' | 'foundation')[] = ['association']): Promise<string> {
  const clerk = await city.deskOf(LOGINS.city)
  const { id } = await draftCensus(
    { ...clerk, key: randomUUID() },
    {
      title: '年中摸底',
      questionSet: 'members-brief',
      cutOff: '2026-06-30',
      dueOn: '2999-01-10',
      closesOn: '2999-02-10',
      scope: { places: [], lines: [], kinds: [...kinds] },
    },
  )
  return id
}

test('a draft is looked at, sent out, watched, reminded of and closed, each only in its state', async () => {
  const id = await drafted()
  const dry = run('open', id, '--dry-run', '--json')
  expect([dry.status, dry.read()]).toEqual([0, expect.objectContaining({ dryRun: true, expected: 8 })])
  expect(run('list', '--json').read().censuses).toMatchObject([{ id, state: 'draft', expected: null }])
  expect(run('close', id).stderr).toContain('CENSUS_STATE')

  expect(run('open', id, '--json').read()).toMatchObject({ dryRun: false, census: { id, state: 'open', expected: 8 } })
  expect(run('open', id).status).toBe(6)
  expect(run('status', id, '--json').read().whole).toMatchObject({ expected: 8, notStarted: 8, missing: 0 })
  const table = run('status', id)
    .stdout.split('\n')
    .filter((line) => line.includes('年中摸底'))
  expect(table[0]?.trim().split(/\s+/).slice(1, 3)).toEqual(['8', '8'])

  expect(run('remind', id, '--json').read()).toMatchObject({ reminded: 8 })
  expect(run('remind', id, '--text', '三名党员未报').status).not.toBe(0)
  expect(run('remind', id).stderr).toContain('CENSUS_REMINDED')
  expect(run('close', id, '--json').read()).toMatchObject({ census: { state: 'closed' } })
  expect(run('status', id, '--json').read().whole).toMatchObject({ expected: 8, missing: 8 })
})

test('a census that asks nobody is not sent out, and one that is not there is not found', async () => {
  const nobody = await drafted(['foundation'])
  expect(run('open', nobody).stderr).toContain('CENSUS_EMPTY')
  for (const act of ['open', 'status', 'remind', 'close']) expect(run(act, randomUUID()).status).toBe(4)
})
