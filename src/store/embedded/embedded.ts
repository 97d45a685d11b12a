import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal, type Text } from '../../domain/refusal.ts'
import { isRoot } from './account.ts'
import { getNativeFolder, getUsableBinaries } from './binaries.ts'
import { APP, localUrl, prepareDatabase } from './database.ts'
import { guardExit, stopServer } from './guard.ts'
import { prepareFolder, settleHome, writeDurably, type Home } from './home.ts'
import { withLock } from './lock.ts'
import { findSettledServer, type RunningServer } from './postmaster.ts'
import { formatMark, isAlive, ownMark, parseMark } from './process.ts'
import { bilingual, unavailable } from './refusal.ts'
import { getSecret, strangeSecret, type Secret } from './secret.ts'
import { createCluster, launchServer, MIGRATOR, type LaunchedServer, type Settings } from './server.ts'

/** A built-in PostgreSQL that answers on 127.0.0.1. */
export type EmbeddedServer = {
  /** The superuser, who migrates. */
  readonly migratorUrl: string
  /** The application's own login role, without any right until migrations grant some. */
  readonly appUrl: string
  readonly port: number
  /** False when another living process started the server: then `stop` leaves it running. */
  readonly owned: boolean
  readonly stop: () => Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDir: string
  /** `trefoil` unless named. */
  readonly database?: string
  /** Settings of the server on top of ours; they count only for the process that starts it. */
  readonly settings?: Settings
  /** Hears what the user should know, a line at a time, in both languages. */
  readonly say?: (line: string) => void
  /** As root: the account that runs the server (`trefoil`, made when missing; else nobody). */
  readonly account?: string
  /** As root: the folder that every account can reach, for what cannot stay where it is (`/var/lib/trefoil`). */
  readonly sharedDir?: string
}

type Start = {
  readonly home: Home
  /** The folder of the npm package with the programs. */
  readonly native: string
  readonly secret: Secret
  readonly database: string
  readonly settings: Settings
  readonly sharedDir: string
  readonly say: (text: Text) => void
}

/** The owner's word on a server: its mark, and the port, which the next start tries first. */
type Ownership = { readonly alive: boolean; readonly port: number | undefined }

const ATTEMPTS = 5

/**
 * Starts the built-in PostgreSQL of a data folder, attaches to one that another living process runs, or takes over one
 * whose process was killed. Throws `Refusal('UNAVAILABLE')` with the mend.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    const native = getNativeFolder()
    const dataDir = prepareFolder(options.dataDir)
    return await withLock(lockOf(dataDir), () => attachOrStart(startOf(dataDir, native, options)))
  } catch (error) {
    throw explained(error, options.dataDir)
  }
}

function startOf(dataDir: string, native: string, options: EmbeddedOptions): Start {
  const { database = 'trefoil', settings = {}, say: sayLine = () => undefined } = options
  const { account = 'trefoil', sharedDir = isRoot() ? '/var/lib/trefoil' : dataDir } = options
  const say = (text: Text) => sayLine(bilingual(text))
  const home = settleHome(dataDir, { account, sharedDir, say })
  return { home, native, secret: getSecret(home), database, settings, sharedDir, say }
}

/** A server that is just going down under us is waited for and then started again. */
async function attachOrStart(start: Start): Promise<EmbeddedServer> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const running = await findSettledServer(start.home.cluster)
    if (!running) break
    const server = await findAttached(start, running)
    if (server) return server
    await sleep(100 * attempt)
  }
  return startOwn(start)
}

async function findAttached(start: Start, running: RunningServer): Promise<EmbeddedServer | undefined> {
  try {
    await prepare(start, running.port)
  } catch (error) {
    if (isAlive(running.mark) && isAnswer(error)) throw error
    return undefined
  }
  const urls = urlsOf(start, running.port)
  if (readOwnership(start.home).alive) return { ...urls, port: running.port, owned: false, stop: async () => undefined }
  writeOwnership(start.home, running.port)
  return {
    ...urls,
    port: running.port,
    owned: true,
    stop: stopOnce(start, { ...running, release: guardExit(running.mark) }),
  }
}

/** A considered answer of a working server, not a broken connection or the 57P class of one that goes down. */
function isAnswer(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof Refusal || /^(?!57P)(?=.*\d)[0-9A-Z]{5}$/.test(code)
}

async function prepare(start: Start, port: number): Promise<void> {
  const { migratorUrl } = urlsOf(start, port, 'postgres')
  try {
    await prepareDatabase(migratorUrl, start.database, start.secret.app)
  } catch (error) {
    const isPassword = error instanceof Error && 'code' in error && error.code === '28P01'
    throw isPassword ? strangeSecret(start.home) : error
  }
}

async function startOwn(start: Start): Promise<EmbeddedServer> {
  const { home, native, secret, settings, say } = start
  const binaries = getUsableBinaries(native, home.account, start.sharedDir)
  const launch = { binaries, cluster: home.cluster, log: join(home.dataDir, 'postgres.log'), settings, say }
  if (!existsSync(home.cluster)) await createCluster(launch, secret.migrator)
  const { port: lastPort } = readOwnership(home)
  writeOwnership(home, lastPort)

  const launched = await launchServer(launch, lastPort)
  const stop = stopOnce(start, launched)
  try {
    writeOwnership(home, launched.port)
    await prepare(start, launched.port)
  } catch (error) {
    launched.release()
    await stopServer(launched.mark)
    throw error
  }
  return { ...urlsOf(start, launched.port), port: launched.port, owned: true, stop }
}

function urlsOf({ secret, database }: Start, port: number, migratorDatabase = database) {
  return {
    migratorUrl: localUrl(MIGRATOR, secret.migrator, { port, database: migratorDatabase }),
    appUrl: localUrl(APP, secret.app, { port, database }),
  }
}

/** Stops under the lock, so that a start at the same moment waits instead of attaching to a server that goes down. */
function stopOnce({ home }: Start, { mark, release }: LaunchedServer): () => Promise<void> {
  let stopped: Promise<void> | undefined
  const stop = async () => {
    const down = () => stopServer(mark)
    await (existsSync(home.dataDir) ? withLock(lockOf(home.dataDir), down) : down())
    release()
  }
  return () => (stopped ??= stop())
}

function lockOf(dataDir: string): string {
  return join(dataDir, 'start.lock')
}

function ownershipFileOf(home: Home): string {
  return join(home.dataDir, 'owner.txt')
}

/** Line 1 is the mark of the owner, line 2 the port. */
function writeOwnership(home: Home, port: number | undefined): void {
  writeDurably(ownershipFileOf(home), `${formatMark(ownMark())}\n${port ?? ''}\n`)
}

function readOwnership(home: Home): Ownership {
  if (!existsSync(ownershipFileOf(home))) return { alive: false, port: undefined }
  const [mark = '', port = ''] = readFileSync(ownershipFileOf(home), 'utf8').split('\n')
  const owner = parseMark(mark)
  return { alive: owner !== undefined && isAlive(owner), port: /^\d+$/.test(port) ? Number(port) : undefined }
}

/** A fault of the file system is an expected refusal: the folder is named, with what the system said. */
function explained(error: unknown, dataDir: string): unknown {
  const isFileFault = error instanceof Error && 'syscall' in error && 'path' in error
  if (!isFileFault) return error
  return unavailable({
    zh: `数据目录 ${dataDir} 无法使用（${error.message}）；请检查权限和磁盘空间，或用 --data 指定其他目录。`,
    en: `The data folder ${dataDir} cannot be used (${error.message}); check rights and space, or name another with --data.`,
  })
}
