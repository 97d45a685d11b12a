import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProcess, formatMark, isAlive, ownMark, parseMark } from './process.ts'
import { unavailable } from './refusal.ts'

const PATIENCE_MS = 360_000
/** A lock is created and then written: an empty one this old was left by a process that died in between. */
const EMPTY_MS = 5_000

/** Runs the work while no other process holds the same lock file; the lock of a dead process is broken. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const ticket = `${formatMark(ownMark())}\n${randomBytes(8).toString('hex')}`
  await takeLock(file, ticket)
  try {
    return await work()
  } finally {
    if (readLock(file) === ticket) rmSync(file, { force: true })
  }
}

async function takeLock(file: string, ticket: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!isTaken(file, ticket)) {
    const seen = readLock(file)
    if (seen !== undefined && isStale(file, seen)) breakLock(file, seen)
    else if (performance.now() > deadline) throw stillLocked(file, seen)
    else await sleep(25)
  }
}

function isTaken(file: string, ticket: string): boolean {
  try {
    writeFileSync(file, ticket, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isStale(file: string, seen: string): boolean {
  const holder = parseMark(seen.split('\n')[0] ?? '')
  if (holder) return !isAlive(holder)
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return written !== undefined && Date.now() - written > EMPTY_MS
}

/** Moves a stale lock away; one that another process took in the meantime is put back. */
function breakLock(file: string, seen: string): void {
  const aside = `${file}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(file, aside)
    if (readLock(aside) !== seen) linkSync(aside, file)
  } catch {
    // Someone else was quicker; the next round of the loop sees what is there now.
  }
  rmSync(aside, { force: true })
}

function stillLocked(file: string, seen: string | undefined) {
  const pid = parseMark(seen?.split('\n')[0] ?? '')?.pid ?? 0
  const holder = findProcess(pid) ? String(pid) : '?'
  return unavailable({
    zh: `另一个进程（${holder}）一直占用 ${file}；请结束该进程后重试。`,
    en: `Another process (${holder}) keeps holding ${file}; end it and try again.`,
  })
}
