import { sql, type RawBuilder } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { PaperModel, PaperState, PaperValues, ServiceWay } from '../domain/paper.ts'
import type { PaperKindName } from '../domain/paper-kind.ts'
import type { PaperTemplate } from '../domain/paper-template.ts'
import type { Text } from '../domain/refusal.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'
import { isUuid } from './uuid.ts'

/** A paper as its row has it. Prefix, year, number, day and code are null while it is a draft. */
export type PaperFile = {
  readonly id: string
  readonly kind: PaperKindName
  readonly template: PaperTemplate
  /** The version of the office's own wording; null where the shipped one was used. */
  readonly officeVersion: number | null
  readonly content: PaperValues
  readonly title: string
  readonly office: string
  readonly officeName: string
  readonly caseId: string | null
  /** The action of the case that issued it; null where it was written by itself. */
  readonly caseSeq: number | null
  readonly organizationId: number | null
  readonly organizationCode: string | null
  readonly organizationName: string | null
  readonly state: PaperState
  readonly version: number
  readonly draftedBy: Text
  readonly draftedAt: string
  readonly prefix: string | null
  readonly year: number | null
  readonly number: number | null
  readonly issuedOn: Day | null
  readonly issuedBy: Text | null
  readonly code: string | null
  readonly hash: string | null
  readonly model: PaperModel | null
  readonly servedOn: Day | null
  readonly servedWay: ServiceWay | null
  readonly withdrawnOn: Day | null
  readonly withdrawnBy: Text | null
  readonly withdrawnWhy: string | null
  /** Whether the actor writes for the office. */
  readonly mayWrite: boolean
  /** Whether its organization has no account to read it with, so that it goes out on paper. */
  readonly toPrint: boolean
  /** The action of a case that issued it, by its kind and name. */
  readonly issuedIn: { readonly kind: string; readonly action: string } | null
}

const MAY_WRITE = sql`((select trefoil.writes_all())
  or p.scope / 64 = any((select trefoil.my_written_places())::integer[])
  or p.scope = any((select trefoil.my_written_scopes())::integer[]))`
const by = (prefix: string) =>
  sql`case when ${sql.ref(`p.${prefix}_zh`)} is not null
    then json_build_object('zh', ${sql.ref(`p.${prefix}_zh`)}, 'en', ${sql.ref(`p.${prefix}_en`)}) end`
const FILE = sql`select p.id, p.kind, p.template, p.office_version, p.content, p.title, b.key as office, p.office_name,
  p.case_id, p.case_seq, p.organization_id, o.code as organization_code, p.organization_name, p.state, p.version,
  ${by('drafted')} as drafted_by, p.drafted_at, p.prefix, p.year, p.number, p.issued_on, ${by('issued')} as issued_by,
  p.code, p.hash, p.model, p.served_on, p.served_way, p.withdrawn_on, ${by('withdrawn')} as withdrawn_by, p.withdrawn_why,
  ${MAY_WRITE} as may_write,
  p.organization_id is not null and not trefoil.organization_has_account(p.organization_id) as to_print,
  (select json_build_object('kind', c.kind, 'action', a.action) from trefoil.case_action a
   join trefoil.case_file c on c.id = a.case_id where a.case_id = p.case_id and a.seq = p.case_seq) as issued_in
  from trefoil.paper p join trefoil.body b on b.id = p.body_id left join trefoil.organization o on o.id = p.organization_id`

