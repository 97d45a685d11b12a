import { sql } from 'kysely'
import type { DraftFields } from '../domain/draft.ts'
import type { Tx } from './connection.ts'

export type DraftRow = { readonly content: DraftFields; readonly version: number; readonly updatedAt: string }

/** The actor's own draft of this key, if there is one. */
export async function findDraft(tx: Tx, key: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select content, version, updated_at from trefoil.draft
    where account_id = (select trefoil.actor_id()) and key = ${key}`.execute(tx)
  return rows[0]
}

/** Lays fields over the draft, or makes it; the fields that are not named stay as they were. */
export async function mergeDraft(tx: Tx, key: string, fields: DraftFields): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    insert into trefoil.draft (key, content, version) values (${key}, ${JSON.stringify(fields)}::jsonb, 1)
    on conflict (account_id, key) do update
      set content = draft.content || excluded.content, version = draft.version + 1, updated_at = now()
    returning content, version, updated_at`.execute(tx)
  return rows[0]
}

/** Empties the draft: what it was for has been sent in, or the person gave it up. */
export async function emptyDraft(tx: Tx, key: string): Promise<void> {
  await sql`update trefoil.draft set content = '{}', version = version + 1, updated_at = now()
    where account_id = (select trefoil.actor_id()) and key = ${key}`.execute(tx)
}
