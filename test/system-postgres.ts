import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { getServerAccount, isRoot } from '../src/store/embedded/account.ts'
import { localUrl, APP, prepareDatabase } from '../src/store/embedded/database.ts'
import { stopServer } from '../src/store/embedded/guard.ts'
import { createCluster, launchServer, MIGRATOR } from '../src/store/embedded/server.ts'

export type TestServer = {
  readonly migratorUrl: string
  readonly appUrl: string
  readonly stop: () => Promise<void>
}

/** A throw-away server from the programs of an installed PostgreSQL (a folder such as /usr/lib/postgresql/15/bin). */
export async function startSystemPostgres(
  bin: string,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<TestServer> {
  const say = () => undefined
  const account = isRoot() ? getServerAccount('nobody', say) : undefined
  mkdirSync(folder, { recursive: true })
  const launch = {
    binaries: { bin, account },
    cluster: join(folder, 'cluster'),
    log: join(folder, 'log'),
    settings,
    say,
  }
  const [migrator, app] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
  await createCluster(launch, migrator)
  const server = await launchServer(launch, undefined)
  const at = { port: server.port, database: 'postgres' }
  const migratorUrl = localUrl(MIGRATOR, migrator, at)
  await prepareDatabase(migratorUrl, 'trefoil', app)
  const stop = async () => {
    await stopServer(server.mark)
    server.release()
    rmSync(folder, { recursive: true, force: true })
  }
  return { migratorUrl, appUrl: localUrl(APP, app, at), stop }
}
