import { sql } from 'kysely'
import type { PaperTemplate } from '../domain/paper-template.ts'
import type { Text } from '../domain/refusal.ts'
import { findActor } from './case.ts'
import type { Tx } from './connection.ts'

/** A body as it writes papers. Until it has set a name and a document code, they are those of the body on record. */
export type PaperOffice = {
  readonly key: string
  readonly bodyId: number
  readonly scope: number
  readonly name: string
  readonly code: string
  /** 0 where nothing was set yet. */
  readonly version: number
  readonly setAt: string | null
  /** Whether its desk is one of the actor's own, who may then change templates and code. */
  readonly isMine: boolean
}

const OFFICE = sql`select b.key, b.id as body_id, d.scope, coalesce(o.name, d.name) as name,
    coalesce(o.code, b.key) as code, coalesce(o.version, 0) as version, o.set_at,
    d.scope = any((select trefoil.my_desks())::integer[]) as is_mine
  from trefoil.body b cross join lateral trefoil.body_desk(b.id) d
  left join trefoil.paper_office o on o.body_id = b.id`
const SERVED = sql`((select trefoil.writes_all())
  or d.scope / 64 = any((select trefoil.my_written_places())::integer[])
  or d.scope = any((select trefoil.my_written_scopes())::integer[]))`

/** The offices that the actor may write for, her own desks first. */
export async function listPaperOffices(tx: Tx): Promise<PaperOffice[]> {
  const { rows } = await sql<PaperOffice>`${OFFICE} where ${SERVED} order by is_mine desc, b.key`.execute(tx)
  return rows
}

/** An office that the actor may write for. */
export async function findPaperOffice(tx: Tx, key: string): Promise<PaperOffice | undefined> {
  const { rows } = await sql<PaperOffice>`${OFFICE} where b.key = ${key} and ${SERVED}`.execute(tx)
  return rows[0]
}

/** Document codes and keys that other offices begin their numbers with. */
export async function listOtherCodes(tx: Tx, bodyId: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from trefoil.paper_office where body_id <> ${bodyId}
    union select key from trefoil.body where id <> ${bodyId}`.execute(tx)
  return rows.map((row) => row.code)
}

/** False where it was set by somebody else since the version that was seen. */
export async function setPaperOffice(
  tx: Tx,
  office: PaperOffice,
  fresh: { readonly name: string; readonly code: string; readonly seen: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into trefoil.paper_office as o (body_id, scope, name, code, version, set_by)
    values (${office.bodyId}, ${office.scope}, ${fresh.name}, ${fresh.code}, ${fresh.seen + 1}, trefoil.actor_id())
    on conflict (body_id) do update set scope = excluded.scope, name = excluded.name, code = excluded.code,
      version = excluded.version, set_by = excluded.set_by, set_at = now()
    where o.version = ${fresh.seen}`.execute(tx)
  return numAffectedRows === 1n
}

/** A version of an office's own wording; without a template the shipped one is in force from then on. */
export type TemplateVersion = {
  readonly template: string
  readonly version: number
  readonly content: PaperTemplate | null
  readonly at: string
  readonly by: Text
}

/** All versions of an office's templates, newest first. */
export async function listTemplateVersions(tx: Tx, bodyId: number, template?: string): Promise<TemplateVersion[]> {
  const { rows } = await sql<TemplateVersion>`select template, version, content, at,
      json_build_object('zh', actor_zh, 'en', actor_en) as by
    from trefoil.paper_template where body_id = ${bodyId}
      and (${template ?? null}::text is null or template = ${template ?? null})
    order by template, version desc`.execute(tx)
  return rows
}

export async function addTemplateVersion(
  tx: Tx,
  office: PaperOffice,
  fresh: { readonly template: string; readonly version: number; readonly content: PaperTemplate | null },
): Promise<void> {
  const me = await findActor(tx)
  await sql`insert into trefoil.paper_template (body_id, scope, template, version, content, account_id, actor_zh, actor_en)
    values (${office.bodyId}, ${office.scope}, ${fresh.template}, ${fresh.version},
      ${fresh.content === null ? null : JSON.stringify(fresh.content)}::jsonb, ${me.id}, ${me.titleZh}, ${me.titleEn})`.execute(
    tx,
  )
}
