import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { migrate } from '../src/store/migrate.ts'
import { performImport, rehearseImport } from '../src/work/import.ts'
import { readFiles } from '../src/work/import-read.ts'
import { freshBench, writeCity, type BenchDatabase } from './city.ts'
import { printFigure, timed } from './figures.ts'

// Entities first, then the facts that point to them; what a COPY of the same rows costs with constraints and indexes on.
const TABLES = [
  'batch',
  'place',
  'place_fact',
  'body',
  'body_fact',
  'organization',
  'organization_fact',
  'responsibility',
  'count_fact',
  'party_organization',
  'party_organization_fact',
  'coverage',
]

const bench = await freshBench()
const files = await writeCity(bench.folder, { organizations: 10_000, partyOrganizations: 1_500 })
printFigure('organizations in the workbook', files.counts.organizations, '')
printFigure('Party organizations in the workbook', files.counts.partyOrganizations, '')
const sources = files.paths.map((path) => ({ path, name: basename(path) }))
const order = { files: sources.map((one) => one.name), asOf: '2026-10-31' }

const read = await timed(() => readFiles(sources, { mappingFor: () => undefined }))
const dry = await timed(() => rehearseImport(bench.desk, read.result, { ...order, batchId: randomUUID() }))
const done = await timed(() =>
  performImport({ ...bench.desk, key: randomUUID() }, read.result, { ...order, batchId: randomUUID() }),
)
const again = await timed(() =>
  performImport({ ...bench.desk, key: randomUUID() }, read.result, { ...order, batchId: randomUUID() }),
)
const copy = await timed(() => copyFacts(bench))
printFigure('read and check the XLSX', read.seconds, 's')
printFigure('dry run', dry.seconds, 's')
printFigure('write facts and standings', done.seconds, 's')
printFigure('import of the XLSX with all checks', read.seconds + done.seconds, 's', '<= 10 s')
printFigure('the same file again (nothing changes)', read.seconds + again.seconds, 's')
printFigure('COPY of the same facts into the same tables', copy.result, 's')
printFigure('import / COPY', (read.seconds + done.seconds) / copy.result, 'x', '<= 4')
const rejected = done.result.sheets.reduce((sum, sheet) => sum + sheet.rejected, 0)
printFigure('rows rejected', rejected, '')
await bench.close()

/** Seconds of the COPY statements alone, into a database of the same migrations on the same server. */
async function copyFacts(from: BenchDatabase): Promise<number> {
  const folder = join(from.folder, 'copy')
  mkdirSync(folder)
  chmodSync(from.folder, 0o777)
  chmodSync(folder, 0o777)
  const source = new pg.Client({ connectionString: from.server.migratorUrl })
  await source.connect()
  const columns = new Map<string, string>()
  for (const table of TABLES) {
    const { rows } = await source.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
       from information_schema.columns where table_schema = 'trefoil' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    columns.set(table, rows[0]?.names ?? '')
    await source.query(`copy (select ${columns.get(table)} from trefoil.${table}) to '${join(folder, table)}'`)
  }
  await source.query('create database copied')
  await source.end()
  const url = new URL(from.server.migratorUrl)
  url.pathname = '/copied'
  await migrate(url.href)
  const target = new pg.Client({ connectionString: url.href })
  await target.connect()
  await target.query(`insert into trefoil.account (id, login, title_zh, title_en) overriding system value
    select g, 'bench-' || g, '', '' from generate_series(1, 3) g`)
  const { seconds } = await timed(async () => {
    await target.query('begin')
    for (const table of TABLES)
      await target.query(`copy trefoil.${table} (${columns.get(table)}) from '${join(folder, table)}'`)
    await target.query('commit')
  })
  await target.end()
  return seconds
}
