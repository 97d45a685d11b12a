import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Line } from '../domain/organization.ts'
import type { Tx } from './connection.ts'

export type BodyNow = {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly line: Line
  readonly lineNo: number
  readonly parentKey: string | null
  readonly placeCode: string | null
  /** The supervising units beside which it stands; a list with ";". */
  readonly units: string | null
}

/** A body as it was last stated; `endedOn` is the first day on which it is no more. */
export type BodyOnRecord = BodyNow & {
  readonly endedOn: Day | null
  readonly successorKey: string | null
  readonly industries: string | null
}

/** All bodies that are on record, those that have ended too, ordered by key. */
export async function listBodiesOnRecord(tx: Tx): Promise<BodyOnRecord[]> {
  const { rows } = await sql<BodyOnRecord>`
    select distinct on (b.key) b.id, b.key, f.name, f.line, f.line_no, parent.key as parent_key, p.code as place_code,
           upper(f.valid) as ended_on, successor.key as successor_key, f.industries, f.units
    from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known)
    left join trefoil.body parent on parent.id = f.parent_id
    left join trefoil.body successor on successor.id = f.successor_id
    left join trefoil.place p on p.id = f.place_id
    order by b.key, lower(f.valid) desc`.execute(tx)
  return rows
}

/** The organizations for which these bodies are on record as responsible, on whichever day. */
export async function listOrganizationsOfBodies(
  tx: Tx,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly scope: number }[]> {
  const { rows } = await sql<{ id: number; scope: number }>`
    select distinct organization_id as id, scope from trefoil.responsibility
    where body_id = any(${[...ids]}::integer[]) and upper_inf(known) order by 1`.execute(tx)
  return rows
}

/** Responsible bodies as of a day, ordered by key. */
export async function listBodies(tx: Tx, at: { readonly asOf: Day; readonly knownAt: string }): Promise<BodyNow[]> {
  const { rows } = await sql<BodyNow>`
    select b.id, b.key, f.name, f.line, f.line_no, parent.key as parent_key, p.code as place_code, f.units
    from trefoil.body b join trefoil.body_fact f on f.body_id = b.id
    left join trefoil.body parent on parent.id = f.parent_id
    left join trefoil.place p on p.id = f.place_id
    where f.valid @> ${at.asOf}::date and f.known @> ${at.knownAt}::timestamptz order by b.key`.execute(tx)
  return rows
}

/** The bodies of today into whose line the actor may put an organization: of one place, or of any (null). */
export async function listWrittenBodies(tx: Tx, placeId: number | null): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select b.key from trefoil.body b join trefoil.body_fact f on f.body_id = b.id
    where upper_inf(f.known) and f.valid @> trefoil.today() and exists (
      select from trefoil.my_writing_grants() g left join trefoil.place home on home.id = g.place_id
      left join trefoil.place p on p.id = ${placeId}::integer
      where (g.lines is null or f.line_no = any(g.lines))
        and (${placeId}::integer is null or g.place_id is null or p.lo between home.lo and home.hi))
    order by b.key`.execute(tx)
  return rows.map((row) => row.key)
}

/** A body with its seat; one that names no place sits at the place above all. */
export type SeatedBody = {
  readonly key: string
  readonly name: string
  readonly line: Line
  readonly placeId: number
}

/** All bodies as they were last stated, those that have ended too, in the order of the tree of places. */
export async function listSeatedBodies(tx: Tx): Promise<SeatedBody[]> {
  const { rows } = await sql<SeatedBody>`
    with root as (select id from trefoil.place order by hi - lo desc, id limit 1),
    latest as (
      select distinct on (body_id) body_id, name, line, line_no, coalesce(place_id, (select id from root)) as place_id
      from trefoil.body_fact where upper_inf(known) order by body_id, lower(valid) desc
    )
    select b.key, f.name, f.line, f.place_id from latest f
    join trefoil.body b on b.id = f.body_id left join trefoil.place p on p.id = f.place_id
    order by p.lo, p.hi desc, f.line_no, b.key`.execute(tx)
  return rows
}

/** The body whose desk an office is; undefined where none sits there today. */
export async function findOfficeBody(
  tx: Tx,
  officeScope: number,
): Promise<{ readonly name: string; readonly key: string } | undefined> {
  const { rows } = await sql<{ name: string; key: string }>`
    select f.name, b.key from trefoil.body b
    join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()
    cross join lateral trefoil.body_desk(b.id) d where d.scope = ${officeScope} order by b.key limit 1`.execute(tx)
  return rows[0]
}
