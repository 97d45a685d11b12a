import { sql, type RawBuilder } from 'kysely'
import type { Known, LastReturn } from '../domain/known.ts'
import type { Answers, FactValues } from '../domain/question-set.ts'
import type { Kind, Line } from '../domain/organization.ts'
import type { Day } from '../domain/day.ts'
import type { CampaignPurpose, CampaignScope } from '../domain/census.ts'
import { mapPlaceNames } from './census.ts'
import { listSubtree } from './place.ts'
import type { Tx } from './connection.ts'

/** An organization that a campaign expects, with where it stands in the managing tree. */
export type Expected = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly line: Line | null
  readonly scope: number
  readonly district: number | null
  readonly township: number | null
}

/**
 * Organizations that stood on the cut-off day, are not still incubating, lie in the scope of the campaign and are the
 * actor's to write. In the order of their codes.
 */
export async function listExpected(
  tx: Tx,
  cutOff: Day,
  scope: CampaignScope & { readonly registeredBy?: Day | undefined },
): Promise<Expected[]> {
  const places = scope.places.length === 0 ? null : await placeIds(tx, scope.places, cutOff)
  const { rows } = await sql<Expected>`
    with written as materialized (
      select o.id, o.code, o.scope, o.scope_place from trefoil.organization o
      where (${places}::integer[] is null or o.scope_place = any(${places}::integer[]))
        and ((select trefoil.writes_all()) or o.scope_place = any((select trefoil.my_written_places())::integer[])
             or o.scope = any((select trefoil.my_written_scopes())::integer[]))
    ), level as materialized (
      select distinct on (f.place_id) f.place_id, f.level, p.lo, p.hi from trefoil.place_fact f
      join trefoil.place p on p.id = f.place_id
      where upper_inf(f.known) and f.level in ('district', 'township')
      order by f.place_id, (f.valid @> ${cutOff}::date) desc, upper(f.valid) desc
    ), home as materialized (
      select h.id,
        (select l.place_id from level l where l.level = 'district' and h.lo between l.lo and l.hi order by l.hi - l.lo limit 1) as district,
        (select l.place_id from level l where l.level = 'township' and h.lo between l.lo and l.hi order by l.hi - l.lo limit 1) as township
      from trefoil.place h where h.id in (select w.scope_place from written w)
    )
    select w.id, w.code, f.name, f.kind, r.line, w.scope, home.district, home.township
    from written w
    join trefoil.organization_fact f on f.organization_id = w.id and f.valid @> ${cutOff}::date and upper_inf(f.known)
      and f.status <> 'incubating' and f.kind = any(${[...scope.kinds]}::text[])
    left join trefoil.responsibility r on r.organization_id = w.id and r.valid @> ${cutOff}::date and upper_inf(r.known)
    left join home on home.id = w.scope_place
    where (${scope.registeredBy ?? null}::date is null or f.registered_on is null or f.registered_on <= ${scope.registeredBy ?? null}::date)
      and (${scope.registeredBy === undefined} or exists (select from trefoil.organization_fact g
        where g.organization_id = w.id and upper_inf(g.known) and g.valid @> trefoil.today()))
      and (${scope.lines.length === 0} or r.line = any(${[...scope.lines]}::text[]))
    order by w.code`.execute(tx)
  return rows
}

async function placeIds(tx: Tx, codes: readonly string[], asOf: Day): Promise<number[]> {
  const ids = new Set<number>()
  for (const code of codes) for (const id of await listSubtree(tx, code, { asOf, knownAt: 'infinity' })) ids.add(id)
  return [...ids]
}

type Owned = { readonly id: number; readonly statedOn: Day; readonly values: Known['facts'] }

/**
 * What is on record of organizations as of the cut-off day, and what they answered in the last frozen census. Each kind of
 * fact is fetched once and put together here: the server misjudges how many spans hold a day, and would join row by row.
 */
export async function mapKnown(
  tx: Tx,
  ids: readonly number[],
  { cutOff, purpose }: { readonly cutOff: Day; readonly purpose: CampaignPurpose },
): Promise<Map<number, Known>> {
  const lasts = purpose === 'census' ? await mapLastReturns(tx, ids) : await mapLastReports(tx, ids, cutOff)
  const parts = [
    await listAttributes(tx, ids, cutOff),
    await listCounts(tx, ids, cutOff),
    await listBodies(tx, ids, cutOff),
    await listParty(tx, ids, cutOff),
  ]
  const all = new Map<number, { facts: Record<string, FactValues[string]>; statedOn: Record<string, Day> }>()
  for (const { id, statedOn, values } of parts.flat()) {
    const one = all.get(id) ?? { facts: { hasPartyOrganization: false }, statedOn: {} }
    for (const [key, value] of Object.entries(values)) {
      one.facts[key] = value
      one.statedOn[key] = statedOn
    }
    one.statedOn['hasPartyOrganization'] ??= statedOn
    all.set(id, one)
  }
  return new Map([...all].map(([id, one]) => [id, { ...one, last: lasts.get(id) ?? null }]))
}

