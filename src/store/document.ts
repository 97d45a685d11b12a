import { sql } from 'kysely'
import type { DocumentSubject } from '../domain/document.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'

/** What a paper belongs to, and where that stands. */
export type SubjectOfDocument = {
  readonly kind: DocumentSubject
  readonly id: string
  readonly scopes: readonly number[]
  readonly organizationId: number | null
}

export type DocumentRow = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  readonly at: string
  readonly by: { readonly zh: string; readonly en: string }
  readonly withdrawnAt: string | null
  readonly withdrawnBy: { readonly zh: string; readonly en: string } | null
  readonly withdrawnWhy: string | null
  /** Whether the actor may withdraw it. */
  readonly mayWithdraw: boolean
}

const ROW = sql`select id, name, media_type, octet_length(bytes) as bytes, sha256, at,
  json_build_object('zh', actor_zh, 'en', actor_en) as by, withdrawn_at,
  case when withdrawn_at is not null then json_build_object('zh', withdrawn_zh, 'en', withdrawn_en) end as withdrawn_by,
  withdrawn_why,
  (withdrawn_at is null and (select trefoil.may_take_part())
    and (account_id = (select trefoil.actor_id()) or (select trefoil.writes_all()))) as may_withdraw
  from trefoil.document`

export async function listDocuments(tx: Tx, kind: DocumentSubject, id: string): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`${ROW} where subject_kind = ${kind} and subject_id = ${id}
    order by at desc, id`.execute(tx)
  return rows
}

export async function findDocument(tx: Tx, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`${ROW} where id::text = ${id}`.execute(tx)
  return rows[0]
}

export async function getDocumentBytes(tx: Tx, id: string): Promise<Uint8Array> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from trefoil.document where id = ${id}::uuid and withdrawn_at is null`.execute(tx)
  const found = rows[0]
  if (found === undefined) throw new Error('The bytes of a document were not found in its transaction.')
  return found.bytes
}

export type FreshDocument = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export async function createDocument(tx: Tx, subject: SubjectOfDocument, fresh: FreshDocument): Promise<void> {
  const me = await findActor(tx)
  const places = [...new Set(subject.scopes.map((scope) => Math.floor(scope / 64)))]
  await sql`insert into trefoil.document (id, subject_kind, subject_id, scopes, places, organization_id, name, media_type,
      bytes, sha256, account_id, actor_zh, actor_en)
    values (${fresh.id}::uuid, ${subject.kind}, ${subject.id}, ${[...subject.scopes]}::integer[], ${places}::integer[],
      ${subject.organizationId}, ${fresh.name}, ${fresh.mediaType}, ${Buffer.from(fresh.bytes)}, ${fresh.sha256}, ${me.id},
      ${me.titleZh}, ${me.titleEn})`.execute(tx)
}

/** False where it was withdrawn already, or is not the actor's to withdraw. */
export async function withdrawDocument(tx: Tx, id: string, why: string): Promise<boolean> {
  const me = await findActor(tx)
  const { numAffectedRows } = await sql`update trefoil.document
    set withdrawn_at = now(), withdrawn_by = ${me.id}, withdrawn_zh = ${me.titleZh}, withdrawn_en = ${me.titleEn},
        withdrawn_why = ${why}
    where id = ${id}::uuid and withdrawn_at is null`.execute(tx)
  return numAffectedRows === 1n
}

/** Where a case stands, for the papers that belong to it. */
export async function findCaseReach(
  tx: Tx,
  id: string,
): Promise<{ scopes: number[]; organizationId: number | null } | undefined> {
  const { rows } = await sql<{ scopes: number[]; organizationId: number | null }>`
    select scopes, organization_id from trefoil.case_file where id::text = ${id}`.execute(tx)
  return rows[0]
}

/** Where a conference stands, for its minutes and other papers. */
export async function findConferenceReach(tx: Tx, id: string): Promise<{ scopes: number[] } | undefined> {
  const { rows } = await sql<{ scopes: number[] }>`
    select scopes from trefoil.conference where id::text = ${id}`.execute(tx)
  return rows[0]
}
