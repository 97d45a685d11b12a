import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditCodeFaults } from '../src/domain/identifier.ts'
import type { Mapping } from '../src/domain/sheet-read.ts'
import { openDatabase, type Db } from '../src/store/connection.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { openOperatorSession } from '../src/store/session.ts'
import type { Desk } from '../src/work/desk.ts'
import { mappingsOf, rememberMapping } from '../src/work/import-mapping.ts'
import { readFiles } from '../src/work/import-read.ts'
import { performImport, type ImportResult } from '../src/work/import.ts'
import { freshDatabase } from './database.ts'

const DATA = '../shared/data'
const has = existsSync(DATA)
if (!has) process.stdout.write(`SKIP real data: ${DATA} is not here\n`)

describe.skipIf(!has)('real lists', () => {
  let desk: Desk
  let db: Db
  let folder: string
  let drop: () => Promise<void>

  beforeAll(async () => {
    const database = await freshDatabase()
    db = openDatabase(database.appUrl, 3)
    desk = { db, token: await openOperatorSession(database.adminUrl), packs: loadPacks() }
    drop = database.drop
    folder = await mkdtemp(join(tmpdir(), 'trefoil-real-'))
  })

  afterAll(async () => {
    await db.destroy()
    await drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function bringIn(path: string, mapping?: Mapping): Promise<ImportResult> {
    const sources = [{ path, name: 'list.csv' }]
    const remembered = await mappingsOf(desk)
    const parsed = await readFiles(sources, { mappingFor: (signature) => mapping ?? remembered.get(signature) })
    if (mapping !== undefined) await rememberMapping(desk, parsed, mapping)
    return performImport({ ...desk, key: randomUUID() }, parsed, {
      batchId: randomUUID(),
      files: ['list.csv'],
      asOf: '2024-12-31',
    })
  }

  function accounted(result: ImportResult): number {
    const [sheet] = result.sheets
    return (sheet?.created ?? 0) + (sheet?.changed ?? 0) + (sheet?.unchanged ?? 0) + (sheet?.rejected ?? 0)
  }

  test('donation codes come in by a mapping, which the next file needs no more; every row is accounted for', async () => {
    const path = join(DATA, 'tw-donation-codes/organizations.csv')
    const first = await bringIn(path, {
      sheet: 'organizations',
      columns: { name: 'name', uniform_number: 'code', name_type: 'kind' },
      words: { kind: { religious_or_institution: 'service', other: 'service' } },
      constants: {},
    })
    expect(first.sheets).toMatchObject([{ rows: 1291, created: 1289, rejected: 2 }])
    expect(first.problems.filter((problem) => problem.severity === 'error').map((problem) => problem.code)).toEqual([
      'keyTwice',
      'keyTwice',
    ])
    const again = await bringIn(path)
    expect(again.sheets).toMatchObject([{ rows: 1291, unchanged: 1289, rejected: 2 }])
    expect([accounted(first), accounted(again)]).toEqual([1291, 1291])
  })

  test('charities with awkward quoting come in whole', async () => {
    const path = join(folder, 'charities.csv')
    writeFileSync(path, gunzipSync(readFileSync(join(DATA, 'uk-charities/charities.csv.gz'))))
    const result = await bringIn(path, {
      sheet: 'organizations',
      columns: {
        name: 'name',
        org_id: 'code',
        date_registered: 'registeredOn',
        icnptso: 'industry',
        postcode: 'address',
      },
      words: {},
      constants: { kind: 'foundation' },
    })
    expect(result.sheets).toMatchObject([{ rows: 5176, created: 5176, rejected: 0 }])
    expect(accounted(result)).toBe(5176)
  })

  test('credit codes as people really type them: each fault is told as the list tells it', () => {
    const [, ...lines] = readFileSync(join(DATA, 'uscc-samples/uscc.csv'), 'utf8').trim().split('\n')
    for (const line of lines) {
      const [code = '', , credit, organization] = line.split(',')
      const faults = creditCodeFaults(code)
      expect([code, faults.includes('creditCheck'), faults.includes('organizationCheck')]).toEqual([
        code,
        credit === 'false',
        organization === 'false',
      ])
    }
    expect(lines).toHaveLength(9)
  })
})
