import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { Refusal } from '../domain/refusal.ts'
import type { DB } from './database.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

/** Days stay plain text, instants stay exact to the microsecond, ids and counts are numbers. */
const TYPES = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.TIMESTAMPTZ, instantText],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
])

function instantText(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z')
}

/**
 * Connections of the application's role, whoever signs in to the server: the role that migrates keeps its powers to
 * itself. Whoever works must name a session in `asActor`; without one, row security shows nothing.
 */
export function openDatabase(url: string, connections = 10): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: '-c search_path=trefoil,public -c timezone=UTC -c jit=off',
    types: { getTypeParser: (oid: number) => TYPES.get(oid) ?? pg.types.getTypeParser(oid) },
    onConnect: async (client) => {
      await client.query('set role trefoil_app')
    },
  })
  // A connection that breaks while idle is dropped by the pool; the next command gets a new one or is refused.
  pool.on('error', () => undefined)
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/**
 * Runs one piece of work as the holder of a session token: everything in it is one transaction on one snapshot. The
 * token of another system is somebody's only under a permit that the system has; people need none.
 */
export async function asActor<T>(db: Db, token: string, work: (tx: Tx) => Promise<T>, permit = ''): Promise<T> {
  return whileThere(
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        await sql`select set_config('trefoil.token', ${token}, true), set_config('trefoil.permit', ${permit}, true)`.execute(
          tx,
        )
        return work(tx)
      }),
  )
}

/** A database that is gone is a refusal that says so: it is worth asking again. */
export async function whileThere<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isDatabaseGone(error) ? new Refusal('UNAVAILABLE', { detail: 'PostgreSQL' }) : error
  }
}

/** Runs a piece of work like `asActor` and takes back whatever it wrote: only its result stays. */
export async function rehearseAsActor<T>(db: Db, token: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute()
  try {
    await sql`select set_config('trefoil.token', ${token}, true)`.execute(tx)
    return await work(tx)
  } finally {
    await tx.rollback().execute()
  }
}

/** Whether the database could not be reached, or went while something was asked of it: it is worth asking again. */
export function isDatabaseGone(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === 'UNAVAILABLE'
  return isConnectionError(error) || (error instanceof Error && GONE.test(error.message))
}

/** What the driver says without a code when a connection ends under a statement, or after the pool has been closed. */
const GONE = /connection terminated|connection ended|driver has already been destroyed|pool after calling end/i

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '08006', '08001'].includes(String(error.code))
}

type Clock = { readonly now: string; readonly today: string }

const CLOCK = sql`now() as now, (now() at time zone 'Asia/Shanghai')::date as today`

/** The instant and the plain day of the database's clock: the only clock that facts and deadlines know. */
export async function getClock(db: Db | Tx): Promise<Clock> {
  const { rows } = await sql<Clock>`select ${CLOCK}`.execute(db)
  return toldTime(rows[0])
}

function toldTime<T extends Clock>(clock: T | undefined): T {
  if (clock === undefined) throw new Error('The database did not tell the time.')
  return clock
}
