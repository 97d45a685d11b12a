import { sql } from 'kysely'
import type { RegistrationPaperKind } from '../domain/registration-paper.ts'
import { findActor, type CaseFile, type DeskOf } from './case.ts'
import type { Tx } from './connection.ts'
import { isUuid } from './uuid.ts'

export type PlaceOnRecord = { readonly id: number; readonly code: string; readonly name: string }

/** A place by its code, as it is called today. */
export async function findPlaceOnRecord(tx: Tx, code: string): Promise<PlaceOnRecord | undefined> {
  const { rows } = await sql<PlaceOnRecord>`
    select p.id, p.code, f.name from trefoil.place p
    join trefoil.place_fact f on f.place_id = p.id and upper_inf(f.known) and f.valid @> trefoil.today()
    where p.code = ${code}`.execute(tx)
  return rows[0]
}

type DeskAbove = Omit<DeskOf, 'isGap'>

/** The desks of a line at a place and above it, the nearest first. */
export async function listDesksAbove(tx: Tx, placeId: number, line: 'civil' | 'community'): Promise<DeskAbove[]> {
  const { rows } = await sql<DeskAbove>`select * from trefoil.desks_above(${placeId}, ${line})`.execute(tx)
  return rows
}

export type GivenPaper = {
  readonly kind: RegistrationPaperKind
  readonly version: number
  readonly content: Readonly<Record<string, unknown>>
  readonly at: string
  readonly by: { readonly zh: string; readonly en: string }
}

/** The newest version of each paper that was given in. */
export async function listGivenPapers(tx: Tx, caseId: string): Promise<GivenPaper[]> {
  const { rows } = await sql<GivenPaper>`
    select distinct on (kind) kind, version, content, at, json_build_object('zh', actor_zh, 'en', actor_en) as by
    from trefoil.registration_paper where case_id = ${caseId}::uuid order by kind, version desc`.execute(tx)
  return rows
}

export async function addGivenPaper(
  tx: Tx,
  caseId: string,
  paper: Pick<GivenPaper, 'kind' | 'version' | 'content'>,
): Promise<void> {
  const me = await findActor(tx)
  await sql`insert into trefoil.registration_paper (case_id, kind, version, content, actor_zh, actor_en)
    values (${caseId}::uuid, ${paper.kind}, ${paper.version}, ${JSON.stringify(paper.content)}::jsonb, ${me.titleZh},
      ${me.titleEn})`.execute(tx)
}

/** Says of a case file which organization came on the register by it. */
export async function bindRegistration(tx: Tx, caseId: string, code: string): Promise<void> {
  await sql`select trefoil.bind_registration(${caseId}::uuid, ${code})`.execute(tx)
}

/** The case from which this one came, those from which that came, and all that came from any of them. */
export async function listFamily(tx: Tx, id: string): Promise<string[]> {
  if (!isUuid(id)) return []
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, subject ->> 'origin' as origin, 0 as depth from trefoil.case_file where id = ${id}::uuid
      union all
      select c.id, c.subject ->> 'origin', up.depth + 1
      from up join trefoil.case_file c on c.id::text = up.origin where up.depth < 8
    ), down as (
      select id, 0 as depth from up
      union
      select c.id, down.depth + 1 from down join trefoil.case_file c on c.subject ->> 'origin' = down.id::text
      where down.depth < 8
    )
    select distinct id from down`.execute(tx)
  return rows.map((row) => row.id)
}

/** Ids of the cases of some kinds about an organization that the actor sees, open or closed. */
export async function listIdsOfKinds(tx: Tx, organizationId: number, kinds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from trefoil.case_file
    where organization_id = ${organizationId} and kind = any(${[...kinds]}::text[]) order by opened_at, id`.execute(tx)
  return rows.map((row) => row.id)
}

/** The open cases of some kinds about an organization that the actor sees, the oldest first. */
export async function listOpenOfKinds(
  tx: Tx,
  organizationId: number,
  kinds: readonly string[],
): Promise<Pick<CaseFile, 'id' | 'kind' | 'subject'>[]> {
  const { rows } = await sql<Pick<CaseFile, 'id' | 'kind' | 'subject'>>`
    select id, kind, subject from trefoil.case_file where closed_on is null
      and organization_id = ${organizationId} and kind = any(${[...kinds]}::text[]) order by opened_at, id`.execute(tx)
  return rows
}

/** Which of these organizations have an open case of some kinds. */
export async function listWithOpen(tx: Tx, ids: readonly number[], kinds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct organization_id as id from trefoil.case_file where closed_on is null
      and organization_id = any(${[...ids]}::integer[]) and kind = any(${[...kinds]}::text[])`.execute(tx)
  return rows.map((row) => row.id)
}

/** How many organizations a Party organization covers today, and their full members; counts only. */
export async function getPartySize(tx: Tx, key: string): Promise<{ units: number; fullMembers: number }> {
  const { rows } = await sql<{ units: number; fullMembers: number }>`
    select * from trefoil.party_size(${key})`.execute(tx)
  return rows[0] ?? { units: 0, fullMembers: 0 }
}

export type JointBranch = {
  readonly key: string
  readonly name: string
  readonly level: string
  readonly codes: readonly string[]
  /** An organization that it covers, whose body speaks for it. */
  readonly hostOrganization: number | null
  readonly isJoint: boolean
}

/** A Party organization that is there today, with the codes of those that it covers, as far as the actor sees them. */
export async function findPartyOrganization(tx: Tx, key: string): Promise<JointBranch | undefined> {
  const { rows } = await sql<JointBranch>`
    select p.key, f.name, f.level, f.formation in ('joint', 'industry', 'regional') as is_joint,
      coalesce(array_agg(o.code order by o.code) filter (where o.id is not null), '{}') as codes,
      min(o.id) as host_organization
    from trefoil.party_organization p
    join trefoil.party_organization_fact f on f.party_organization_id = p.id and upper_inf(f.known)
      and f.valid @> trefoil.today()
    left join trefoil.coverage c on c.party_organization_id = p.id and upper_inf(c.known) and c.valid @> trefoil.today()
    left join trefoil.organization o on o.id = c.organization_id
    where p.key = ${key} group by p.key, f.name, f.level, f.formation`.execute(tx)
  return rows[0]
}

/** Joint Party organizations near an organization that still have room: the smallest first. */
export async function listJointBranches(tx: Tx, placeId: number, most: number): Promise<JointBranch[]> {
  const { rows } = await sql<JointBranch>`
    select p.key, f.name, f.level, true as is_joint, array_agg(o.code order by o.code) as codes,
      min(o.id) as host_organization
    from trefoil.party_organization p
    join trefoil.party_organization_fact f on f.party_organization_id = p.id and upper_inf(f.known)
      and f.valid @> trefoil.today() and f.formation = 'joint'
    join trefoil.coverage c on c.party_organization_id = p.id and upper_inf(c.known) and c.valid @> trefoil.today()
    join trefoil.organization o on o.id = c.organization_id
    join trefoil.place home on home.id = o.scope_place
    join trefoil.place mine on mine.id = ${placeId}
    group by p.key, f.name, f.level
    having count(*) < ${most}
    order by bool_or(home.id = mine.id) desc, min(abs(home.lo - mine.lo)), p.key limit 20`.execute(tx)
  return rows
}