export async function findPaper(tx: Tx, id: string): Promise<PaperFile | undefined> {
  if (!isUuid(id)) return undefined
  const { rows } = await sql<PaperFile>`${FILE} where p.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The paper that an action of a case issued. */
export async function findLetter(tx: Tx, caseId: string, seq: number): Promise<PaperFile | undefined> {
  const { rows } = await sql<PaperFile>`${FILE} where p.case_id = ${caseId}::uuid and p.case_seq = ${seq}`.execute(tx)
  return rows[0]
}

/** The papers that the acts of a case issued and that are in force, the oldest first. */
export async function listLetters(tx: Tx, caseId: string): Promise<PaperFile[]> {
  const { rows } = await sql<PaperFile>`${FILE} where p.case_id = ${caseId}::uuid and p.case_seq is not null
    and p.state = 'issued' order by p.case_seq, p.number`.execute(tx)
  return rows
}

/** The certificates of an organization that are in force. */
export async function listCertificates(tx: Tx, organizationId: number): Promise<PaperFile[]> {
  const { rows } = await sql<PaperFile>`${FILE} where p.organization_id = ${organizationId}
    and p.kind = 'evaluationCertificate' and p.state = 'issued' and p.case_seq is not null
    order by p.issued_on, p.number`.execute(tx)
  return rows
}

export type PaperFilter = {
  readonly year?: number | undefined
  readonly kind?: string | undefined
  readonly state?: PaperState | undefined
  readonly organization?: string | undefined
  readonly caseId?: string | undefined
  readonly office?: string | undefined
}

/** Day, number and id of the last row of a page. */
export type PaperCursor = { readonly day: string; readonly number: number; readonly id: string }

/** Drafts first, then what was issued last. */
export async function listPapers(
  tx: Tx,
  filter: PaperFilter,
  page: { readonly after: PaperCursor | null; readonly limit: number },
): Promise<PaperFile[]> {
  const { after, limit } = page
  const beyond =
    after === null
      ? sql`true`
      : sql`(coalesce(p.issued_on, 'infinity'), coalesce(p.number, 0), p.id)
          < (${after.day}::date, ${after.number}, ${after.id}::uuid)`
  const { rows } = await sql<PaperFile>`${FILE} where ${filterSql(filter)} and ${beyond}
    order by coalesce(p.issued_on, 'infinity') desc, coalesce(p.number, 0) desc, p.id desc limit ${limit}`.execute(tx)
  return rows
}

export async function countPapers(tx: Tx, filter: PaperFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from trefoil.paper p
    join trefoil.body b on b.id = p.body_id left join trefoil.organization o on o.id = p.organization_id
    where ${filterSql(filter)}`.execute(tx)
  return rows[0]?.count ?? 0
}

function filterSql({ year, kind, state, organization, caseId, office }: PaperFilter): RawBuilder<boolean> {
  return sql<boolean>`${sql.join(
    [
      sql`true`,
      ...(year === undefined ? [] : [sql`p.year = ${year}`]),
      ...(kind === undefined ? [] : [sql`p.kind = ${kind}`]),
      ...(state === undefined ? [] : [sql`p.state = ${state}`]),
      ...(organization === undefined ? [] : [sql`o.code = ${organization}`]),
      ...(caseId === undefined ? [] : [sql`p.case_id::text = ${caseId}`]),
      ...(office === undefined ? [] : [sql`b.key = ${office}`]),
    ],
    sql` and `,
  )}`
}

/** What a paper says, whoever it is of. */
export type PaperContent = {
  readonly template: PaperTemplate
  readonly officeVersion: number | null
  readonly values: PaperValues
  readonly title: string
  readonly officeName: string
  readonly organizationName: string | null
}

export type FreshPaper = PaperContent & {
  readonly id: string
  readonly bodyId: number
  readonly scope: number
  readonly caseId: string | null
  readonly caseSeq: number | undefined
  readonly organizationId: number | null
  /** Where the organization and the parties of the case stand. */
  readonly scopes: readonly number[]
}

export async function createPaper(tx: Tx, fresh: FreshPaper): Promise<void> {
  const me = await findActor(tx)
  const places = [...new Set(fresh.scopes.map((scope) => Math.floor(scope / 64)))]
  await sql`insert into trefoil.paper (id, kind, template, office_version, content, title, body_id, scope, office_name,
      case_id, case_seq, organization_id, organization_name, scopes, places, account_id, drafted_zh, drafted_en)
    values (${fresh.id}::uuid, ${fresh.template.kind}, ${JSON.stringify(fresh.template)}::jsonb, ${fresh.officeVersion},
      ${JSON.stringify(fresh.values)}::jsonb, ${fresh.title}, ${fresh.bodyId}, ${fresh.scope}, ${fresh.officeName},
      ${fresh.caseId}::uuid, ${fresh.caseSeq ?? null}, ${fresh.organizationId}, ${fresh.organizationName}, ${[...fresh.scopes]}::integer[],
      ${places}::integer[], ${me.id}, ${me.titleZh}, ${me.titleEn})`.execute(tx)
}

