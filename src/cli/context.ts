import { randomUUID } from 'node:crypto'
import { openDatabase } from '../store/connection.ts'
import { startEmbedded } from '../store/embedded/embedded.ts'
import { migrate } from '../store/migrate.ts'
import { loadPacks } from '../store/policy-files.ts'
import { openOperatorSession } from '../store/session.ts'
import type { Desk } from '../work/desk.ts'

export type DatabaseOptions = { readonly database?: string | undefined; readonly data?: string | undefined }

/** A database that is up and migrated: by URL, or the built-in one of a data folder. */
export type OpenedDatabase = {
  readonly migratorUrl: string
  readonly appUrl: string
  readonly embedded: boolean
  readonly stop: () => Promise<void>
}

export async function openServer(options: DatabaseOptions): Promise<OpenedDatabase> {
  const url = options.database ?? process.env['DATABASE_URL']
  if (url !== undefined && url !== '') {
    const migratorUrl = process.env['DATABASE_MIGRATOR_URL'] ?? url
    await migrate(migratorUrl)
    return { migratorUrl, appUrl: url, embedded: false, stop: async () => undefined }
  }
  const server = await startEmbedded({ dataDir: options.data ?? './data', say: (line) => console.error(line) })
  try {
    await migrate(server.migratorUrl)
  } catch (error) {
    await server.stop()
    throw error
  }
  return { migratorUrl: server.migratorUrl, appUrl: server.appUrl, embedded: true, stop: server.stop }
}

/** The operator's desk for one command, closed whatever happens. */
export async function withDesk<T>(options: DatabaseOptions, work: (desk: Desk) => Promise<T>): Promise<T> {
  const server = await openServer(options)
  const db = openDatabase(server.appUrl, 4)
  try {
    const token = await openOperatorSession(server.migratorUrl)
    return await work({ db, token, packs: loadPacks(), key: randomUUID() })
  } finally {
    await db.destroy()
    await server.stop()
  }
}
