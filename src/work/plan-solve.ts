import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Plan, PlanInput } from '../domain/plan.ts'
import { Refusal } from '../domain/refusal.ts'
import type { PlanProgress } from '../planner/solve.ts'
import type { ThreadMessage, ThreadOrder } from './plan-wire.ts'

export type SolveOrder = {
  readonly input: PlanInput
  readonly seed: number
  readonly moves?: number | undefined
  readonly seconds?: number | undefined
  readonly onProgress?: (progress: PlanProgress) => void
}

/** A solver at work: `stop` lets it end between steps with the best plan so far, `end` ends it without one. */
export type Solver = {
  readonly plan: Promise<Plan>
  readonly stop: () => void
  readonly end: () => Promise<void>
}

const HEAP_MEGABYTES = 2_048

/** Beside the bundle, or where the bundle is built when the sources run as they are. */
function threadPath(): string {
  const here = import.meta.url
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../dist/server/plan-thread.js' : './plan-thread.js', here))
}

/** Solves in a thread of its own, so that requests and Ctrl+C are heard meanwhile. */
export function startSolver(order: SolveOrder): Solver {
  const stop = new SharedArrayBuffer(4)
  const { input, seed, moves = null, seconds = null } = order
  const data: ThreadOrder = { input, seed, moves, seconds, stop }
  const worker = new Worker(threadPath(), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  })
  const plan = new Promise<Plan>((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') order.onProgress?.(message.progress)
      else if (message.kind === 'plan') resolve(message.plan)
      else reject(new Refusal(message.code, message.details))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`The plan thread ended early with ${code}.`)))
  })
  return {
    plan,
    stop: () => Atomics.store(new Int32Array(stop), 0, 1),
    end: async () => {
      await worker.terminate()
    },
  }
}
