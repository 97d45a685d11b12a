import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Day } from '../src/domain/day.ts'
import { NO_MAPPING, readHeader, readRow } from '../src/domain/sheet-read.ts'
import { NOUNS, SHEETS, type Noun } from '../src/domain/sheet.ts'
import { openDatabase, type Db } from '../src/store/connection.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { openOperatorSession } from '../src/store/session.ts'
import { reading, type Desk } from '../src/work/desk.ts'
import { emptyTallies, type ParsedFiles, type ParsedRow } from '../src/work/import-run.ts'
import { performImport, undoImport, type ImportResult } from '../src/work/import.ts'
import { getPolicy } from '../src/work/policy.ts'
import { listWrongStandings } from '../src/work/standing.ts'
import type { Asks } from './content.ts'
import { freshDatabase } from './database.ts'

/** A fresh database, the operator's desk in it, and the superuser's view of it. */
export type TestDesk = {
  readonly db: Db
  readonly adminUrl: string
  readonly desk: Desk
  /** Rows of a statement as the superuser sees them. */
  readonly ask: Asks
  /** The desk of a new account with these grants. */
  readonly deskOf: (grants: readonly TestGrant[], session?: TestSession) => Promise<Desk>
  /** A connection of the superuser, to be released. */
  readonly connect: () => Promise<pg.PoolClient>
  readonly close: () => Promise<void>
}

export type TestGrant = {
  readonly role: 'operator' | 'officer' | 'reader' | 'organization'
  readonly place?: string | undefined
  readonly lines?: readonly number[] | undefined
  readonly organization?: string | undefined
  readonly valid?: string | undefined
}

export type TestSession = { readonly expires?: string; readonly disabled?: boolean }

export async function openTestDesk(): Promise<TestDesk> {
  const fresh = await freshDatabase()
  const db = openDatabase(fresh.appUrl, 6)
  const admin = new pg.Pool({ connectionString: fresh.adminUrl, max: 2, options: '-c search_path=trefoil,public' })
  // A connection that is still closing when its database is dropped is told so; nobody waits for it any more.
  admin.on('error', () => undefined)
  const packs = loadPacks()
  const ask: TestDesk['ask'] = async (statement, values = []) => (await admin.query(statement, [...values])).rows
  return {
    db,
    adminUrl: fresh.adminUrl,
    desk: { db, packs, token: await openOperatorSession(fresh.adminUrl) },
    ask,
    deskOf: async (grants, session) => ({ db, packs, token: await tokenOf(ask, grants, session) }),
    connect: () => admin.connect(),
    close: async () => {
      await db.destroy()
      await admin.end()
      await fresh.drop()
    },
  }
}

async function tokenOf(ask: TestDesk['ask'], grants: readonly TestGrant[], session: TestSession = {}): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const login = `t${randomBytes(8).toString('hex')}`
  const [account] = await ask<{ id: number }>(
    `insert into account (login, title_zh, title_en, disabled_at) values ($1, '测试', 'test', $2) returning id`,
    [login, session.disabled === true ? '2020-01-01' : null],
  )
  for (const { role, place, lines, organization: code, valid } of grants) {
    await ask(
      `insert into grant_of (account_id, role, place_id, lines, organization_id, valid)
       values ($1, $2, (select id from place where code = $3), $4, (select id from organization where code = $5), $6)`,
      [account?.id, role, place ?? null, lines ?? null, code ?? null, valid ?? '[1900-01-01,)'],
    )
  }
  const hash = createHash('sha256').update(token).digest()
  await ask('insert into session (token_hash, account_id, expires_at) values ($1, $2, $3)', [
    hash,
    account?.id,
    session.expires ?? '2999-01-01',
  ])
  return token
}

/** Rows of sheets as a clerk writes them: machine names to cell texts. */
export type Sheets = { readonly [N in Noun]?: readonly Readonly<Record<string, string>>[] }

/** The sheets read cell by cell, as from one file whose headers hold the machine names. */
export function parsed(sheets: Sheets): ParsedFiles {
  const rows: Record<Noun, ParsedRow[]> = { places: [], bodies: [], organizations: [], partyOrganizations: [] }
  const tallies = emptyTallies()
  const problems: ParsedFiles['problems'][number][] = []
  for (const noun of NOUNS) {
    const sheet = SHEETS[noun]
    const header = sheet.columns.map((column) => column.key)
    const at = { file: 'test', sheetName: noun, sheet, mapping: NO_MAPPING, headerRow: 1 }
    const { layout } = readHeader(at, header)
    for (const [index, given] of (sheets[noun] ?? []).entries()) {
      const read = readRow(layout, { row: index + 2, cells: header.map((key) => given[key] ?? null) })
      tallies[noun].rows += 1
      problems.push(...read.problems)
      if (read.problems.some((problem) => problem.severity === 'error')) tallies[noun].rejected += 1
      else rows[noun].push({ ...read.row, layout })
    }
  }
  return { rows, tallies, problems, unknown: [], headers: [] }
}

