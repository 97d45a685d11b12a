import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  organization,
  SMALL_CITY,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import { requestCorrection } from './correction.ts'
import type { Desk } from './desk.ts'
import { mergeRecords, previewMerge, undoMerge } from './record-merge.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
})
afterAll(() => city.close())

const CODES = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3']
const keyed = (): Desk => ({ ...city.desk, key: randomUUID() })

/** What clerks say of some organizations on some days before the merge. */
const anyRow = fc.record({
  code: fc.constantFrom(...CODES),
  day: fc.constantFrom('2022-06-01', '2023-03-01', '2024-01-01'),
  cells: fc.record(
    {
      staff: fc.integer({ min: 5, max: 20 }).map(String),
      fullMembers: fc.integer({ min: 0, max: 4 }).map(String),
      bodyId: fc.constantFrom('MZ', 'EDU', 'HEA'),
      industry: fc.constantFrom('养老', '教育', '#CLEAR'),
      address: fc.constantFrom('演示路1号', '演示路2号'),
      grade: fc.constantFrom('3A', '4A'),
      placeCode: fc.constantFrom('320402001', '320404001'),
    },
    { requiredKeys: [] },
  ),
})

const TABLES = ['organization_fact', 'responsibility', 'count_fact', 'coverage', 'party_organization_fact'] as const

async function factIds(): Promise<string[]> {
  const ids = []
  for (const table of TABLES) {
    for (const { id } of await city.ask<{ id: string }>(`select id::text as id from ${table}`))
      ids.push(`${table} ${id}`)
  }
  return ids
}

test('whatever was said before, a merge loses no fact, keeps standings right, and undone leaves all as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 5 }),
      fc.shuffledSubarray(CODES, { minLength: 2, maxLength: 2 }),
      fc.boolean(),
      async (rows, [kept = '', gone = ''], asks) => {
        for (const { code, day, cells } of rows) {
          await importSheets(city.desk, { organizations: [organization(code, cells)] }, day)
        }
        const wrong = { fields: [{ key: 'address', to: `更正路${rows.length}号` }], reason: '门牌号有误' }
        if (asks) await requestCorrection(keyed(), { code: gone, ...wrong })
        const before = { content: await contentHash(city.ask), facts: await factIds() }
        const { digest, kept: stays } = await previewMerge(city.desk, { kept, gone })
        expect(stays.code).toBe(kept)
        expect(await contentHash(city.ask)).toBe(before.content)
        const { id } = await mergeRecords(keyed(), { kept, gone, reason: '同一家', digest })
        const after = new Set(await factIds())
        expect(before.facts.filter((fact) => !after.has(fact))).toEqual([])
        expect(await wrongStandings(city)).toEqual([])
        const [open] = await city.ask<{ count: number }>(
          `select count(*)::integer as count from organization_fact f join organization o on o.id = f.organization_id
           where o.code = $1 and upper_inf(f.known)`,
          [gone],
        )
        expect(open?.count).toBe(0)
        await undoMerge(keyed(), id)
        expect(await contentHash(city.ask)).toBe(before.content)
        expect(await wrongStandings(city)).toEqual([])
      },
    ),
    { numRuns: 12 },
  )
}, 240_000)
