import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProcess, isPostgresOf, listPostgresOf, type ProcessMark } from './process.ts'
import { unavailable } from './refusal.ts'

export type RunningServer = { readonly mark: ProcessMark; readonly port: number }

const SETTLE_MS = 300_000
const ORPHAN_MS = 15_000

/** The server that accepts connections on this cluster, by the lock file that PostgreSQL keeps in it. */
export function findReadyServer(cluster: string): RunningServer | undefined {
  const lines = readLockFile(cluster)
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (lines[7]?.trim() !== 'ready' || !Number.isInteger(port)) return undefined
  const mark = findProcess(pid)
  return mark && isPostgresOf(pid, cluster) ? { mark, port } : undefined
}

/**
 * The server that someone else started on this cluster, once it has finished starting; undefined when none runs (any
 * more). A lock file without its server is removed: after a kill -9, a power cut, or when its number belongs to another
 * program now.
 */
export async function findSettledServer(cluster: string): Promise<RunningServer | undefined> {
  const deadline = performance.now() + SETTLE_MS
  while (isHeld(cluster)) {
    const ready = findReadyServer(cluster)
    if (ready) return ready
    if (performance.now() > deadline) throw notSettling(cluster)
    await sleep(20)
  }
  await removeStaleLock(cluster)
  return undefined
}

function isHeld(cluster: string): boolean {
  const pid = Number(readLockFile(cluster)[0])
  return findProcess(pid) !== undefined && isPostgresOf(pid, cluster)
}

function readLockFile(cluster: string): readonly string[] {
  try {
    return readFileSync(lockFileOf(cluster), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Sessions outlive a killed server for a moment; a second server beside them would destroy data, so wait for them. */
async function removeStaleLock(cluster: string): Promise<void> {
  if (!existsSync(lockFileOf(cluster))) return
  const deadline = performance.now() + ORPHAN_MS
  while (listPostgresOf(cluster).length > 0) {
    if (performance.now() > deadline) throw orphaned(cluster)
    await sleep(50)
  }
  rmSync(lockFileOf(cluster), { force: true })
}

function lockFileOf(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

function notSettling(cluster: string) {
  return unavailable({
    zh: `${cluster} 的 PostgreSQL 一直未就绪；请查看日志 postgres.log。`,
    en: `The PostgreSQL of ${cluster} does not become ready; look at postgres.log.`,
  })
}

function orphaned(cluster: string) {
  const pids = listPostgresOf(cluster).join(', ')
  return unavailable({
    zh: `${cluster} 上次异常结束后仍有进程未退出（${pids}）；请结束这些进程后重试。`,
    en: `Processes of ${cluster} are left from a crash (${pids}); end them and try again.`,
  })
}
