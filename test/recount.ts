import type { Day } from '../src/domain/day.ts'
import type { TestDesk } from './import-desk.ts'

/** The numbers of the example packs that the recount below is written for. */
export const RECOUNTED = {
  branchNeedsFullMembers: 3,
  countBasis: 'fullTimeStaff',
  relationRequired: false,
  graceDays: 180,
  temporaryCounts: false,
  functionalCounts: false,
  includeFirms: false,
  contactPerQuarter: 1,
} as const

/**
 * One row an organization on a day, worked out by hand from the facts as known now: no standing, no rule of ours. The
 * names follow domain.md 4.2 to 4.4.
 */
const UNITS = `
  with
  covers as (
    select c.organization_id as owner, c.party_organization_id as party, f.level, c.valid * f.valid as span,
      case f.nature when 'formal' then f.formation when 'floating' then 'none' else f.nature end as class,
      (c.approval is not null or f.approval is not null) as approved
    from coverage c join party_organization_fact f
      on f.party_organization_id = c.party_organization_id and upper_inf(f.known) and f.valid && c.valid
    where upper_inf(c.known)
  ), stays as (
    select owner, party, unnest(range_agg(span)) as stay from covers group by owner, party
  ), answers as (
    select organization_id as owner, count_fact.* from count_fact where upper_inf(known) and valid @> $1::date
  ), runs as (
    select e.owner, unnest(e.days * l.days) as run from (
      select organization_id as owner, range_agg(valid) as days from count_fact
      where upper_inf(known) and full_members >= 3 group by 1) e
    join (select organization_id as owner, range_agg(valid) as days from organization_fact
          where upper_inf(known) and status <> 'incubating' group by 1) l using (owner)
  ), heard as (
    select organization_id as owner, min(on_day) as first, max(on_day) as last from liaison_visit
    where upper_inf(known) and not withdrawn and on_day <= $1::date group by 1
  ), living as (
    select o.id as owner, f.kind, f.status, a.staff, a.full_members as full, a.relation_elsewhere as elsewhere,
      coalesce(a.full_members, 0) + coalesce(a.probationary_members, 0) + coalesce(a.other_members, 0) as members,
      coalesce(a.party_group, false) as party_group,
      coalesce(a.instructor, false) and coalesce(a.instructor_since <= $1::date, true) as instructor,
      coalesce($1::date < date_trunc('quarter', h.last) + interval '6 months', false) as active,
      coalesce($1::date < date_trunc('quarter', h.first) + interval '6 months', true) as answer_counts,
      exists (select from liaison_assignment p where p.organization_id = o.id and p.role = 'primary'
        and upper_inf(p.known) and p.valid @> $1::date) as looked_after,
      coalesce(a.full_members, 0) >= 3 as eligible,
      (select lower(r.run) from runs r where r.owner = o.id and r.run @> $1::date) as since,
      (select b.body_id from responsibility b where b.organization_id = o.id and upper_inf(b.known)
         and b.valid @> $1::date) is not null as assigned
    from organization o
    join organization_fact f on f.organization_id = o.id and upper_inf(f.known) and f.valid @> $1::date
    left join answers a on a.owner = o.id
    left join heard h on h.owner = o.id
  ), units as (
    select l.*, best.class, best.level, best.party,
      exists (select from covers v where v.owner = l.owner and v.span @> $1::date and v.class = 'regional') as listed,
      l.kind = 'filed' as filed, l.kind in ('lawFirm', 'accountingFirm', 'taxFirm') as firm
    from living l left join lateral (
      select v.class, v.level, v.party from covers v
      join stays s on s.owner = v.owner and s.party = v.party and s.stay @> $1::date
      where v.owner = l.owner and v.span @> $1::date and v.class <> 'none'
        and (v.class <> 'regional' or v.approved or l.members > 0)
      order by array_position(array['independent', 'joint', 'industry', 'regional', 'temporary', 'functional'], v.class),
        lower(s.stay), v.party limit 1) best on true
  ), u as (
    select units.*, status = 'incubating' as incubating,
      status <> 'incubating' and not filed and not firm as p0,
      coalesce(class in ('independent', 'joint', 'industry', 'regional'), false) as covered,
      class is not null as wide, class is not null or active or (instructor and answer_counts) or listed as work,
      looked_after or (instructor and answer_counts) as officer,
      eligible and $1::date >= since + 180 as late
    from units
  )`