/** Rows of a fact of these organizations that hold on the day and are known now. */
function held(alias: string, ids: readonly number[], cutOff: Day): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${alias}.organization_id`)} = any(${[...ids]}::integer[])
    and ${sql.ref(`${alias}.valid`)} @> ${cutOff}::date and upper_inf(${sql.ref(`${alias}.known`)})`
}

async function listAttributes(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Owned[]> {
  const { rows } = await sql<Owned & { place: number | null }>`
    select f.organization_id as id, f.stated_on, f.place_id as place, json_build_object('name', f.name, 'kind', f.kind,
      'status', f.status, 'address', f.address, 'supervisingUnit', f.supervising_unit, 'registeredOn', f.registered_on,
      'authority', f.authority, 'industry', f.industry, 'grade', f.grade, 'gradeValidTo', f.grade_valid_to) as "values"
    from trefoil.organization_fact f where ${held('f', ids, cutOff)}`.execute(tx)
  const codes = await sql<{ id: number; code: string }>`
    select id, code from trefoil.organization where id = any(${[...ids]}::integer[])`.execute(tx)
  const byId = new Map(codes.rows.map((row) => [row.id, row.code]))
  const places = await mapPlaceNames(tx, [...new Set(rows.flatMap(({ place }) => place ?? []))], cutOff)
  return rows.map(({ id, statedOn, place, values }) => {
    const home = places.get(place ?? 0)
    const more = { code: byId.get(id) ?? null, placeCode: home?.code ?? null, placeName: home?.name ?? null }
    return { id, statedOn, values: { ...values, ...more } }
  })
}

async function listCounts(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    select c.organization_id as id, c.stated_on, json_build_object('staff', c.staff, 'staffFullTime', c.staff_full_time,
      'fullMembers', c.full_members, 'probationaryMembers', c.probationary_members, 'otherMembers', c.other_members,
      'relationElsewhere', c.relation_elsewhere, 'partyGroup', c.party_group, 'instructor', c.instructor,
      'instructorSince', c.instructor_since, 'notBuiltReason', c.not_built_reason) as "values"
    from trefoil.count_fact c where ${held('c', ids, cutOff)}`.execute(tx)
  return rows
}

async function listBodies(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    select r.organization_id as id, r.stated_on, json_build_object('line', r.line, 'bodyName', b.name) as "values"
    from trefoil.responsibility r
    left join trefoil.body_fact b on b.body_id = r.body_id and b.valid @> ${cutOff}::date and upper_inf(b.known)
    where ${held('r', ids, cutOff)}`.execute(tx)
  return rows
}

async function listParty(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    select v.organization_id as id, v.stated_on, json_build_object('hasPartyOrganization', true, 'partyLevel', p.level,
      'partyFormation', p.formation, 'partyNature', p.nature, 'partyFoundedOn', p.founded_on,
      'partyApproval', coalesce(v.approval, p.approval), 'partySuperior', p.superior,
      'partyTermEndsOn', p.term_ends_on) as "values"
    from trefoil.coverage v
    left join trefoil.party_organization_fact p on p.party_organization_id = v.party_organization_id
      and p.valid @> ${cutOff}::date and upper_inf(p.known)
    where v."primary" and ${held('v', ids, cutOff)}`.execute(tx)
  return rows
}

/** What they answered in the last frozen census. */
export async function mapLastReturns(tx: Tx, ids: readonly number[]): Promise<Map<number, LastReturn>> {
  const { rows } = await sql<{ id: number; title: string; cutOff: Day; answers: Answers }>`
    select distinct on (r.organization_id) r.organization_id as id, c.title, c.cut_off, r.answers
    from trefoil.census_return r join trefoil.campaign c on c.id = r.campaign_id and c.state = 'frozen'
    where r.organization_id = any(${[...ids]}::integer[]) and r.state = 'confirmed'
    order by r.organization_id, c.cut_off desc, c.frozen_at desc`.execute(tx)
  return new Map(rows.map(({ id, title, cutOff, answers }) => [id, { title, cutOff, answers }]))
}

/** What they last reported for an earlier year, as their responsible bodies found it in order. */
async function mapLastReports(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Map<number, LastReturn>> {
  const { rows } = await sql<{ id: number; title: string; cutOff: Day; answers: Answers }>`
    select distinct on (r.organization_id) r.organization_id as id, c.title, c.cut_off, r.answers
    from trefoil.census_return r join trefoil.campaign c on c.id = r.campaign_id and c.purpose = 'annualReport'
    where r.organization_id = any(${[...ids]}::integer[]) and r.state = 'confirmed' and c.cut_off < ${cutOff}::date
    order by r.organization_id, c.cut_off desc`.execute(tx)
  return new Map(rows.map(({ id, title, cutOff: day, answers }) => [id, { title, cutOff: day, answers }]))
}