/** Puts other words in a draft; false where it is no draft any more, or another version than was seen. */
export async function editDraftPaper(tx: Tx, id: string, seen: number, content: PaperContent): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.paper set template = ${JSON.stringify(content.template)}::jsonb,
      office_version = ${content.officeVersion}, content = ${JSON.stringify(content.values)}::jsonb,
      title = ${content.title}, office_name = ${content.officeName}, version = version + 1
    where id = ${id}::uuid and state = 'draft' and version = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}

export type IssueOfPaper = {
  readonly prefix: string
  readonly year: number
  readonly number: number
  readonly issuedOn: Day
  readonly code: string
  readonly hash: string
  readonly model: PaperModel
}

export async function markIssued(tx: Tx, id: string, issue: IssueOfPaper): Promise<boolean> {
  const me = await findActor(tx)
  const { numAffectedRows } = await sql`update trefoil.paper set state = 'issued', version = version + 1,
      prefix = ${issue.prefix}, year = ${issue.year}, number = ${issue.number}, issued_on = ${issue.issuedOn}::date,
      code = ${issue.code}, hash = ${issue.hash}, model = ${JSON.stringify(issue.model)}::jsonb, issued_by = ${me.id},
      issued_zh = ${me.titleZh}, issued_en = ${me.titleEn}
    where id = ${id}::uuid and state = 'draft'`.execute(tx)
  return numAffectedRows === 1n
}

export async function getNextNumber(tx: Tx, prefix: string, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select trefoil.next_paper_number(${prefix}, ${year}) as number`.execute(tx)
  const [next] = rows
  if (next === undefined) throw new Error('The database gave no number of a paper.')
  return next.number
}

export async function markServed(tx: Tx, id: string, served: { day: Day; way: ServiceWay }): Promise<boolean> {
  const { numAffectedRows } = await sql`update trefoil.paper set served_on = ${served.day}::date,
      served_way = ${served.way}, version = version + 1
    where id = ${id}::uuid and state = 'issued' and served_on is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function markWithdrawn(tx: Tx, id: string, withdrawn: { day: Day; why: string }): Promise<boolean> {
  const me = await findActor(tx)
  const { numAffectedRows } = await sql`update trefoil.paper set state = 'withdrawn', version = version + 1,
      withdrawn_on = ${withdrawn.day}::date, withdrawn_why = ${withdrawn.why}, withdrawn_zh = ${me.titleZh},
      withdrawn_en = ${me.titleEn}
    where id = ${id}::uuid and state = 'issued'`.execute(tx)
  return numAffectedRows === 1n
}

/** The same by an act of a case, for what an act of a case had issued; false where it is not in force any more. */
export async function markLetterWithdrawn(
  tx: Tx,
  id: string,
  act: { readonly caseId: string; readonly seq: number; readonly why: string },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select trefoil.withdraw_letter(${id}::uuid, ${act.caseId}::uuid, ${act.seq}, ${act.why}) as done`.execute(tx)
  return rows[0]?.done === true
}

/** What anybody may know of a paper whose code they hold: nothing of a person. */
export type VerifiedPaper = {
  readonly kind: PaperKindName
  readonly prefix: string
  readonly year: number
  readonly number: number
  readonly issuedOn: Day
  readonly officeName: string
  readonly organizationName: string | null
  readonly state: PaperState
  readonly withdrawnOn: Day | null
  readonly hash: string
  /** Of a certificate, its grade and last day. */
  readonly grade: string | null
  readonly validTo: Day | null
}

export async function findVerifiedPaper(tx: Tx, code: string): Promise<VerifiedPaper | undefined> {
  const { rows } = await sql<VerifiedPaper>`select * from trefoil.verify_paper(${code})`.execute(tx)
  return rows[0]
}

export type OrganizationOfPaper = {
  readonly id: number
  readonly code: string
  readonly scope: number
  readonly name: string
}

/** An organization that the actor sees, by its id. */
export async function findOrganizationOfPaper(tx: Tx, id: number): Promise<OrganizationOfPaper | undefined> {
  const { rows } = await sql<OrganizationOfPaper>`select o.id, o.code, o.scope, f.name from trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and upper_inf(f.known)
    where o.id = ${id} order by upper(f.valid) desc nulls first limit 1`.execute(tx)
  return rows[0]
}
