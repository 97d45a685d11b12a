import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { TEMPLATE } from './global-setup.ts'

/** A migrated, empty database of one's own on the server of this run. */
export type FreshDatabase = {
  /** The superuser, who also migrates. */
  readonly adminUrl: string
  /** The login role of the application. */
  readonly appUrl: string
  readonly drop: () => Promise<void>
}

/** Copies the migrated template. Call `drop` in `afterAll`; what is left over goes with the server. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { adminUrl, appUrl, problem } = inject('databaseServer')
  if (problem !== '') throw new Error(`There is no database to test with: ${problem}`)
  const name = `test_${randomBytes(8).toString('hex')}`
  await execute(adminUrl, `create database ${name} template ${TEMPLATE}`)
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
