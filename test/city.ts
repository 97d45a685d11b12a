import { hash } from '@node-rs/argon2'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findCreditCheck, findOrganizationCheck } from '../src/domain/identifier.ts'
import type { Noun } from '../src/domain/sheet.ts'
import { createAccounts, type NewAccount } from '../src/store/account.ts'
import { openDatabase, type Db } from '../src/store/connection.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { findLogin, newToken, openOperatorSession, openSession } from '../src/store/session.ts'
import type { Desk } from '../src/work/desk.ts'
import { PASSWORD_COST } from '../src/work/demo.ts'
import { readFiles } from '../src/work/import-read.ts'
import { performImport, type ImportResult } from '../src/work/import.ts'
import { filledDatabase, type FreshDatabase } from './database.ts'

export type Row = Readonly<Record<string, string | number>>

/** A credit code of a district with both check characters; the same number gives the same code. */
export function creditCode(district: string, number: number): string {
  const body = String(number).padStart(8, '0')
  const first17 = `52${district}${body}${findOrganizationCheck(body)}`
  return first17 + findCreditCheck(first17)
}

/** What the small city begins with: two districts, three lines, organizations of every standing. */
export const FIRST = { district: '320402', township: '320402003', community: '320402003001' } as const
export const SECOND = { district: '320404', township: '320404001', community: '320404001001' } as const

/** A name that only district 2 may see. */
export const CANARY = '金丝雀养老服务中心'
export const PASSWORD = 'a quiet river stone'

export const LOGINS = {
  /** An officer of the first district. */
  first: 'first-clerk',
  /** An officer of the second district. */
  second: 'second-clerk',
  city: 'city-clerk',
  /** Reads the whole city and writes nothing. */
  reader: 'reader',
  /** One organization of the first district. */
  organization: 'one-organization',
} as const
export type Login = (typeof LOGINS)[keyof typeof LOGINS]

const PLACES: readonly Row[] = [
  { code: '320400', name: '常州市', level: 'city', parentCode: '', longitude: 119.97, latitude: 31.81 },
  { code: FIRST.district, name: '甲区', level: 'district', parentCode: '320400', longitude: 119.96, latitude: 31.78 },
  {
    code: FIRST.township,
    name: '甲街道',
    level: 'township',
    parentCode: FIRST.district,
    longitude: 119.95,
    latitude: 31.77,
  },
  {
    code: FIRST.community,
    name: '甲社区',
    level: 'community',
    parentCode: FIRST.township,
    longitude: 119.951,
    latitude: 31.771,
  },
  { code: SECOND.district, name: '乙区', level: 'district', parentCode: '320400', longitude: 119.93, latitude: 31.79 },
  {
    code: SECOND.township,
    name: '乙街道',
    level: 'township',
    parentCode: SECOND.district,
    longitude: 119.92,
    latitude: 31.8,
  },
  {
    code: SECOND.community,
    name: '乙社区',
    level: 'community',
    parentCode: SECOND.township,
    longitude: 119.921,
    latitude: 31.801,
  },
]

const BODIES: readonly Row[] = [
  { id: 'MZ', name: '市民政局党委', line: 'civil', level: 'city', parentId: '', placeCode: '320400' },
  { id: 'EDU', name: '市教育行业党委', line: 'industry', level: 'city', parentId: '', placeCode: '320400' },
  { id: 'SQ1', name: '甲街道党工委', line: 'community', level: 'township', parentId: '', placeCode: FIRST.township },
  { id: 'SQ2', name: '乙街道党工委', line: 'community', level: 'township', parentId: '', placeCode: SECOND.township },
]

function organization(district: string, number: number, more: Row): Row {
  const place = district === FIRST.district ? FIRST.community : SECOND.community
  const own = { code: creditCode(district, number), name: `${district === FIRST.district ? '甲' : '乙'}协会${number}` }
  const usual = { kind: 'association', registeredOn: '2015-03-01', status: 'active', placeCode: place }
  return { ...own, ...usual, industry: '养老', line: 'civil', bodyId: 'MZ', staff: 8, fullMembers: 0, ...more }
}

/** Codes by what they are for. */
export const CODES = {
  own: creditCode(FIRST.district, 1),
  due: creditCode(FIRST.district, 2),
  canary: creditCode(SECOND.district, 1),
} as const

