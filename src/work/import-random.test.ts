import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  contentHash,
  importSheets,
  openTestDesk,
  parsed,
  tallyOf,
  wholeHash,
  type Sheets,
  wrongStandings,
  type TestDesk,
} from '../../test/import-desk.ts'
import { filledRow, RANDOM_START, randomStep, type Step } from '../../test/random-sheets.ts'
import type { Day } from '../domain/day.ts'
import { cellText } from '../domain/sheet-read.ts'
import { NOUNS, SHEETS, type Noun } from '../domain/sheet.ts'
import { listExportRows } from '../store/export.ts'
import { reading } from './desk.ts'
import { rehearseImport, undoImport, type ImportResult } from './import.ts'

let city: TestDesk

/** All four sheets as exported on a day, as cell texts. */
async function exported(asOf: Day): Promise<Sheets> {
  const of = async (noun: Noun) => {
    const rows = await reading(city.desk, (tx, clock) => listExportRows(tx, noun, { asOf, knownAt: clock.now }, null))
    return rows.map((row) =>
      filledRow(Object.fromEntries(SHEETS[noun].columns.map((one) => [one.key, cellText(one, row[one.key] ?? null)]))),
    )
  }
  const entries = await Promise.all(NOUNS.map(async (noun) => [noun, await of(noun)] as const))
  return Object.fromEntries(entries)
}

/** Rows on record that break what every timeline keeps: no gap, no neighbours that say the same, all within the life. */
const BROKEN = `
  with facts as (
    select 'organization' as what, organization_id as owner, valid, stated_on,
      to_jsonb(f) - '{id,valid,known,stated_on,batch_id,closed_by}'::text[] as said from organization_fact f where upper_inf(known)
    union all select 'count', organization_id, valid, stated_on,
      to_jsonb(f) - '{id,valid,known,stated_on,batch_id,closed_by}'::text[] from count_fact f where upper_inf(known)
    union all select 'responsibility', organization_id, valid, stated_on,
      to_jsonb(f) - '{id,valid,known,stated_on,batch_id,closed_by}'::text[] from responsibility f where upper_inf(known)
    union all select 'party', party_organization_id, valid, stated_on,
      to_jsonb(f) - '{id,valid,known,stated_on,batch_id,closed_by}'::text[] from party_organization_fact f where upper_inf(known)
    union all select 'place', place_id, valid, stated_on,
      to_jsonb(f) - '{id,valid,known,stated_on,batch_id,closed_by}'::text[] from place_fact f where upper_inf(known)
  ), next as (
    select *, lead(valid) over w as after, lead(said) over w as said_after from facts
    window w as (partition by what, owner order by lower(valid))
  ), lives as (
    select organization_id as owner, range_agg(valid) as life from organization_fact where upper_inf(known) group by 1
  )
  select what || ' ' || owner as what from next where after is not null and (upper(valid) <> lower(after) or said = said_after)
  union all select 'life ' || f.what || ' ' || f.owner from facts f left join lives l on l.owner = f.owner
    where f.what in ('count', 'responsibility') and not coalesce(l.life @> f.valid, false)
  union all select 'cover ' || c.id from coverage c left join lives l on l.owner = c.organization_id
    where upper_inf(c.known) and not (coalesce(l.life @> c.valid, false) and exists (
      select from (select range_agg(valid) as life from party_organization_fact p
        where p.party_organization_id = c.party_organization_id and upper_inf(p.known)) p where p.life @> c.valid))`

async function expectSound(): Promise<void> {
  expect(await wrongStandings(city), 'standings').toEqual([])
  expect((await city.ask<{ what: string }>(BROKEN)).map((row) => row.what)).toEqual([])
}

function said({ sheets: tallies, problems }: ImportResult) {
  return { tallies, problems }
}

async function expectStep({ asOf, sheets: given }: Step): Promise<void> {
  const before = { whole: await wholeHash(city.ask), content: await contentHash(city.ask) }
  const order = { batchId: randomUUID(), files: ['test'], asOf }
  const rehearsed = await rehearseImport(city.desk, parsed(given), order)
  expect(await wholeHash(city.ask), 'a dry run writes nothing').toBe(before.whole)
  const id = randomUUID()
  const result = await importSheets(city.desk, given, asOf, id)
  expect(said(result)).toEqual(said(rehearsed))
  await expectSound()
  const after = await contentHash(city.ask)
  const isNothing = tallyOf(result)['created'] === 0 && tallyOf(result)['changed'] === 0
  expect(isNothing, 'changed rows and only they change content').toBe(after === before.content)
  const again = await importSheets(city.desk, given, asOf)
  expect(tallyOf(again)).toMatchObject({ created: 0, changed: 0 })
  expect(await contentHash(city.ask), 'the same file twice').toBe(after)
  for (const day1 of [asOf, '2023-06-01']) {
    const back = await importSheets(city.desk, await exported(day1), day1)
    expect(back.problems.filter((one) => one.severity === 'error')).toEqual([])
    expect(tallyOf(back), `export of ${day1}`).toMatchObject({ created: 0, changed: 0, rejected: 0 })
    expect(await contentHash(city.ask), `export of ${day1}`).toBe(after)
  }
  await undoImport({ ...city.desk, key: randomUUID() }, id)
  expect(await contentHash(city.ask), 'undo').toBe(before.content)
  await expectSound()
  await importSheets(city.desk, given, asOf)
  expect(await contentHash(city.ask), 'imported once more after undo').toBe(after)
}

test('any imports in any order of days keep what an import promises', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomStep, { minLength: 1, maxLength: 3 }), async (steps) => {
      city = await openTestDesk()
      try {
        await importSheets(city.desk, RANDOM_START, '2019-01-01')
        for (const one of steps) await expectStep(one)
      } finally {
        await city.close()
      }
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 12), endOnFailure: process.env['FC_SHRINK'] === undefined, ...SEED },
  )
}, 600_000)

const SEED = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }
