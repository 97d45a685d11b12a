import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCity } from '../src/domain/demo/city.ts'
import type { DemoRow } from '../src/domain/demo/places.ts'
import { SHEETS, type Noun } from '../src/domain/sheet.ts'
import { openDatabase, type Db } from '../src/store/connection.ts'
import { startEmbedded, type EmbeddedServer } from '../src/store/embedded/embedded.ts'
import { migrate } from '../src/store/migrate.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { openOperatorSession } from '../src/store/session.ts'
import { writeWorkbook } from '../src/store/workbook/write.ts'
import type { Desk } from '../src/work/desk.ts'

export type BenchDatabase = {
  readonly server: EmbeddedServer
  readonly db: Db
  readonly desk: Desk
  readonly folder: string
  readonly close: () => Promise<void>
}

/** A fresh built-in database with fsync on, as an installation has it. */
export async function freshBench(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-bench-'))
  const server = await startEmbedded({ dataDir: join(folder, 'data') })
  await migrate(server.migratorUrl)
  const db = openDatabase(server.appUrl, 10)
  const desk = { db, token: await openOperatorSession(server.migratorUrl), packs: loadPacks() }
  const close = async () => {
    await db.destroy()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, db, desk, folder, close }
}

export type CityFiles = { readonly paths: readonly string[]; readonly counts: Readonly<Record<Noun, number>> }

/** The first return of a synthetic city of a size as a clerk's workbook, cut to the numbers wanted. */
export async function writeCity(
  folder: string,
  size: { readonly organizations: number; readonly partyOrganizations: number },
): Promise<CityFiles> {
  const registered = Math.ceil(size.partyOrganizations * 5.2)
  const [first] = demoCity({
    seed: 7,
    organizations: Math.max(registered, Math.ceil(size.organizations / 2.4)),
    today: '2026-11-01',
  })
  const organizations = (first?.sheets.organizations ?? []).slice(0, size.organizations)
  const codes = new Set(organizations.map((row) => row['code']))
  const known = (covers: string): string =>
    covers
      .split(';')
      .filter((code) => codes.has(code))
      .join(';')
  const partyOrganizations = (first?.sheets.partyOrganizations ?? [])
    .slice(0, size.partyOrganizations)
    .map((row): DemoRow => ({ ...row, covers: known(row['covers'] ?? '') }))
  const sheets = {
    places: first?.sheets.places ?? [],
    bodies: first?.sheets.bodies ?? [],
    organizations,
    partyOrganizations,
  }
  const path = join(folder, 'city.xlsx')
  await writeWorkbook(
    path,
    (['places', 'bodies', 'organizations', 'partyOrganizations'] as const).map((noun) => ({
      name: SHEETS[noun].name.zh,
      columns: SHEETS[noun].columns.map((column) => ({ key: column.key, label: column.label, kind: 'text' as const })),
      rows: sheets[noun].map((row) => SHEETS[noun].columns.map((column) => row[column.key] || null)),
    })),
  )
  const counts = {
    places: sheets.places.length,
    bodies: sheets.bodies.length,
    organizations: organizations.length,
    partyOrganizations: partyOrganizations.length,
  }
  return { paths: [path], counts }
}
