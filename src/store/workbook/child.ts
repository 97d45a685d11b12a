import { readWorkbook } from './read.ts'
import { flawOf, type TableEvent } from './workbook.ts'
import { writeMarkedCopy } from './mark.ts'
import type { ChildJob, ChildMessage } from './wire.ts'

/** Rows in one message to the parent, which must answer before the next is sent. */
const CHUNK_ROWS = 500
const CHUNK_CELLS = 50_000

function send(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()))
}

function answered(): Promise<void> {
  return new Promise((resolve) => process.once('message', () => resolve()))
}

async function tellTables(job: Extract<ChildJob, { kind: 'read' }>): Promise<void> {
  let events: TableEvent[] = []
  let rows = 0
  let cells = 0
  for await (const event of readWorkbook(job.source, job.limits)) {
    events.push(event)
    if (event.kind !== 'rows') continue
    rows += event.rows.length
    cells += event.rows.reduce((count, row) => count + row.cells.length, 0)
    if (rows < CHUNK_ROWS && cells < CHUNK_CELLS) continue
    const answer = answered()
    await send({ kind: 'events', events: joined(events) })
    await answer
    events = []
    rows = 0
    cells = 0
  }
  await send({ kind: 'events', events: joined(events) })
  await send({ kind: 'done' })
}

function joined(events: readonly TableEvent[]): TableEvent[] {
  const joint: TableEvent[] = []
  for (const event of events) {
    const last = joint.at(-1)
    if (event.kind === 'rows' && last?.kind === 'rows') {
      joint[joint.length - 1] = { kind: 'rows', rows: [...last.rows, ...event.rows] }
    } else joint.push(event)
  }
  return joint
}

async function mark(job: Extract<ChildJob, { kind: 'mark' }>): Promise<void> {
  try {
    await writeMarkedCopy(job)
    await send({ kind: 'done' })
  } catch (error) {
    const flaw = flawOf(error) ?? { code: 'READER_FAILED' as const, details: { detail: String(error).slice(0, 200) } }
    await send({ kind: 'flaw', flaw })
  }
}

process.once('disconnect', () => process.exit(0))
process.once('message', (job: ChildJob) => {
  const work = job.kind === 'read' ? tellTables(job) : mark(job)
  void work.finally(() => process.disconnect())
})