/** Imports sheets as of a day; `id` is the batch. */
export function importSheets(desk: Desk, sheets: Sheets, asOf?: Day, id: string = randomUUID()): Promise<ImportResult> {
  return performImport({ ...desk, key: randomUUID() }, parsed(sheets), { batchId: id, files: ['test'], asOf })
}

/** Codes of the errors of an import, in the order of the rows. */
export function errorsOf(result: Pick<ImportResult, 'problems'>): string[] {
  return result.problems.filter((one) => one.severity === 'error').map((one) => one.code)
}

/** How many rows of all sheets ended in each way. */
export function tallyOf(result: ImportResult): Record<string, number> {
  const sum = (key: 'created' | 'changed' | 'unchanged' | 'rejected') =>
    result.sheets.reduce((total, sheet) => total + sheet[key], 0)
  return {
    created: sum('created'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
    rejected: sum('rejected'),
  }
}

/** Takes back a batch. */
export function undoBatch(desk: Desk, id: string): Promise<void> {
  return undoImport({ ...desk, key: randomUUID() }, id)
}

/** Organizations whose stored standing is not what the facts give; none, after whatever was imported. */
export async function wrongStandings({ desk }: TestDesk): Promise<number[]> {
  return reading(desk, async (tx, clock) =>
    listWrongStandings(tx, await getPolicy(tx, desk.packs, { day: clock.today })),
  )
}

/** Every row of every table as it lies there, ids and all. */
export async function wholeHash(ask: TestDesk['ask']): Promise<string> {
  const tables = await ask<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'trefoil'::regnamespace and relkind = 'r' order by 1`,
  )
  const hash = createHash('sha256')
  for (const { name } of tables) {
    const rows = await ask<{ line: string }>(`select t::text as line from trefoil.${name} t order by 1`)
    hash.update(`${name}\n${rows.map((row) => row.line).join('\n')}\n\n`)
  }
  return hash.digest('hex')
}

/** A city of two districts: places, bodies, six organizations and a joint branch across one of the districts. */
export const SMALL_CITY: Sheets = {
  places: [
    { code: '320400', name: '常州市', level: '市' },
    { code: '320402', name: '甲区', parentCode: '320400' },
    { code: '320404', name: '乙区', parentCode: '320400' },
    { code: '320402001', name: '甲一街道', parentCode: '320402' },
    { code: '320402002', name: '甲二街道', parentCode: '320402' },
    { code: '320404001', name: '乙一街道', parentCode: '320404' },
  ],
  bodies: [
    { id: 'MZ', name: '民政局党委', line: '民政' },
    { id: 'EDU', name: '教育行业党委', line: '行业' },
    { id: 'HEA', name: '卫生行业党委', line: '行业' },
    { id: 'SQ', name: '社区党委', line: '社区', placeCode: '320402001' },
  ],
  organizations: [
    organization('A1', { placeCode: '320402001', bodyId: 'MZ', fullMembers: '4', staff: '9' }),
    organization('A2', { placeCode: '320402002', bodyId: 'EDU', fullMembers: '1', staff: '5' }),
    organization('A3', { placeCode: '320402001', fullMembers: '0', staff: '2' }),
    organization('B1', { placeCode: '320404001', bodyId: 'MZ', fullMembers: '2', staff: '6' }),
    organization('B2', { placeCode: '320404001', bodyId: 'EDU', fullMembers: '5', staff: '8' }),
    organization('B3', { placeCode: '320404', bodyId: 'SQ', fullMembers: '3', staff: '3' }),
  ],
  partyOrganizations: [
    { id: 'PA', name: '甲区联合支部', level: '党支部', formation: '联合', foundedOn: '2019-05-01', covers: 'A1;A2' },
    { id: 'PB', name: '乙区支部', level: '党支部', formation: '单独', foundedOn: '2020-05-01', covers: 'B2' },
  ],
}

/** A row of the sheet of organizations with what is always needed. */
export function organization(code: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { code, name: `组织${code}`, kind: '社会服务机构', registeredOn: '2018-03-01', ...more }
}

export { contentHash } from './content.ts'
