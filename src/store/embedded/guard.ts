import { isAlive, isGoneWithin, type ProcessMark } from './process.ts'
import { unavailable } from './refusal.ts'

const FAST_MS = 60_000
const IMMEDIATE_MS = 10_000

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const guarded = new Set<ProcessMark>()

/**
 * Takes the server down with this Node process, however it ends short of a kill -9: normally, by an uncaught error, or
 * by a signal that nobody else listens to. The returned function lifts the guard.
 */
export function guardExit(server: ProcessMark): () => void {
  if (guarded.size === 0) {
    process.on('exit', endGuarded)
    for (const name of SIGNALS) process.on(name, endUnlessHeard)
  }
  guarded.add(server)
  return () => lift(server)
}

function lift(server: ProcessMark): void {
  if (!guarded.delete(server) || guarded.size > 0) return
  process.off('exit', endGuarded)
  for (const name of SIGNALS) process.off(name, endUnlessHeard)
}

function endGuarded(): void {
  for (const server of guarded) signal(server, 'SIGINT')
}

/** Whoever else listens stops the server in its own time; with no one else, Node would end without a word. */
function endUnlessHeard(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return
  endGuarded()
  process.off(name, endUnlessHeard)
  process.kill(process.pid, name)
}

/** Fast shutdown (SIGINT: open transactions are rolled back, all is flushed); the immediate one only as a last resort. */
export async function stopServer(server: ProcessMark): Promise<void> {
  signal(server, 'SIGINT')
  if (await isGoneWithin(server, FAST_MS)) return
  signal(server, 'SIGQUIT')
  if (await isGoneWithin(server, IMMEDIATE_MS)) return
  throw unavailable({
    zh: `PostgreSQL（进程 ${server.pid}）没有停止；请手动结束该进程。`,
    en: `PostgreSQL (process ${server.pid}) does not stop; end that process by hand.`,
  })
}

function signal(server: ProcessMark, name: NodeJS.Signals): void {
  try {
    if (isAlive(server)) process.kill(server.pid, name)
  } catch {
    // It ended between the two calls.
  }
}
