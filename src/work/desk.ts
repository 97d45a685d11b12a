import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { PolicyPack } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Permit } from '../domain/system.ts'
import { findReply, keepReply, recordAudit } from '../store/command.ts'
import { asActor, getClock, type Db, type Tx } from '../store/connection.ts'

/** What every piece of work is given: whose session, which database, which packs, and the key of a write. */
export type Desk = {
  readonly db: Db
  readonly token: string
  readonly packs: readonly PolicyPack[]
  /** One UUID for each submission of a write; the same key again gives the same reply. */
  readonly key?: string
  /** What the token of another system is used for; absent for people. */
  readonly permit?: Permit
}

export type Clock = { readonly now: string; readonly today: Day }

/** A read: one snapshot, as the holder of the desk's session. */
export function reading<T>(desk: Desk, work: (tx: Tx, clock: Clock) => Promise<T>): Promise<T> {
  return asActor(desk.db, desk.token, async (tx) => work(tx, await getClock(tx)), desk.permit)
}

/** What a write did, for the audit: to what, why, and counts; never a person's data. */
export type Deed<T> = {
  readonly reply: T
  readonly subject: string
  readonly why?: string
  readonly facts?: Readonly<Record<string, unknown>>
}

const TRIES = 6

/**
 * A write: once for each key, in one transaction with its audit entry and its reply. Conflicts with a write at the same
 * time are tried again; the same key for another request is refused.
 */
export function writing<T>(
  desk: Desk,
  act: string,
  request: unknown,
  work: (tx: Tx, clock: Clock) => Promise<Deed<T>>,
): Promise<T> {
  return once(desk, { act, request, demand: demandWriter }, work)
}

/** A write in a case or of one's own things: by an officer, or by an organization for itself. */
export function takingPart<T>(
  desk: Desk,
  act: string,
  request: unknown,
  work: (tx: Tx, clock: Clock) => Promise<Deed<T>>,
): Promise<T> {
  return once(desk, { act, request, demand: demandParticipant }, work)
}

/** A write of what is one's own alone, such as one's settings: by anyone who is signed in. */
export function keeping<T>(
  desk: Desk,
  act: string,
  request: unknown,
  work: (tx: Tx, clock: Clock) => Promise<Deed<T>>,
): Promise<T> {
  return once(desk, { act, request, demand: demandAnyone }, work)
}

type Command = {
  readonly act: string
  readonly request: unknown
  readonly demand: (tx: Tx, act: string) => Promise<void>
}

async function once<T>(
  desk: Desk,
  { act, request, demand }: Command,
  work: (tx: Tx, clock: Clock) => Promise<Deed<T>>,
): Promise<T> {
  const { key } = desk
  if (key === undefined) throw new Refusal('KEY_MISSING')
  const hash = createHash('sha256')
    .update(JSON.stringify([act, request]))
    .digest('hex')
  return tryingAgain(() =>
    asActor(
      desk.db,
      desk.token,
      async (tx) => {
        await demand(tx, act)
        const kept = await findReply<T>(tx, key)
        if (kept !== undefined && kept.requestHash !== hash) throw new Refusal('KEY_REUSED')
        if (kept !== undefined) return kept.reply
        const deed = await work(tx, await getClock(tx))
        await recordAudit(tx, { act, subject: deed.subject, why: deed.why ?? null, facts: deed.facts ?? {} })
        await keepReply(tx, { key, act, requestHash: hash, reply: deed.reply })
        return deed.reply
      },
      desk.permit,
    ),
  )
}

/** A transaction that met another one at the same rows is done again from the start: a second look sees them. */
export async function tryingAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (tries >= TRIES || !isConflict(error)) throw error
    }
  }
}

/** Refuses where nobody is signed in, or the roles of today do not write. */
export async function demandWriter(tx: Tx, act: string): Promise<void> {
  const { rows } = await sql<{ actor: number | null; writes: boolean }>`
    select trefoil.actor_id() as actor, trefoil.may_write() as writes`.execute(tx)
  if (rows[0]?.actor == null) throw new Refusal('NOT_SIGNED_IN')
  if (!rows[0].writes) throw new Refusal('NOT_ALLOWED', { act })
}

/** Refuses where nobody is signed in, or the roles of today only read. */
export async function demandParticipant(tx: Tx, act: string): Promise<void> {
  const { rows } = await sql<{ actor: number | null; takesPart: boolean }>`
    select trefoil.actor_id() as actor, trefoil.may_take_part() as takes_part`.execute(tx)
  if (rows[0]?.actor == null) throw new Refusal('NOT_SIGNED_IN')
  if (!rows[0].takesPart) throw new Refusal('NOT_ALLOWED', { act })
}

/** Refuses where nobody is signed in. */
export async function demandAnyone(tx: Tx): Promise<void> {
  const { rows } = await sql<{ actor: number | null }>`select trefoil.actor_id() as actor`.execute(tx)
  if (rows[0]?.actor == null) throw new Refusal('NOT_SIGNED_IN')
}

/** A serialization failure, a deadlock, or the same key, code or day written at the same time. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['40001', '40P01', '23505', '23P01'].includes(String(error.code))
}
