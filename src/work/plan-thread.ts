import { parentPort, workerData } from 'node:worker_threads'
import { Refusal, refusalText } from '../domain/refusal.ts'
import { solvePlan } from '../planner/solve.ts'
import type { ThreadMessage, ThreadOrder } from './plan-wire.ts'

/** The time between two reports of progress, in milliseconds. */
const REPORT_EVERY = 100

/** The solver in a thread of its own: told to stop by a shared flag or a time limit, between steps. */
function run(order: ThreadOrder, tell: (message: ThreadMessage) => void): void {
  const flag = new Int32Array(order.stop)
  const deadline = order.seconds === null ? Infinity : performance.now() + order.seconds * 1000
  let reported = -Infinity
  const plan = solvePlan(order.input, {
    seed: order.seed,
    ...(order.moves === null ? {} : { moves: order.moves }),
    keepGoing: () => Atomics.load(flag, 0) === 0 && performance.now() < deadline,
    onProgress: (progress) => {
      const now = performance.now()
      if (now - reported < REPORT_EVERY) return
      reported = now
      tell({ kind: 'progress', progress })
    },
  })
  tell({ kind: 'plan', plan })
}

const port = parentPort
if (port === null) throw new Error('The plan thread runs as a worker only.')
const tell = (message: ThreadMessage) => port.postMessage(message)
try {
  run(workerData, tell)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  tell({ kind: 'refused', code: error.code, details: error.details, text: refusalText(error) })
}
