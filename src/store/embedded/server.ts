import { spawn, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '../../domain/refusal.ts'
import { identityOf, type Binaries } from './binaries.ts'
import { guardExit } from './guard.ts'
import { renameDurably } from './home.ts'
import { findReadyServer, type RunningServer } from './postmaster.ts'
import { findProcess } from './process.ts'
import { unavailable } from './refusal.ts'

export type Settings = Readonly<Record<string, string>>

/** What a start needs: the programs, the cluster folder, the log file of the server, and the settings. */
export type Launch = {
  readonly binaries: Binaries
  readonly cluster: string
  readonly log: string
  readonly settings: Settings
  readonly say: (text: Text) => void
}

/** A server that this process started; `release` lifts the guard that ends it with this process. */
export type LaunchedServer = RunningServer & { readonly release: () => void }

export const MIGRATOR = 'trefoil_migrator'

const ATTEMPTS = 8
const LOG_BYTES = 10_000_000

const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '60',
  max_wal_size: '1GB',
  jit: 'off',
  logging_collector: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // The details of an error quote the row, and a row may be about a person.
  log_error_verbosity: 'terse',
}

/** Makes the cluster beside its place and renames it, so that an interrupted start leaves no half cluster. */
export async function createCluster({ binaries, cluster, settings }: Launch, password: string): Promise<void> {
  const base = dirname(cluster)
  removeHalfMade(base, `${basename(cluster)}.making-`)
  const making = mkdtempSync(`${cluster}.making-`)
  try {
    // A file, because the arguments of a program can be read by everyone on the machine.
    const passwordFile = join(making, 'password')
    writeFileSync(passwordFile, password, { mode: 0o600 })
    giveTo(binaries, making, passwordFile)
    const made = join(making, 'cluster')
    const authentication = ['--auth=scram-sha-256', `--username=${MIGRATOR}`, `--pwfile=${passwordFile}`]
    const sync = settings['fsync'] === 'off' ? ['--no-sync'] : []
    await run(binaries, 'initdb', [`--pgdata=${made}`, '--locale=C', '--encoding=UTF8', ...authentication, ...sync])
    renameDurably(made, cluster)
  } finally {
    rmSync(making, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Starts the server on the port, or on another one when that is taken; waits until it accepts connections. */
export async function launchServer(launch: Launch, port: number | undefined): Promise<LaunchedServer> {
  let chosen = port ?? (await findFreePort())
  let said = ''
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const outcome = await launchOnce(launch, chosen)
    if (typeof outcome !== 'string') return outcome
    said = outcome
    if (/could not bind|could not create any TCP/.test(said)) chosen = await findFreePort()
    else if (/lock file|shared memory block/.test(said)) await sleep(250 * attempt)
    else break
  }
  throw unavailable({
    zh: `内置 PostgreSQL 启动失败（${lastFatalOf(said)}）；详见 ${launch.log}。`,
    en: `The built-in PostgreSQL did not start (${lastFatalOf(said)}); see ${launch.log}.`,
  })
}

/** The running server, or what it wrote to its log before it ended. */
async function launchOnce(launch: Launch, port: number): Promise<LaunchedServer | string> {
  const { binaries, cluster } = launch
  const [log, start] = openLog(launch.log)
  const settings = Object.entries({ ...SETTINGS, ...launch.settings, port: String(port) })
  const child = spawn(
    join(binaries.bin, 'postgres'),
    ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: the terminal's Ctrl+C is for us, and we stop the server when our work is put away.
    { cwd: '/', detached: true, stdio: ['ignore', log, log], env: plainEnvironment(), ...identityOf(binaries.account) },
  )
  closeSync(log)
  child.unref()
  child.once('error', () => undefined)
  if (child.pid === undefined) return 'the program could not be run'
  const mark = findProcess(child.pid)
  const release = mark === undefined ? () => undefined : guardExit(mark)
  const ready = await findOnceReady(child, launch)
  if (ready) return { ...ready, release }
  release()
  return readFileSync(launch.log).subarray(start).toString('utf8')
}

/** The server as soon as it accepts connections, or undefined when it ended before. */
async function findOnceReady(child: ChildProcess, { cluster, say }: Launch): Promise<RunningServer | undefined> {
  let tellAt = performance.now() + 3_000
  while (child.exitCode === null && child.signalCode === null) {
    const ready = findReadyServer(cluster)
    if (ready?.mark.pid === child.pid) return ready
    if (performance.now() > tellAt) {
      tellAt = Infinity
      say({
        zh: '数据库正在恢复上次未正常关闭的数据，请稍候。',
        en: 'The database is recovering from a crash; please wait.',
      })
    }
    await sleep(10)
  }
  return undefined
}

/** Opens the log to append, with its size so far; a long one is put aside first. */
function openLog(file: string): readonly [number, number] {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_BYTES) renameSync(file, `${file}.1`)
  return [openSync(file, 'a', 0o600), size > LOG_BYTES ? 0 : size]
}

function run(binaries: Binaries, program: string, parameters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries.bin, program), [...parameters], {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: plainEnvironment(),
      ...identityOf(binaries.account),
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(notMade(said))))
  })
}

function notMade(said: string) {
  const reason = said.trim().split('\n').slice(0, 2).join(' ')
  return unavailable({
    zh: `无法新建数据库（${reason}）；请检查磁盘空间和目录权限。`,
    en: `The database could not be made (${reason}); check the space on the disk and the rights of the folder.`,
  })
}

function lastFatalOf(said: string): string {
  const lines = said.trim().split('\n')
  return lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? ''
}

/** PG* variables of the surrounding shell must not reach the server, nor a library path that shadows its own. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TZ } = process.env
  return { LC_ALL: 'C', ...(PATH === undefined ? {} : { PATH }), ...(TZ === undefined ? {} : { TZ }) }
}

function giveTo({ account }: Binaries, ...paths: readonly string[]): void {
  if (account) for (const path of paths) chownSync(path, account.uid, account.gid)
}

function removeHalfMade(base: string, prefix: string): void {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(prefix))) {
    rmSync(join(base, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port'))))
    })
  })
}
