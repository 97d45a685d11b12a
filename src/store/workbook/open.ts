import { fork, type ChildProcess } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  faultOf,
  type FileFault,
  type Flaw,
  type SourceFile,
  type TableEvent,
  type WorkbookLimits,
} from './workbook.ts'
import type { AddedColumns, CellMark, ChildJob, ChildMessage, ProblemsSheet } from './wire.ts'

export type OpenOptions = {
  readonly limits?: Partial<WorkbookLimits>
  /** seconds without a sign of life after which a reader is ended */
  readonly idleSeconds?: number
  /** seconds that a reader may work on one file in all; the consumer's own time does not count */
  readonly totalSeconds?: number
  readonly heapMegabytes?: number
  readonly signal?: AbortSignal
}

const IDLE_SECONDS = 60
const TOTAL_SECONDS = 300
const HEAP_MEGABYTES = 384

/**
 * Reads files one after another, each in a process of its own with a heap, a clock and a row limit, so that a hostile
 * file ends as one fatal fault of that file. Events come as fast as they are taken.
 */
export async function* openTables(files: readonly SourceFile[], options: OpenOptions = {}): AsyncGenerator<TableEvent> {
  for (const source of files) {
    for await (const message of converse({ kind: 'read', source, limits: options.limits ?? {} }, options)) {
      if (message.kind === 'events') yield* message.events
      else if (message.kind === 'flaw') yield { kind: 'fault', fault: faultOf(source.name, message.flaw) }
    }
  }
}

/**
 * Writes the clerk's own file again with the bad cells filled and commented and a first sheet of problems; a CSV
 * becomes a workbook. Gives the fault where the source cannot be marked; the target then does not exist.
 */
export async function markWorkbook(
  source: SourceFile,
  targetPath: string,
  marks: readonly CellMark[],
  problems: ProblemsSheet & { readonly columns?: readonly AddedColumns[]; readonly options?: OpenOptions },
): Promise<FileFault | undefined> {
  const { options = {}, columns = [], ...sheet } = problems
  const target = `${targetPath}.part`
  let fault: FileFault | undefined
  try {
    const job = { kind: 'mark', source, target, marks, columns, problems: sheet, limits: options.limits ?? {} } as const
    for await (const message of converse(job, options)) {
      if (message.kind === 'flaw') fault = faultOf(source.name, message.flaw)
    }
    if (!fault) await rename(target, targetPath)
  } finally {
    await Promise.all(['', '.plain', '.plain.shell'].map((end) => rm(`${target}${end}`, { force: true })))
  }
  return fault
}

/** Beside the bundle, or where the bundle is built when the sources run as they are. */
function childPath(): string {
  const here = import.meta.url
  return fileURLToPath(
    new URL(here.endsWith('.ts') ? '../../../dist/server/workbook-child.js' : './workbook-child.js', here),
  )
}

type Mailbox = {
  readonly next: () => Promise<ChildMessage | undefined>
  /** starts the clock: from now on the child owes a message */
  readonly await: () => void
  readonly stop: (flaw?: Flaw) => void
}

async function* converse(job: ChildJob, options: OpenOptions): AsyncGenerator<ChildMessage> {
  const child = fork(childPath(), [], {
    execArgv: [`--max-old-space-size=${options.heapMegabytes ?? HEAP_MEGABYTES}`],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const box = mailbox(child, options)
  const abort = () => box.stop()
  options.signal?.addEventListener('abort', abort)
  try {
    options.signal?.throwIfAborted()
    child.send(job, () => undefined)
    box.await()
    for (let message = await box.next(); message; message = await box.next()) {
      if (message.kind === 'done') break
      yield message
      if (message.kind === 'events' && child.connected) child.send('more', () => undefined)
      box.await()
    }
    options.signal?.throwIfAborted()
  } finally {
    options.signal?.removeEventListener('abort', abort)
    box.stop()
  }
}

/** Gathers what a child says; its end without 'done' is a flaw, told once. */
function mailbox(child: ChildProcess, options: OpenOptions): Mailbox {
  const messages: ChildMessage[] = []
  const idleMs = (options.idleSeconds ?? IDLE_SECONDS) * 1000
  let leftMs = (options.totalSeconds ?? TOTAL_SECONDS) * 1000
  let since = 0
  let clock: NodeJS.Timeout | undefined
  let wake: (() => void) | undefined
  let finished = false
  let stderr = ''

  function stopClock(): void {
    if (clock) leftMs -= performance.now() - since
    clearTimeout(clock)
    clock = undefined
  }

  const isFinished = () => finished

  function tell(message: ChildMessage | undefined): void {
    if (message) messages.push(message)
    wake?.()
  }

  function stop(flaw?: Flaw): void {
    stopClock()
    child.kill('SIGKILL')
    if (finished) return
    finished = true
    tell(flaw ? { kind: 'flaw', flaw } : undefined)
  }

  child.stderr?.on('data', (bytes: Buffer) => {
    if (stderr.length < 20_000) stderr += bytes.toString()
  })
  child.on('message', (message: ChildMessage) => {
    if (finished) return
    stopClock()
    if (message.kind !== 'events') finished = true
    tell(message)
  })
  child.on('error', (error) => stop({ code: 'READER_FAILED', details: { detail: error.message } }))
  child.on('close', (_code, signal) => stop(endFlaw(stderr, signal)))

  return {
    async next() {
      while (messages.length === 0 && !isFinished()) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return messages.shift()
    },
    await() {
      if (finished || messages.length > 0) return
      stopClock()
      since = performance.now()
      const limit = Math.min(idleMs, leftMs)
      clock = setTimeout(() => stop(timeFlaw(Math.round(limit / 1000))), limit)
    },
    stop,
  }
}

function timeFlaw(seconds: number): Flaw {
  return { code: 'TIME_LIMIT', details: { detail: seconds } }
}

/** V8 says so on its way out when the heap is full; the system ends what is too large for it by SIGKILL. */
function endFlaw(stderr: string, signal: string | null): Flaw {
  if (signal === 'SIGKILL' || /heap out of memory|Array buffer allocation failed|OOM/i.test(stderr))
    return { code: 'OUT_OF_MEMORY' }
  const line = stderr.split('\n').find((one) => /Error/.test(one)) ?? 'ended early'
  return { code: 'READER_FAILED', details: { detail: line.slice(0, 200) } }
}
