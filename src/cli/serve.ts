import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../api/app.ts'
import { Refusal } from '../domain/refusal.ts'
import { openDatabase, type Db } from '../store/connection.ts'
import { openMailRoom } from '../work/mail-room.ts'
import { closePress, warmPress } from '../store/paper-press.ts'
import { loadPacks } from '../store/policy-files.ts'
import { projectRoot } from '../store/root.ts'
import { openOperatorSession } from '../store/session.ts'
import { awaitsDemo, loadDemo } from '../work/demo.ts'
import { fillNameKeys } from '../work/name-keys.ts'
import { offerDemoAccounts } from '../work/session.ts'
import { openServer, type DatabaseOptions, type OpenedDatabase } from './context.ts'
import { EXIT, printLine, progressReporter, reportError } from './output.ts'

type ServeOptions = DatabaseOptions & {
  readonly port?: string
  readonly host: string
  readonly demo?: boolean
  readonly progress?: string
}

/** `serve`: the pages and the API on one address. */
export function addServe(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('serve')
    .description('serve the pages and the API')
    .option('--port <n>', 'the port (default: TREFOIL_PORT, or 8080 or the next that is free)')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--demo', 'load the synthetic demo city into an empty instance and offer its accounts')
    .option('--progress <form>', 'json: progress as JSON lines on stderr')
    .action((options: ServeOptions, command: Command) => run(() => serve({ ...command.optsWithGlobals(), ...options })))
}

async function serve(options: ServeOptions): Promise<number> {
  const ended = untilSignal()
  const wanted = wantedPort(options)
  const webRoot = await builtWeb()
  const database = await openServer(options)
  const db = openDatabase(database.appUrl, 10)
  let app: FastifyInstance | undefined
  try {
    if (options.demo === true) {
      const isEnded = await Promise.race([ended.then(() => true), ensureDemo(database, db, options).then(() => false)])
      if (isEnded) return EXIT.interrupted
    }
    await fillNameKeys({ db, token: await openOperatorSession(database.migratorUrl) })
    app = await buildApp({
      db,
      packs: loadPacks(),
      webRoot,
      demo: options.demo === true,
      system: () => openOperatorSession(database.migratorUrl),
      dataDir: options.data ?? './data',
      log: process.env['TREFOIL_LOG'] === 'stderr' ? process.stderr : undefined,
      trustProxy: process.env['TREFOIL_PROXY'],
      mail: openMailRoom(process.env),
      systemRate: wantedRate(process.env['TREFOIL_SYSTEM_RATE']),
    })
    const port = wanted ?? (await findFreePort(DEFAULT_PORT, options.host))
    await listen(app, port, options.host)
    await sayWhere(app, db, options)
    warmPress()
    await ended
    process.stderr.write('正在停止… / Stopping…\n')
    return EXIT.ok
  } catch (error) {
    // Told before the rest is stopped, which may end the process.
    return reportError(error)
  } finally {
    await stopAll(app, db, database)
  }
}

/** Resolves at the first Ctrl+C or request to end; a second one ends the process at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isEnding = false
    const end = () => {
      if (isEnding) process.exit(EXIT.interrupted)
      isEnding = true
      resolve()
    }
    process.on('SIGINT', end)
    process.on('SIGTERM', end)
  })
}

const DEFAULT_PORT = 8080
const PORTS_TRIED = 20

function wantedPort(options: ServeOptions): number | undefined {
  const text = options.port ?? process.env['TREFOIL_PORT']
  if (text === undefined || text === '') return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Refusal('BAD_REQUEST', { detail: `--port “${text}”` })
  return port
}

/** Requests a minute of another system without a number of its own. */
function wantedRate(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const rate = Number(text)
  if (!Number.isInteger(rate) || rate < 1) throw new Refusal('BAD_REQUEST', { detail: `TREFOIL_SYSTEM_RATE “${text}”` })
  return rate
}

async function findFreePort(from: number, host: string): Promise<number> {
  for (let port = from; port < from + PORTS_TRIED; port += 1) if (await isFree(port, host)) return port
  return 0
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw code === '' ? error : new Refusal('UNAVAILABLE', { detail: `${host}:${port} ${code}` })
  }
}

async function sayWhere(app: FastifyInstance, db: Db, options: ServeOptions): Promise<void> {
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  printLine(`三叶 Trefoil  http://${host}:${portOf(app)}/`)
  const { accounts, password } = await offerDemoAccounts({ db })
  if (accounts.length === 0 || options.demo !== true) return
  printLine(`演示账号 demo accounts: ${accounts.map((account) => account.login).join(', ')}  ${password}`)
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : DEFAULT_PORT
}

async function ensureDemo(database: OpenedDatabase, db: Db, options: ServeOptions): Promise<void> {
  const token = await openOperatorSession(database.migratorUrl)
  const desk = { db, token, packs: loadPacks(), key: randomUUID() }
  if (!(await awaitsDemo(desk))) return
  process.stderr.write('正在装入演示城市… / Loading the demo city…\n')
  await loadDemo(database.migratorUrl, desk, { seed: 7, progress: progressReporter(options) })
}

/** The folder of the built pages; in a checkout they are built first where a source is newer. */
async function builtWeb(): Promise<string | undefined> {
  const root = projectRoot(dirname(fileURLToPath(import.meta.url)))
  const builder = join(root, 'scripts/build.mjs')
  if (existsSync(builder) && existsSync(join(root, 'src/web'))) {
    const { ensureWeb }: { ensureWeb: () => Promise<boolean> } = await import(pathToFileURL(builder).href)
    await ensureWeb()
  }
  const web = join(root, 'dist/web')
  return existsSync(join(web, 'index.html')) ? web : undefined
}

/** The time in which everything must be down, in milliseconds; what is not by then goes with the process. */
const STOP_WITHIN = 4_500

async function stopAll(app: FastifyInstance | undefined, db: Db, database: OpenedDatabase): Promise<void> {
  const inOrder = async () => {
    await app?.close()
    await closePress()
    await Promise.race([db.destroy(), sleep(1_500)])
    await database.stop()
  }
  const isLate = await Promise.race([inOrder().then(() => false), sleep(STOP_WITHIN, true, { ref: false })])
  if (isLate) process.exit(EXIT.failure)
}
