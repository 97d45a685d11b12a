import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that cannot be mistaken for a later one with the same number: `born` is its boot and start time. */
export type ProcessMark = { readonly pid: number; readonly born: string }

/** The mark of a living process. A zombie is not living, although a signal can still be sent to it. */
export function findProcess(pid: number): ProcessMark | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const born = process.platform === 'linux' ? bornByProc(pid) : bornByPs(pid)
  return born === undefined ? undefined : { pid, born }
}

export function isAlive(mark: ProcessMark): boolean {
  return findProcess(mark.pid)?.born === mark.born
}

export function ownMark(): ProcessMark {
  return findProcess(process.pid) ?? { pid: process.pid, born: 'unknown' }
}

/** One line of text, read back by `parseMark`. */
export function formatMark(mark: ProcessMark): string {
  return `${mark.pid} ${mark.born}`
}

export function parseMark(line: string): ProcessMark | undefined {
  const [, pid, born] = /^(\d+) (\S+)$/.exec(line.trim()) ?? []
  return pid === undefined || born === undefined ? undefined : { pid: Number(pid), born }
}

/** Whether the process ended within the time (milliseconds). */
export async function isGoneWithin(mark: ProcessMark, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (isAlive(mark)) {
    if (performance.now() > deadline) return false
    await sleep(20)
  }
  return true
}

/** Whether this process is a PostgreSQL server that works in this cluster folder. */
export function isPostgresOf(pid: number, cluster: string): boolean {
  const folder = realpathSync(cluster)
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.includes('postgres') && stdout.includes(folder)
  }
  try {
    return (
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === folder
    )
  } catch {
    return isNamedInCommand(pid, folder)
  }
}

/** Server processes that live in the cluster folder, with or without their postmaster (Linux; elsewhere none is known). */
export function listPostgresOf(cluster: string): readonly number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => findProcess(pid) !== undefined && isPostgresOf(pid, cluster))
}

function bornByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks, so count from the last bracket: state is field 3, start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19] ?? ''}`
  } catch {
    return undefined
  }
}

function bornByPs(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [state, ...start] = stdout.trim().split(/\s+/)
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : start.join('_')
}

/** Another user's working folder is secret, its command line is not. */
function isNamedInCommand(pid: number, folder: string): boolean {
  try {
    const [program, ...rest] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return basename(program ?? '') === 'postgres' && rest.includes(folder)
  } catch {
    return false
  }
}
