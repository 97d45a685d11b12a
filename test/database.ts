import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { TEMPLATE, type TestDatabaseServer } from './global-setup.ts'

/** A migrated, empty database of one's own on the server of this run. */
export type FreshDatabase = {
  /** The superuser, who also migrates. */
  readonly adminUrl: string
  /** The login role of the application. */
  readonly appUrl: string
  readonly drop: () => Promise<void>
}

/** Copies the migrated template. Call `drop` in `afterAll`; what is left over goes with the server. */
export function freshDatabase(): Promise<FreshDatabase> {
  return copyOf(TEMPLATE)
}

/**
 * A copy of a database that is filled once in a run, by the first test file that asks for it. Whoever fills it leaves no
 * connection behind.
 */
export async function filledDatabase(
  model: string,
  fill: (fresh: FreshDatabase) => Promise<void>,
): Promise<FreshDatabase> {
  const name = `model_${model}`
  const client = new Client({ connectionString: serverOf().adminUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await makeModel(name, fill)
  } finally {
    await client.end()
  }
  return copyOf(name)
}

async function makeModel(name: string, fill: (fresh: FreshDatabase) => Promise<void>): Promise<void> {
  const fresh = await freshDatabase()
  try {
    await fill(fresh)
    const made = new URL(fresh.adminUrl).pathname.slice(1)
    await execute(serverOf().adminUrl, `alter database ${made} rename to ${name}`)
  } catch (error) {
    await fresh.drop()
    throw error
  }
}

function serverOf(): TestDatabaseServer {
  const server = inject('databaseServer')
  if (server.problem !== '') throw new Error(`There is no database to test with: ${server.problem}`)
  return server
}

async function copyOf(model: string): Promise<FreshDatabase> {
  const { adminUrl, appUrl } = serverOf()
  const name = `test_${randomBytes(8).toString('hex')}`
  await execute(adminUrl, `create database ${name} template ${model}`)
  return {
    adminUrl: urlOf(adminUrl, name),
    appUrl: urlOf(appUrl, name),
    drop: () => execute(adminUrl, `drop database if exists ${name} with (force)`),
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