/** Each figure of the coverage analysis as a condition in plain SQL over the units. */
const FIGURES: Readonly<Record<string, readonly [numerator: string, denominator: string]>> = {
  K1: ['p0 and covered', 'p0'],
  'K1/P1': [
    "p0 and status not in ('liquidating', 'dormant') and covered",
    "p0 and status not in ('liquidating', 'dormant')",
  ],
  K1b: ['p0 and wide', 'p0'],
  K2: ["p0 and class = 'independent'", 'p0 and covered'],
  K3: ["p0 and eligible and class = 'independent'", 'p0 and eligible'],
  'K3/split': ["p0 and eligible and class <> 'independent'", 'p0 and eligible'],
  K4: ['p0 and eligible and not wide and late', 'p0 and eligible'],
  'K4/grace': ['p0 and eligible and not wide and not late', 'p0 and eligible'],
  K5: ['p0 and work', 'p0'],
  K10: ['p0 and coalesce("full", 0) < 3', 'p0'],
  'K10/0': ['p0 and coalesce("full", 0) = 0', 'p0'],
  'K10/1': ['p0 and "full" in (1, 2)', 'p0'],
  'K10/3': ['p0 and "full" > 2', 'p0'],
  K12: ['p0 and not wide and officer', 'p0 and not wide'],
  K13: ['(p0 or (filed and not incubating)) and assigned', 'p0 or (filed and not incubating)'],
}

export type Counted = { readonly numerator: number; readonly denominator: number }

export async function recountIndicators(ask: TestDesk['ask'], day: Day): Promise<Record<string, Counted>> {
  const counts = Object.values(FIGURES)
    .flat()
    .map((where) => `count(*) filter (where ${where})`)
  const [row] = await ask<{ counts: number[] }>(
    `${UNITS} select array[${counts.join(', ')}]::integer[] as counts from u`,
    [day],
  )
  return Object.fromEntries(
    Object.keys(FIGURES).map((id, index) => [
      id,
      { numerator: row?.counts[2 * index] ?? 0, denominator: row?.counts[2 * index + 1] ?? 0 },
    ]),
  )
}

export async function recountPopulations(ask: TestDesk['ask'], day: Day): Promise<Record<string, number>> {
  const [row] = await ask<Record<string, number>>(
    `${UNITS} select count(*) filter (where p0)::integer as "P0",
       count(*) filter (where p0 and status = 'active')::integer as "P1",
       count(*) filter (where filed and not incubating)::integer as "P2",
       count(*) filter (where incubating)::integer as "P3" from u`,
    [day],
  )
  return row ?? {}
}

const KINDS = ['association', 'foundation', 'service', 'lawFirm', 'accountingFirm', 'taxFirm'] as const
const OWN = "class = 'independent'"
const JOINT = "class in ('joint', 'industry')"
const NONE = "coalesce(class not in ('independent', 'joint', 'industry'), true)"
const BARE = `${NONE} and coalesce("full", 0) < 3`
const FROM_ELSEWHERE = `${OWN} and coalesce("full", 0) - coalesce(elsewhere, 0) < 3`

/** The 19 rows of the form: what is summed, over which units. */
const ROWS: readonly (readonly [sum: string, where: string])[] = [
  ['1', 'true'],
  ['1', `${OWN} and level = 'committee'`],
  ['1', `${OWN} and level = 'generalBranch'`],
  ['1', `${OWN} and level = 'branch'`],
  ['1', JOINT],
  ['1', `${JOINT} and "full" >= 3`],
  ['joint', JOINT],
  ['1', `${NONE} and "full" >= 3`],
  ['1', `${NONE} and "full" >= 3 and party_group`],
  ['1', `${BARE} and members > 0`],
  ['1', `${BARE} and members = 0`],
  ['1', `${NONE} and instructor`],
  ['staff', 'true'],
  ['members', 'true'],
  ['elsewhere', 'true'],
  ['1', 'instructor'],
  ['1', `${FROM_ELSEWHERE} and level = 'committee'`],
  ['1', `${FROM_ELSEWHERE} and level = 'generalBranch'`],
  ['1', `${FROM_ELSEWHERE} and level = 'branch'`],
]

/** The official table by hand: 19 rows of the total and six kinds. */
export async function recountOfficial(ask: TestDesk['ask'], day: Day): Promise<number[][]> {
  const sums = ROWS.map(([sum, where]) => (sum === 'joint' ? '0' : `coalesce(sum(${sum}) filter (where ${where}), 0)`))
  const rows = await ask<{ kind: string; cells: number[] }>(
    `${UNITS} select kind, array[${sums.join(', ')}]::integer[] as cells from u
     where not incubating and not filed group by kind`,
    [day],
  )
  const branches = await jointBranches(ask, day)
  return ROWS.map(([sum], index) => {
    const cells = KINDS.map((kind) => rows.find((row) => row.kind === kind)?.cells[index] ?? 0)
    const row = sum === 'joint' ? branches : cells
    return [row.reduce((total, cell) => total + cell, 0), ...row]
  })
}

/** Each joint branch once, under the kind that most of its units have, the first column among equals. */
async function jointBranches(ask: TestDesk['ask'], day: Day): Promise<number[]> {
  const rows = await ask<{ kind: string }>(
    `${UNITS} select distinct on (party) party, kind from u where not incubating and not filed and ${JOINT}
     group by party, kind order by party, count(*) desc, array_position($2::text[], kind)`,
    [day, KINDS],
  )
  return KINDS.map((kind) => rows.filter((row) => row.kind === kind).length)
}
