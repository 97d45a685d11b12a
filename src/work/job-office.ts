import { openJobs, type QueueName } from '../store/jobs.ts'
import type { Tx } from '../store/connection.ts'
import type { Desk } from './desk.ts'

/** Work beside the requests that outlives them: by id from a queue, or by the clock of the field. */
export type JobOffice = {
  readonly send: (tx: Tx, queue: QueueName, id: string) => Promise<void>
  readonly wake: (queue: QueueName) => void
  /** Works through the ids of a queue, one after another, again after a crash. The desk is the server's own. */
  readonly take: (queue: QueueName, work: (system: Desk, id: string) => Promise<void>) => Promise<void>
  /** Does the work when the clock says so (cron, Asia/Shanghai). The desk is the server's own. */
  readonly every: (queue: QueueName, cron: string, work: (system: Desk) => Promise<unknown>) => Promise<void>
  /** A desk with a session of the server itself, good for hours. */
  readonly system: () => Promise<Desk>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

export type JobOfficeOptions = Pick<Desk, 'db' | 'packs'> & {
  /** Makes a session of the server itself. */
  readonly openSession: () => Promise<string>
  readonly now: () => number
  /** Hears what goes wrong: no request waits for it. */
  readonly told: (error: unknown) => void
}

/** Half of what a session lasts (store/session.ts): work that begins has hours left. */
const RENEW_AFTER = 6 * 3_600_000

export function openJobOffice({ db, packs, openSession, now, told }: JobOfficeOptions): JobOffice {
  const jobs = openJobs(db, told)
  let session: { readonly token: Promise<string>; readonly since: number } | undefined
  const system = async (): Promise<Desk> => {
    if (session === undefined || now() - session.since > RENEW_AFTER) session = { token: openSession(), since: now() }
    const opened = session
    try {
      return { db, packs, token: await opened.token }
    } catch (error) {
      if (session === opened) session = undefined
      throw error
    }
  }
  return {
    send: jobs.send,
    wake: jobs.wake,
    take: (queue, work) => jobs.take(queue, async (id) => work(await system(), id)),
    every: (queue, cron, work) => jobs.every(queue, cron, async () => void (await work(await system()))),
    system,
    start: jobs.start,
    close: jobs.stop,
  }
}
