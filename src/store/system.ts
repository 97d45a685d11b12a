import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Permit, SystemGrant } from '../domain/system.ts'
import { whileThere, type Db, type Tx } from './connection.ts'

/** A token as the database knows it, and the beginning by which people tell it from another. */
export type TokenMark = { readonly hash: string; readonly hint: string }

/** SHA-256 in hexadecimal digits: a token is random to 256 bits, so nothing slower is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What the door knows of a token: whose it is, what it may ask and how often. */
export type MetSystem = {
  readonly id: string
  readonly permits: readonly Permit[]
  /** Requests a minute; null is the setting of the instance. */
  readonly perMinute: number | null
  readonly expiresOn: Day
}

/** Whose token it is; undefined where it is nobody's or not valid any more. The day of its use is noted. */
export async function findMetSystem(db: Db, token: string): Promise<MetSystem | undefined> {
  const { rows } = await whileThere(sql<MetSystem>`select * from trefoil.meet_system(${token})`.execute(db))
  return rows[0]
}

export type NewSystem = {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly contact: string
  readonly permits: readonly Permit[]
  readonly expiresOn: Day
  readonly perMinute: number | null
  readonly grants: readonly SystemGrant[]
}

export async function createSystem(tx: Tx, system: NewSystem): Promise<void> {
  const { id, name, contact, permits, expiresOn, perMinute, grants } = system
  const wanted = {
    id,
    name_zh: name.zh,
    name_en: name.en,
    contact,
    permits,
    expires_on: expiresOn,
    per_minute: perMinute,
  }
  await sql`select trefoil.register_system(${JSON.stringify(wanted)}::json, ${JSON.stringify(grants)}::json)`.execute(
    tx,
  )
}

/** Adds a token; those before it end after some days, at once where the days are 0. False where the system has ended. */
export async function addToken(tx: Tx, id: string, { hash, hint }: TokenMark, overlapDays: number): Promise<boolean> {
  const { rows } = await sql<{ added: boolean }>`
    select trefoil.add_system_token(${id}::uuid, decode(${hash}, 'hex'), ${hint},
      now() + make_interval(days => ${overlapDays})) as added`.execute(tx)
  return rows[0]?.added === true
}

/** Ends a system and its tokens at once. False where it had ended before. */
export async function endSystem(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select trefoil.revoke_system(${id}::uuid) as ended`.execute(tx)
  return rows[0]?.ended === true
}

export type SystemRow = {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly contact: string
  readonly permits: readonly Permit[]
  readonly expiresOn: Day
  readonly perMinute: number | null
  readonly registeredOn: Day
  readonly revokedOn: Day | null
}

const DAY_OF = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`

export async function listSystemRows(tx: Tx): Promise<SystemRow[]> {
  const { rows } = await sql<SystemRow>`
    select id, name_zh, name_en, contact, permits, expires_on, per_minute, ${DAY_OF('registered_at')} as registered_on,
      ${DAY_OF('revoked_at')} as revoked_on
    from trefoil.system order by revoked_at is not null, registered_at, id`.execute(tx)
  return rows
}

/** The system of an id as far as the actor may see it. */
export async function hasSystem(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from trefoil.system where id::text = ${id}`.execute(tx)
  return rows.length > 0
}

export type TokenRow = {
  readonly systemId: string
  readonly hint: string
  readonly madeOn: Day
  /** The day on which it ends or ended; null where only its system's last day ends it. */
  readonly endsOn: Day | null
  readonly isGood: boolean
  readonly lastUsedOn: Day | null
}

export async function listTokenRows(tx: Tx): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select system_id, hint, ${DAY_OF('made_at')} as made_on,
      case when ends_at < 'infinity' then ${DAY_OF('ends_at')} end as ends_on, ends_at > now() as is_good, last_used_on
    from trefoil.system_token order by made_at desc`.execute(tx)
  return rows
}

export type SystemGrantRow = {
  readonly systemId: string
  readonly place: string | null
  readonly placeName: string | null
  readonly lineNos: readonly number[] | null
  readonly from: Day
  readonly to: Day | null
}

export async function listSystemGrants(tx: Tx): Promise<SystemGrantRow[]> {
  const { rows } = await sql<SystemGrantRow>`
    select system_id, place, place_name, line_nos, lower(valid) as "from",
      case when upper_inf(valid) then null else upper(valid) - 1 end as "to"
    from trefoil.grants_of_systems()`.execute(tx)
  return rows
}

/** Places and lines that a grant names and nobody knows. */
export async function findUnknown(
  tx: Tx,
  { places, lines }: { readonly places: readonly string[]; readonly lines: readonly string[] },
): Promise<{ readonly places: readonly string[]; readonly lines: readonly string[] }> {
  const { rows } = await sql<{ places: string[]; lines: string[] }>`
    select array(select p from unnest(${[...places]}::text[]) p where not exists (select from trefoil.place where code = p)) as places,
      array(select l from unnest(${[...lines]}::text[]) l where l <> all('{civil,community,industry}') and not exists (
        select from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known)
        where b.key = l and f.line_no is not null)) as lines`.execute(tx)
  return rows[0] ?? { places: [], lines: [] }
}
