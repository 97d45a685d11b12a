import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import { placeCodeVariants, type PlaceLevel } from '../domain/place.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

export type PlaceNow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  /** The place that manages it: the overlay unit where there is one, else the statistical parent. */
  readonly above: number | null
  readonly longitude: number | null
  readonly latitude: number | null
}

const LEVELS_TO = {
  district: ['nation', 'province', 'city', 'district'],
  township: ['nation', 'province', 'city', 'district', 'township'],
}

/** Places of the managing tree as of a day, down to a level; ordered by code. */
export async function listPlaces(
  tx: Tx,
  at: { readonly asOf: Day; readonly knownAt: string },
  to: 'district' | 'township' | 'community',
): Promise<PlaceNow[]> {
  const levels = to === 'community' ? null : LEVELS_TO[to]
  const { rows } = await sql<PlaceNow>`
    select p.id, p.code, f.name, f.level, coalesce(f.managed_by_id, f.parent_id) as above, f.longitude, f.latitude
    from trefoil.place p join trefoil.place_fact f on f.place_id = p.id
    where f.valid @> ${at.asOf}::date and f.known @> ${at.knownAt}::timestamptz
      and (${levels}::text[] is null or f.level = any(${levels}::text[]))
    order by p.code`.execute(tx)
  return rows
}

export type NamedPlace = { readonly word: string; readonly code: string; readonly name: string }

/** Places of today whose name is one of the words, or begins with it where none is called just so. */
export async function listPlacesNamed(tx: Tx, words: readonly string[]): Promise<NamedPlace[]> {
  const { rows } = await sql<NamedPlace>`
    with named as (
      select w.word, p.code, f.name, f.name = w.word as is_whole
      from unnest(${[...words]}::text[]) w (word)
      join trefoil.place_fact f on starts_with(f.name, w.word) and upper_inf(f.known) and f.valid @> trefoil.today()
      join trefoil.place p on p.id = f.place_id
    )
    select word, code, name from named n
    where is_whole or not exists (select from named o where o.word = n.word and o.is_whole)
    order by word, code`.execute(tx)
  return rows
}

/** Ids of a place and of all below it in the managing tree as of a day; empty where the code is unknown. */
export async function listSubtree(
  tx: Tx,
  code: string,
  at: { readonly asOf: Day; readonly knownAt: string },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive fact as materialized (
      select distinct on (place_id) place_id, coalesce(managed_by_id, parent_id) as above
      from trefoil.place_fact where known @> ${at.knownAt}::timestamptz
      order by place_id, (valid @> ${at.asOf}::date) desc, upper(valid) desc
    ), down as (
      select id from trefoil.place where code = any(${[...placeCodeVariants(code)]}::text[])
      union
      select fact.place_id from down join fact on fact.above = down.id
    ) select id from down`.execute(tx)
  return rows.map((row) => row.id)
}

/** The code of the place above all others, or null where there are none or several: it alone spans all numbers. */
export async function findRootCode(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select code from trefoil.place where lo = 0
      and hi = (select lo from trefoil.place where hi >= lo order by lo desc limit 1) limit 1`.execute(tx)
  return rows[0]?.code ?? null
}

type Numbered = { readonly id: number; readonly lo: number; readonly hi: number }
type Node = {
  readonly id: number
  readonly above: number | null
  readonly lo: number
  readonly hi: number
  readonly onRecord: boolean
}

/**
 * Numbers the managing tree in preorder, so that a subtree is a range, and writes the numbers that changed. A place of
 * which nothing is on record any more stands nowhere in it.
 */
export async function renumberPlaces(tx: Tx): Promise<void> {
  const { rows } = await sql<Node>`
    select p.id, p.lo, p.hi, f.above, f.place_id is not null as on_record from trefoil.place p left join lateral (
      select place_id, coalesce(managed_by_id, parent_id) as above from trefoil.place_fact
      where place_id = p.id and upper_inf(known) order by upper(valid) desc limit 1) f on true
    order by p.code`.execute(tx)
  const gone = rows.filter((node) => !node.onRecord && node.hi !== -1).map(({ id }) => ({ id, lo: 0, hi: -1 }))
  const changed = [...preorder(rows.filter((node) => node.onRecord)), ...gone]
  for (let start = 0; start < changed.length; start += 50_000) {
    const json = JSON.stringify(changed.slice(start, start + 50_000))
    await sql`update trefoil.place p set lo = n.lo, hi = n.hi
      from json_to_recordset(${json}::json) as n(id integer, lo integer, hi integer) where p.id = n.id`.execute(tx)
  }
}

function preorder(nodes: readonly Node[]): Numbered[] {
  const below = new Map<number | null, Node[]>()
  for (const node of nodes) {
    const list = below.get(node.above)
    if (list === undefined) below.set(node.above, [node])
    else list.push(node)
  }
  const changed: Numbered[] = []
  let next = 0
  const number = (node: Node): number => {
    const lo = next
    next += 1
    let hi = lo
    for (const child of below.get(node.id) ?? []) hi = number(child)
    if (node.lo !== lo || node.hi !== hi) changed.push({ id: node.id, lo, hi })
    return hi
  }
  for (const root of below.get(null) ?? []) number(root)
  return changed
}

export async function createPlaces(tx: Tx, codes: readonly string[]): Promise<void> {
  await insertRows(
    tx,
    'trefoil.place',
    ['code', 'lo', 'hi'],
    codes.map((code) => ({ code, lo: 0, hi: -1 })),
  )
}

/** For each place, the code of the one that manages it, as known now. */
export async function mapAbove(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; above: string }>`
    select p.code, a.code as above from trefoil.place_fact f join trefoil.place p on p.id = f.place_id
    join trefoil.place a on a.id = coalesce(f.managed_by_id, f.parent_id) where upper_inf(f.known)
    order by p.code, lower(f.valid)`.execute(tx)
  return new Map(rows.map((row) => [row.code, row.above]))
}

export type RetiredPlace = { readonly id: number; readonly endedOn: Day; readonly successorCode: string | null }

/** Those of the places whose codes had been retired by a day, with the code that took over where one is known. */
export async function mapRetiredPlaces(tx: Tx, ids: readonly number[], day: Day): Promise<Map<number, RetiredPlace>> {
  const { rows } = await sql<RetiredPlace>`
    select f.place_id as id, f.ended_on, s.code as successor_code from (
      select distinct on (place_id) place_id, upper(valid) as ended_on, successor_id from trefoil.place_fact
      where place_id = any(${[...ids]}::integer[]) and upper_inf(known) order by place_id, lower(valid) desc) f
    left join trefoil.place s on s.id = f.successor_id
    where f.ended_on <= ${day}::date`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
