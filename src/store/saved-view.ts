import { sql } from 'kysely'
import type { Tx } from './connection.ts'

/** Filters, sorting and columns of the register that somebody keeps under a name. */
export type SavedView = {
  readonly id: string
  readonly name: string
  readonly search: Readonly<Record<string, string>>
  readonly columns: readonly string[] | null
}

export type Layout = { readonly columns: readonly string[]; readonly density: 'roomy' | 'dense' }

/** The actor's views in the order in which they were made. */
export async function listSavedViews(tx: Tx): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select id, name, search, columns from trefoil.saved_view
    where account_id = trefoil.actor_id() and page = 'register' and withdrawn_at is null order by saved_at, name`.execute(
    tx,
  )
  return rows
}

export async function createSavedView(tx: Tx, view: SavedView): Promise<void> {
  await sql`insert into trefoil.saved_view (id, page, name, search, columns)
    values (${view.id}::uuid, 'register', ${view.name}, ${JSON.stringify(view.search)}::jsonb, ${columnsOf(view)})`.execute(
    tx,
  )
}

/** Whether there was such a view of the actor's. */
export async function changeSavedView(tx: Tx, view: SavedView): Promise<boolean> {
  const { rows } = await sql`update trefoil.saved_view
    set name = ${view.name}, search = ${JSON.stringify(view.search)}::jsonb, columns = ${columnsOf(view)}
    where id::text = ${view.id} and withdrawn_at is null returning id`.execute(tx)
  return rows.length > 0
}

export async function withdrawSavedView(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`update trefoil.saved_view set withdrawn_at = now()
    where id::text = ${id} and withdrawn_at is null returning id`.execute(tx)
  return rows.length > 0
}

function columnsOf({ columns }: SavedView) {
  return columns === null ? sql`null::text[]` : sql`${[...columns]}::text[]`
}

/** How the actor wants the register to look; undefined where nothing was ever said. */
export async function findLayout(tx: Tx): Promise<Layout | undefined> {
  const { rows } = await sql<Layout>`select columns, density from trefoil.list_layout
    where account_id = trefoil.actor_id() and page = 'register'`.execute(tx)
  return rows[0]
}

export async function saveLayout(tx: Tx, layout: Layout): Promise<void> {
  await sql`insert into trefoil.list_layout (page, columns, density)
    values ('register', ${[...layout.columns]}::text[], ${layout.density})
    on conflict (account_id, page) do update set columns = excluded.columns, density = excluded.density`.execute(tx)
}
