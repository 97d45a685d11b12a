import { sql } from 'kysely'
import type { Known, LastReturn } from '../domain/known.ts'
import type { Answers } from '../domain/question-set.ts'
import type { Kind, Line } from '../domain/organization.ts'
import type { Day } from '../domain/day.ts'
import type { CampaignScope } from '../domain/census.ts'
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
export async function listExpected(tx: Tx, cutOff: Day, scope: CampaignScope): Promise<Expected[]> {
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
    where ${scope.lines.length === 0} or r.line = any(${[...scope.lines]}::text[])
    order by w.code`.execute(tx)
  return rows
}

async function placeIds(tx: Tx, codes: readonly string[], asOf: Day): Promise<number[]> {
  const ids = new Set<number>()
  for (const code of codes) for (const id of await listSubtree(tx, code, { asOf, knownAt: 'infinity' })) ids.add(id)
  return [...ids]
}

type KnownRow = {
  readonly id: number
  readonly facts: Known['facts']
  readonly attributesOn: Day | null
  readonly countsOn: Day | null
  readonly partyOn: Day | null
}

const ATTRIBUTES = [
  'kind',
  'status',
  'address',
  'supervisingUnit',
  'registeredOn',
  'authority',
  'industry',
  'grade',
  'gradeValidTo',
  'name',
  'code',
  'placeCode',
  'placeName',
  'line',
  'bodyName',
]
const PARTY = [
  'hasPartyOrganization',
  'partyLevel',
  'partyFormation',
  'partyNature',
  'partyFoundedOn',
  'partyApproval',
  'partySuperior',
  'partyTermEndsOn',
]

/** What is on record of organizations as of the cut-off day, and what they answered in the last frozen census. */
export async function mapKnown(tx: Tx, ids: readonly number[], cutOff: Day): Promise<Map<number, Known>> {
  const lasts = await mapLastReturns(tx, ids)
  const { rows } = await sql<KnownRow>`
    select o.id, f.stated_on as attributes_on, c.stated_on as counts_on, p.stated_on as party_on,
      json_build_object('code', o.code, 'name', f.name, 'kind', f.kind, 'status', f.status, 'address', f.address,
        'supervisingUnit', f.supervising_unit, 'registeredOn', f.registered_on, 'authority', f.authority,
        'industry', f.industry, 'grade', f.grade, 'gradeValidTo', f.grade_valid_to, 'placeCode', place.code,
        'placeName', (select pf.name from trefoil.place_fact pf where pf.place_id = place.id and upper_inf(pf.known)
                      order by upper(pf.valid) desc limit 1),
        'line', r.line, 'bodyName', b.name,
        'staff', c.staff, 'staffFullTime', c.staff_full_time, 'fullMembers', c.full_members,
        'probationaryMembers', c.probationary_members, 'otherMembers', c.other_members,
        'relationElsewhere', c.relation_elsewhere, 'partyGroup', c.party_group, 'instructor', c.instructor,
        'instructorSince', c.instructor_since, 'notBuiltReason', c.not_built_reason,
        'hasPartyOrganization', v.id is not null, 'partyLevel', p.level, 'partyFormation', p.formation,
        'partyNature', p.nature, 'partyFoundedOn', p.founded_on, 'partyApproval', coalesce(v.approval, p.approval),
        'partySuperior', p.superior, 'partyTermEndsOn', p.term_ends_on) as facts
    from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and f.valid @> ${cutOff}::date and upper_inf(f.known)
    left join trefoil.count_fact c on c.organization_id = o.id and c.valid @> ${cutOff}::date and upper_inf(c.known)
    left join trefoil.responsibility r on r.organization_id = o.id and r.valid @> ${cutOff}::date and upper_inf(r.known)
    left join trefoil.body_fact b on b.body_id = r.body_id and b.valid @> ${cutOff}::date and upper_inf(b.known)
    left join trefoil.place place on place.id = f.place_id
    left join trefoil.coverage v on v.organization_id = o.id and v."primary" and v.valid @> ${cutOff}::date and upper_inf(v.known)
    left join trefoil.party_organization_fact p on p.party_organization_id = v.party_organization_id
      and p.valid @> ${cutOff}::date and upper_inf(p.known)
    where o.id = any(${[...ids]}::integer[])`.execute(tx)
  return new Map(
    rows.map((row) => [row.id, { facts: row.facts, statedOn: statedOn(row), last: lasts.get(row.id) ?? null }]),
  )
}

function statedOn({ facts, attributesOn, countsOn, partyOn }: KnownRow): Known['statedOn'] {
  const dayOf = (key: string) => {
    if (ATTRIBUTES.includes(key)) return attributesOn
    return PARTY.includes(key) ? (partyOn ?? attributesOn) : countsOn
  }
  return Object.fromEntries(Object.keys(facts).map((key) => [key, dayOf(key) ?? undefined]))
}

async function mapLastReturns(tx: Tx, ids: readonly number[]): Promise<Map<number, LastReturn>> {
  const { rows } = await sql<{ id: number; title: string; cutOff: Day; answers: Answers }>`
    select distinct on (r.organization_id) r.organization_id as id, c.title, c.cut_off, r.answers
    from trefoil.census_return r join trefoil.campaign c on c.id = r.campaign_id and c.state = 'frozen'
    where r.organization_id = any(${[...ids]}::integer[]) and r.state = 'confirmed'
    order by r.organization_id, c.cut_off desc, c.frozen_at desc`.execute(tx)
  return new Map(rows.map(({ id, title, cutOff, answers }) => [id, { title, cutOff, answers }]))
}
