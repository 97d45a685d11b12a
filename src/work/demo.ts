import { hash } from '@node-rs/argon2'
import { randomUUID } from 'node:crypto'
import { DEMO_PASSWORD, demoAccounts, demoOrganizationCode } from '../domain/demo/accounts.ts'
import { demoCity, type DemoReturn } from '../domain/demo/city.ts'
import { currentRows } from '../domain/demo/current.ts'
import { NOUNS, type Noun } from '../domain/sheet.ts'
import { createAccounts } from '../store/account.ts'
import { listBatches } from '../store/batch.ts'
import { getClock } from '../store/connection.ts'
import { isSynthetic } from '../store/history.ts'
import { listAllOrganizationIds } from '../store/standing.ts'
import { loadDemoLiaison } from './demo-liaison.ts'
import { reading, type Desk } from './desk.ts'
import { openDemoCensus } from './demo-census.ts'
import { readEntryRows } from './entry.ts'
import { showEvaluations } from './demo-evaluation.ts'
import { showLines } from './demo-lines.ts'
import { showRegistrations } from './demo-registration.ts'
import { performImport, type ImportResult, type Progress } from './import.ts'
import { emptyTallies, type ParsedFiles, type ParsedRow } from './import-run.ts'

/** argon2id with 19 MiB, two passes, one lane. */
export const PASSWORD_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export type DemoOrder = {
  readonly seed: number
  readonly organizations?: number | undefined
  readonly progress?: Progress
}

/** Whether the demo city may be loaded: into nothing, or over a load of it that did not come to its end. */
export function awaitsDemo(desk: Desk): Promise<boolean> {
  return reading(desk, async (tx) => {
    if ((await listAllOrganizationIds(tx)).length === 0) return true
    const batches = await listBatches(tx, 100)
    const isHalfLoaded =
      batches.length > 0 && batches.every((batch) => batch.files.every((file) => file.startsWith(DEMO_FILE)))
    return isHalfLoaded && !(await isSynthetic(tx))
  })
}

const DEMO_FILE = 'demo-'

/**
 * Loads the synthetic city through the same import as any file, return by return, and makes the demo accounts. Its days
 * hang on the month of the database's clock, so the same seed gives the same city within a month.
 */
export async function loadDemo(migratorUrl: string, desk: Desk, order: DemoOrder): Promise<ImportResult[]> {
  const { today } = await getClock(desk.db)
  const size = order.organizations === undefined ? {} : { organizations: order.organizations }
  const city = demoCity({ seed: order.seed, today: `${today.slice(0, 7)}-01`, ...size })
  const results: ImportResult[] = []
  for (const [index, one] of city.entries()) {
    const { progress } = order
    const label = `${index + 1}/${city.length}`
    results.push(
      await performImport({ ...desk, key: randomUUID() }, parsedReturn(one), {
        batchId: randomUUID(),
        files: [`${DEMO_FILE}${one.asOf}`],
        asOf: one.asOf,
        ...(progress === undefined ? {} : { progress: (step, done, of) => progress(`${label} ${step}`, done, of) }),
      }),
    )
  }
  await loadDemoLiaison(desk, { seed: order.seed, today: `${today.slice(0, 7)}-01` })
  const passwordHash = await hash(DEMO_PASSWORD, PASSWORD_COST)
  await createAccounts(
    migratorUrl,
    demoAccounts(city).map(({ login, title, grants }) => ({
      login,
      titleZh: title.zh,
      titleEn: title.en,
      passwordHash,
      demo: true,
      grants: grants.map(({ role, placeCode, lines, organizationCode }) => ({
        role,
        placeCode,
        lines: lines === 'all' ? null : lines,
        organizationCode: organizationCode ?? null,
      })),
    })),
  )
  await openDemoCensus(desk, demoOrganization(city))
  await showLines(desk)
  await showRegistrations(desk)
  await showEvaluations(migratorUrl, desk, { login: 'city', passwordHash, except: demoOrganizationCode(city) })
  return results
}

/** The organization of the demo account, which has a return of its own to fill in. */
function demoOrganization(city: readonly DemoReturn[]): { readonly code: string; readonly placeCode: string } {
  const code = demoOrganizationCode(city)
  return { code, placeCode: currentRows(city, 'organizations').get(code)?.['placeCode'] ?? '' }
}

/** A return of the city read cell by cell, as from a file whose header holds the machine names. */
export function parsedReturn(one: DemoReturn): ParsedFiles {
  const tallies = emptyTallies()
  const rows: Record<Noun, ParsedRow[]> = { places: [], bodies: [], organizations: [], partyOrganizations: [] }
  const problems: ParsedFiles['problems'][number][] = []
  for (const noun of NOUNS) {
    for (const [row, found] of readEntryRows(noun, one.sheets[noun] ?? []).entries()) {
      tallies[noun].rows += 1
      problems.push(...found.problems)
      if (found.problems.some((problem) => problem.severity === 'error')) {
        throw new Error(`The demo city has a row that cannot be read: ${noun} ${row + 2}.`)
      }
      rows[noun].push(found.row)
    }
  }
  return { rows, tallies, problems, unknown: [], headers: [] }
}
