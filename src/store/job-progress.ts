import { sql } from 'kysely'
import type { Text } from '../domain/refusal.ts'
import type { Tx } from './connection.ts'

/** Ids of the batches that were left under way; only the server itself is told. */
export async function listUnfinishedBatches(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select b as id from trefoil.unfinished_batches() b`.execute(tx)
  return rows.map((row) => row.id)
}

/** Opens a session for the account that ordered a batch, and says whether there is anything to do for it. */
export async function openJobSession(tx: Tx, batch: string, token: string): Promise<string> {
  const { rows } = await sql<{ word: string }>`
    select trefoil.open_job_session(${batch}::uuid, ${token}) as word`.execute(tx)
  return rows[0]?.word ?? 'ended'
}

export async function failBatch(tx: Tx, batch: string, failure: Text): Promise<void> {
  await sql`select trefoil.fail_batch(${batch}::uuid, ${JSON.stringify(failure)}::jsonb)`.execute(tx)
}

/** The work on a batch is ordered anew: nothing is done of it yet. */
export async function resetProgress(tx: Tx, batch: string): Promise<void> {
  await sql`insert into trefoil.job_progress (batch_id) values (${batch}::uuid)
    on conflict (batch_id) do update set attempts = 0, step = 'waiting', done = 0, total = 0,
      step_at = clock_timestamp(), at = clock_timestamp(), stop_asked = false`.execute(tx)
}

/** Counts a beginning of the work, and gives how many there were. */
export async function beginAttempt(tx: Tx, batch: string): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    insert into trefoil.job_progress (batch_id, attempts) values (${batch}::uuid, 1)
    on conflict (batch_id) do update set attempts = job_progress.attempts + 1, step = 'waiting', done = 0, total = 0,
      step_at = clock_timestamp(), at = clock_timestamp()
    returning attempts`.execute(tx)
  return rows[0]?.attempts ?? 1
}

export type Step = { readonly step: string; readonly done: number; readonly total: number }

/** Says how far the work has come; gives whether it is asked to stop. */
export async function saveProgress(tx: Tx, batch: string, { step, done, total }: Step): Promise<boolean> {
  const { rows } = await sql<{ stopAsked: boolean }>`
    update trefoil.job_progress set done = ${done}, total = ${total}, at = clock_timestamp(),
      step_at = case when step = ${step} then step_at else clock_timestamp() end, step = ${step}
    where batch_id = ${batch}::uuid returning stop_asked`.execute(tx)
  return rows[0]?.stopAsked ?? false
}

export async function askToStop(tx: Tx, batch: string): Promise<void> {
  await sql`update trefoil.job_progress set stop_asked = true where batch_id = ${batch}::uuid`.execute(tx)
}

export type ProgressRow = Step & {
  readonly batchId: string
  /** Seconds that this step took until its last word. */
  readonly seconds: number
}

/** How far the work on batches of the actor has come. */
export async function listProgress(tx: Tx, batches: readonly string[]): Promise<ProgressRow[]> {
  if (batches.length === 0) return []
  const { rows } = await sql<ProgressRow>`
    select batch_id, step, done, total, extract(epoch from at - step_at)::float8 as seconds
    from trefoil.job_progress where batch_id = any(${[...batches]}::uuid[])`.execute(tx)
  return rows
}
