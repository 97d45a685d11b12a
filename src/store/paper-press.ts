import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { PaperSheet } from '../domain/paper-layout.ts'
import { Refusal } from '../domain/refusal.ts'
import type { PaperFileFormat, PressOrder, PressReply } from './paper-wire.ts'

type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: unknown) => void }
type Press = { readonly worker: Worker; readonly waiting: Map<number, Waiting> }

let open: Press | undefined
let count = 0

/**
 * Starts the thread that makes Word and PDF files, if it does not run yet: its libraries and faces are loaded there, so that
 * neither the start of the server nor its other answers wait for them.
 */
export function warmPress(): void {
  pressNow()
}

/** Ends the thread; whoever waits for a paper is told so. */
export async function closePress(): Promise<void> {
  await open?.worker.terminate()
}

/** A paper as a file, made in the paper thread. */
export function pressed(format: PaperFileFormat, sheet: PaperSheet): Promise<Uint8Array> {
  const { worker, waiting } = pressNow()
  count += 1
  const order: PressOrder = { id: count, format, sheet }
  worker.ref()
  return new Promise((resolve, reject) => {
    waiting.set(order.id, { resolve, reject })
    worker.postMessage(order, [])
  })
}

function pressNow(): Press {
  open ??= startPress()
  return open
}

/** The bundled thread lies beside the bundled code; from source it is the one that was built last. */
function threadPath(): string {
  const here = import.meta.url
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../dist/server/paper-thread.js' : './paper-thread.js', here))
}

function startPress(): Press {
  const worker = new Worker(threadPath())
  const press: Press = { worker, waiting: new Map() }
  worker.unref()
  worker.on('message', (reply: PressReply) => {
    const order = press.waiting.get(reply.id)
    press.waiting.delete(reply.id)
    if (press.waiting.size === 0) worker.unref()
    if ('bytes' in reply) order?.resolve(reply.bytes)
    else order?.reject(new Refusal(reply.refused.code, reply.refused.details))
  })
  worker.on('error', (error) => endPress(press, error))
  worker.on('exit', (code) => endPress(press, new Error(`The paper thread ended early with ${code}.`)))
  return press
}

/** Whoever waits is told; the next paper starts another thread. */
function endPress(press: Press, error: unknown): void {
  if (open === press) open = undefined
  for (const { reject } of press.waiting.values()) reject(error)
  press.waiting.clear()
}
