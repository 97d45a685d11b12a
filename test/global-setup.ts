import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/store/embedded/embedded.ts'
import { startSystemPostgres, type TestServer } from './system-postgres.ts'

/** The server of this run as the test files see it. */
export type TestDatabaseServer = {
  readonly adminUrl: string
  readonly appUrl: string
  /** Why there is no template to copy; only tests that need a database fail of it. Empty when there is one. */
  readonly problem: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: TestDatabaseServer
  }
}

export const TEMPLATE = 'trefoil_template'

/** Durability is tested elsewhere: here every database is thrown away. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '100',
}

const PROJECT_MIGRATE = fileURLToPath(new URL('../src/store/migrate.ts', import.meta.url))
const PROJECT_BUILD = fileURLToPath(new URL('../scripts/build-server.mjs', import.meta.url))

let server: TestServer | undefined
let folder: string | undefined

/** Builds what child processes run, and starts one server with one migrated database that the tests copy. */
export async function setup(project: TestProject): Promise<void> {
  await buildChildren()
  project.provide('databaseServer', await startWithTemplate())
}

export async function teardown(): Promise<void> {
  await server?.stop()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}

/** A build that fails must not pass unseen behind an older one: the tests run, and the run is red. */
async function buildChildren(): Promise<void> {
  if (!existsSync(PROJECT_BUILD)) return
  try {
    const { buildServer } = await import(PROJECT_BUILD)
    await buildServer()
  } catch (error) {
    console.error('The server did not build, so this run fails:', error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function startWithTemplate(): Promise<TestDatabaseServer> {
  try {
    server = await startServer()
    await makeTemplate(server.migratorUrl)
    return { adminUrl: server.migratorUrl, appUrl: server.appUrl, problem: '' }
  } catch (error) {
    console.error('No database for this run:', error)
    return { adminUrl: '', appUrl: '', problem: error instanceof Error ? error.message : String(error) }
  }
}

async function startServer(): Promise<TestServer> {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'trefoil-test-')))
  chmodSync(folder, 0o711)
  const bin = process.env['TREFOIL_TEST_PG_BIN']
  if (bin !== undefined && bin !== '') return startSystemPostgres(bin, join(folder, 'system'), SETTINGS)
  const sharedDir = join(tmpdir(), 'trefoil-test-shared')
  return startEmbedded({
    dataDir: join(folder, 'data'),
    database: 'postgres',
    settings: SETTINGS,
    account: 'nobody',
    sharedDir,
  })
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  if (!existsSync(PROJECT_MIGRATE)) return
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE}`
  const { migrate } = await import(PROJECT_MIGRATE)
  await migrate(url.href)
  await leaveNothingToChance(url.href)
}

/** The draw for a second look falls on nobody at a share below the whole: a test names its share, and knows what follows. */
async function leaveNothingToChance(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('alter table trefoil.second_look_draw alter column draw set default 9999')
  await client.end()
}