export const ORGANIZATIONS: readonly Row[] = [
  organization(FIRST.district, 1, { fullMembers: 5 }),
  organization(FIRST.district, 2, { fullMembers: 4 }),
  organization(FIRST.district, 3, { fullMembers: 2 }),
  organization(FIRST.district, 4, { fullMembers: 1 }),
  organization(FIRST.district, 5, { fullMembers: 1, industry: '教育', line: 'industry', bodyId: 'EDU' }),
  organization(FIRST.district, 6, { fullMembers: 0, line: 'community', bodyId: 'SQ1' }),
  organization(SECOND.district, 1, { name: CANARY, kind: 'service', fullMembers: 2 }),
  organization(SECOND.district, 2, { name: `${CANARY}二部`, fullMembers: 1 }),
  organization(SECOND.district, 3, { name: `${CANARY}三部`, fullMembers: 6 }),
]

const PARTY: readonly Row[] = [
  {
    id: 'P1',
    name: '甲协会党支部',
    level: 'branch',
    formation: 'independent',
    nature: 'formal',
    foundedOn: '2016-01-01',
    approval: '常社党〔2016〕1号',
    covers: CODES.own,
  },
  {
    id: 'P2',
    name: `${CANARY}党支部`,
    level: 'branch',
    formation: 'independent',
    nature: 'formal',
    foundedOn: '2017-01-01',
    approval: '常社党〔2017〕2号',
    covers: creditCode(SECOND.district, 3),
  },
]

export const SMALL_CITY: Readonly<Record<Noun, readonly Row[]>> = {
  places: PLACES,
  bodies: BODIES,
  organizations: ORGANIZATIONS,
  partyOrganizations: PARTY,
}

export type City = {
  readonly adminUrl: string
  readonly appUrl: string
  readonly db: Db
  /** The operator's, with the whole instance. */
  readonly desk: Desk
  /** A new session of an account. */
  readonly deskOf: (login: Login) => Promise<Desk>
  readonly drop: () => Promise<void>
}

/** A migrated database with the small city and its accounts; call `drop` in `afterAll`. */
export async function smallCity(): Promise<City> {
  const { adminUrl, appUrl, drop } = await filledDatabase('small_city', fillSmallCity)
  const db = openDatabase(appUrl, 8)
  const desk = { db, packs: loadPacks(), token: await openOperatorSession(adminUrl) }
  return {
    adminUrl,
    appUrl,
    db,
    desk,
    deskOf: async (login) => {
      const found = await findLogin(db, login)
      if (found === undefined) throw new Error(`There is no account ${login}.`)
      const token = newToken()
      await openSession(db, found.id, token)
      return { db, packs: desk.packs, token }
    },
    drop: async () => {
      await db.destroy()
      await drop()
    },
  }
}

async function fillSmallCity({ adminUrl, appUrl }: FreshDatabase): Promise<void> {
  const db = openDatabase(appUrl, 2)
  try {
    const desk = { db, packs: loadPacks(), token: await openOperatorSession(adminUrl) }
    await importSheets(desk, SMALL_CITY, '2026-01-01')
    await createAccounts(adminUrl, await accounts())
  } finally {
    await db.destroy()
  }
}

async function accounts(): Promise<NewAccount[]> {
  const passwordHash = await hash(PASSWORD, PASSWORD_COST)
  const grant = { lines: null, organizationCode: null }
  const account = (login: Login, ...grants: NewAccount['grants']) => ({
    login,
    titleZh: login,
    titleEn: login,
    passwordHash,
    demo: false,
    grants,
  })
  return [
    account(LOGINS.first, { role: 'officer', placeCode: FIRST.district, ...grant }),
    account(LOGINS.second, { role: 'officer', placeCode: SECOND.district, ...grant }),
    account(LOGINS.city, { role: 'officer', placeCode: null, ...grant }),
    account(LOGINS.reader, { role: 'reader', placeCode: '320400', ...grant }),
    account(LOGINS.organization, {
      role: 'organization',
      placeCode: FIRST.district,
      lines: null,
      organizationCode: CODES.own,
    }),
  ]
}

/** Imports rows as CSV files, as a clerk would. */
export async function importSheets(
  desk: Desk,
  sheets: Partial<Readonly<Record<Noun, readonly Row[]>>>,
  asOf: string,
): Promise<ImportResult> {
  const folder = await mkdtemp(join(tmpdir(), 'trefoil-city-'))
  try {
    const files = []
    for (const [noun, rows] of Object.entries(sheets)) {
      const name = `${noun}.csv`
      await writeFile(join(folder, name), csvOf(rows))
      files.push({ path: join(folder, name), name })
    }
    const parsed = await readFiles(files, { mappingFor: () => undefined })
    const order = { batchId: randomUUID(), files: files.map((file) => file.name), asOf }
    return await performImport({ ...desk, key: randomUUID() }, parsed, order)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Rows as CSV with the machine names of their columns. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly (string | number)[]) => cells.map((cell) => `"${String(cell)}"`).join(',')
  return [columns.join(','), ...rows.map((row) => line(columns.map((key) => row[key] ?? '')))].join('\n')
}
