import { CompiledQuery } from 'kysely'
import type { Client } from 'pg'
import PgBoss from 'pg-boss'
import type { Db, Tx } from './connection.ts'

/**
 * Every queue there is. They are made by the role that migrates: the application's role only uses them. A job that is
 * done by the clock is a queue too.
 */
export const QUEUES = ['batches', 'caseClocks', 'reminders', 'digests'] as const
export type QueueName = (typeof QUEUES)[number]

const SCHEMA = 'pgboss'
/** The field has one time zone. */
const ZONE = 'Asia/Shanghai'

/** At most one job of a key waits; one that fails is tried again, and one whose process has died is so after the hour. */
const QUEUE = { policy: 'short', retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInMinutes: 60 } as const
/** pg-boss's own queue of what the clock has made due. */
const CLOCK_QUEUE = '__pgboss__send-it'

/** Makes or brings up to date pg-boss's own schema and the queues, and lets the application's role use them. */
export async function installJobs(client: Client): Promise<void> {
  const db = { executeSql: async (text: string, values: unknown[]) => client.query(text, values) }
  const boss = new PgBoss({ db, schema: SCHEMA, schedule: false, supervise: false })
  await boss.start()
  const made = new Set((await boss.getQueues()).map((queue) => queue.name))
  if (!made.has(CLOCK_QUEUE)) await boss.createQueue(CLOCK_QUEUE)
  for (const name of QUEUES) if (!made.has(name)) await boss.createQueue(name, { name, ...QUEUE })
  await boss.stop({ graceful: false, close: false })
  await client.query(`
    revoke all on all functions in schema ${SCHEMA} from public;
    grant usage on schema ${SCHEMA} to trefoil_app;
    grant select, insert, update, delete on ${SCHEMA}.job, ${SCHEMA}.schedule to trefoil_app;
    grant select, insert, delete on ${SCHEMA}.archive to trefoil_app;
    grant select on ${SCHEMA}.queue to trefoil_app;
    grant select, update on ${SCHEMA}.version to trefoil_app;`)
}

export type Jobs = {
  /** Puts an id into a queue in the caller's transaction; one that waits there already stays alone. */
  readonly send: (tx: Tx, queue: QueueName, id: string) => Promise<void>
  /** Looks at once for what was sent: otherwise the next look finds it. */
  readonly wake: (queue: QueueName) => void
  /** Works through a queue, one id after another. Work that throws is tried again later. */
  readonly take: (queue: QueueName, work: (id: string) => Promise<void>) => Promise<void>
  /** Does the work whenever the clock of the field says so; several servers do it once. */
  readonly every: (queue: QueueName, cron: string, work: () => Promise<void>) => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The queues as the application's role uses them. `told` hears what goes wrong beside the work itself. */
export function openJobs(db: Db, told: (error: unknown) => void): Jobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => quietly(text, execute(db, text, values), told) },
    schema: SCHEMA,
    migrate: false,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 30,
  })
  boss.on('error', told)
  const workers = new Map<QueueName, string>()
  const take = async (queue: QueueName, seconds: number, work: (id: string) => Promise<void>) => {
    const id = await boss.work<{ id?: string }>(queue, { pollingIntervalSeconds: seconds }, async (jobs) => {
      for (const job of jobs) await withoutWords(work(job.data?.id ?? ''), told)
      // pg-boss rests after each job, also where the next one waits.
      boss.notifyWorker(workers.get(queue) ?? '')
    })
    workers.set(queue, id)
  }
  return {
    send: async (tx, queue, id) => {
      const own = { executeSql: (text: string, values: unknown[]) => execute(tx, text, values) }
      await boss.send(queue, { id }, { singletonKey: id, db: own })
    },
    wake: (queue) => boss.notifyWorker(workers.get(queue) ?? ''),
    take: (queue, work) => take(queue, 2, work),
    every: async (queue, cron, work) => {
      await take(queue, 30, work)
      await boss.schedule(queue, cron, {}, { tz: ZONE })
    },
    start: async () => void (await boss.start()),
    stop: () => boss.stop({ graceful: false, close: false }),
  }
}

async function execute(db: Db | Tx, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
  return { rows }
}

/**
 * The end of a job is told to the database by pg-boss without waiting for it: a database that has gone meanwhile must
 * not end the process. The job then stays active, and is taken up again.
 */
async function quietly(
  text: string,
  asked: Promise<{ rows: unknown[] }>,
  told: (error: unknown) => void,
): Promise<{ rows: unknown[] }> {
  if (!text.includes('COUNT(*) FROM results')) return asked
  return asked.catch((error: unknown) => {
    told(error)
    return { rows: [{ count: 0 }] }
  })
}

/** What pg-boss keeps of a failure says nothing: the log has it. */
async function withoutWords(work: Promise<void>, told: (error: unknown) => void): Promise<void> {
  try {
    await work
  } catch (error) {
    told(error)
    // oxlint-disable-next-line preserve-caught-error -- see above
    throw new Error('The work failed; the log says why.')
  }
}
