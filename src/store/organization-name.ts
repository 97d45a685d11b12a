import { sql } from 'kysely'
import type { Tx } from './connection.ts'
import { nameKeyOf } from './name-key.ts'

/** A name that an organization has or had. */
export type OrganizationName = {
  readonly organizationId: number
  readonly scope: number
  readonly code: string
  readonly name: string
  /** What it is shown as where it is found, if not as the name itself. */
  readonly shownAs?: string
}

/** Keeps the keys of names; a name that has its keys is left as it is. */
export async function keepNames(tx: Tx, names: readonly OrganizationName[]): Promise<void> {
  if (names.length === 0) return
  const rows = names.map(({ organizationId, scope, code, name, shownAs = name }) => ({
    organization_id: organizationId,
    scope,
    name: shownAs,
    ...nameKeyOf(name, code).keys,
  }))
  await sql`insert into trefoil.organization_name (organization_id, scope, name, written, short, pinyin)
    select organization_id, scope, name, written, short, pinyin
    from json_populate_recordset(null::trefoil.organization_name, ${JSON.stringify(rows)}::json)
    on conflict (organization_id, name) do nothing`.execute(tx)
}

/** Some of the names on record that have no keys yet; none for who may not write everything. */
export async function listNamesWithoutKeys(tx: Tx, most: number): Promise<OrganizationName[]> {
  const { rows } = await sql<OrganizationName>`select * from trefoil.names_without_keys(${most})`.execute(tx)
  return rows
}

/** Sorts the standings under names that had no sort key. */
export async function putSortKeys(tx: Tx, names: readonly OrganizationName[]): Promise<void> {
  const rows = names.map(({ organizationId, code, name }) => ({
    organization_id: organizationId,
    name,
    sort_key: nameKeyOf(name, code).sortKey,
  }))
  await sql`select trefoil.put_sort_keys(${JSON.stringify(rows)}::json)`.execute(tx)
}
