import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { migrate } from '../src/store/migrate.ts'
import { openOperatorSession } from '../src/store/session.ts'
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
printFigure('COPY of the same facts into the same tables', copy.result.plain, 's')
printFigure('import / COPY', (read.seconds + done.seconds) / copy.result.plain, 'x')
printFigure('COPY to a stage, then INSERT under row security', copy.result.secured, 's')
printFigure('import / COPY with row security on', (read.seconds + done.seconds) / copy.result.secured, 'x', '<= 4')
const rejected = done.result.sheets.reduce((sum, sheet) => sum + sheet.rejected, 0)
printFigure('rows rejected', rejected, '')
await bench.close()

/**
 * Seconds of the COPY statements alone, into a database of the same migrations on the same server: by the superuser, whom
 * row security passes by, and by way of a stage as the application's role, because COPY refuses tables under row security.
 */
async function copyFacts(from: BenchDatabase): Promise<{ readonly plain: number; readonly secured: number }> {
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
  return { plain: seconds, secured: await copySecured(from, folder, columns) }
}

async function copySecured(from: BenchDatabase, folder: string, columns: ReadonlyMap<string, string>): Promise<number> {
  const source = new pg.Client({ connectionString: from.server.migratorUrl })
  await source.connect()
  await source.query('create database secured')
  await source.end()
  const url = new URL(from.server.migratorUrl)
  url.pathname = '/secured'
  await migrate(url.href)
  const token = await openOperatorSession(url.href)
  const target = new pg.Client({ connectionString: url.href })
  await target.connect()
  const staged = TABLES.filter((table) => table !== 'batch')
  await target.query(`insert into trefoil.account (id, login, title_zh, title_en) overriding system value
    select g, 'bench-' || g, '', '' from generate_series(101, 103) g`)
  await target.query(`copy trefoil.batch (${columns.get('batch')}) from '${join(folder, 'batch')}'`)
  for (const table of staged) {
    await target.query(
      `create unlogged table public.stage_${table} (like trefoil.${table} including generated); grant all on public.stage_${table} to trefoil_app`,
    )
  }
  const { seconds } = await timed(async () => {
    for (const table of staged)
      await target.query(`copy public.stage_${table} (${columns.get(table)}) from '${join(folder, table)}'`)
    await target.query('begin; set local role trefoil_app')
    await target.query(`select set_config('trefoil.token', $1, true)`, [token])
    for (const table of staged) {
      const names = columns.get(table)
      await target.query(
        `insert into trefoil.${table} (${names}) overriding system value select ${names} from public.stage_${table}`,
      )
    }
    await target.query('commit')
  })
  await target.end()
  return seconds
}
