import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Tx } from './connection.ts'
import { insertRows, rangeText } from './fact.ts'

/** The organization's own contact, from a day to a day. */
export type Contact = {
  readonly id: number
  readonly name: string
  readonly post: string | null
  readonly phone: string | null
  readonly from: Day
  readonly to: Day | null
  readonly version: number
}

/** Contacts of an organization that are on record now, the latest first. */
export async function listContacts(tx: Tx, organizationId: number): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select id, name, post, phone, lower(valid) as "from", upper(valid) as "to", version
    from trefoil.liaison_contact where organization_id = ${organizationId} and upper_inf(known)
    order by valid desc`.execute(tx)
  return rows
}

export async function findContactPhone(tx: Tx, id: number): Promise<{ readonly phone: string | null } | undefined> {
  const { rows } = await sql<{ phone: string | null }>`
    select phone from trefoil.liaison_contact where id = ${id} and upper_inf(known)`.execute(tx)
  return rows[0]
}

export async function closeContacts(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`update trefoil.liaison_contact set known = tstzrange(lower(known), now())
    where id = any(${[...ids]}::bigint[]) and upper_inf(known)`.execute(tx)
}

export async function openContact(
  tx: Tx,
  organization: { readonly id: number; readonly scope: number },
  one: Omit<Contact, 'id'>,
): Promise<void> {
  await sql`insert into trefoil.liaison_contact (organization_id, scope, valid, version, name, post, phone)
    values (${organization.id}, ${organization.scope}, ${rangeText(one.from, one.to)}::daterange, ${one.version},
      ${one.name}, ${one.post}, ${one.phone})`.execute(tx)
}

export type CareRow = {
  readonly officerId: number
  readonly officerName: string | null
  readonly bodyName: string | null
  readonly desk: string | null
  readonly phone: string | null
  readonly role: 'primary' | 'assistant'
  readonly standsInForName: string | null
  readonly from: Day
  readonly to: Day | null
  readonly isMe: boolean
}

/** Who looks after an organization, on all days, the latest first. */
export async function listCareOf(tx: Tx, organizationId: number): Promise<CareRow[]> {
  const { rows } = await sql<CareRow>`
    select a.officer_id, f.name as officer_name, b.name as body_name, f.desk, f.phone, a.role,
      g.name as stands_in_for_name, lower(a.valid) as "from", upper(a.valid) as "to",
      coalesce(o.account_id = (select trefoil.actor_id()), false) as is_me
    from trefoil.liaison_assignment a
    left join trefoil.liaison_officer o on o.id = a.officer_id
    left join trefoil.liaison_officer_fact f on f.officer_id = a.officer_id and upper_inf(f.known)
    left join trefoil.liaison_officer_fact g on g.officer_id = a.stands_in_for and upper_inf(g.known)
    left join trefoil.body_fact b on b.body_id = o.body_id and upper_inf(b.known) and b.valid @> trefoil.today()
    where a.organization_id = ${organizationId} and upper_inf(a.known) order by a.role desc, a.valid desc`.execute(tx)
  return rows
}

/** Organizations for which the actor speaks as themselves. */
export async function listOwnOrganizations(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ ids: number[] }>`select trefoil.my_organizations() as ids`.execute(tx)
  return rows[0]?.ids ?? []
}

export type PackContact = Pick<Contact, 'name' | 'post' | 'phone'>

/** The contacts of today of many organizations. */
export async function listContactsOf(tx: Tx, organizations: readonly number[]): Promise<Map<number, PackContact>> {
  const { rows } = await sql<PackContact & { organizationId: number }>`
    select organization_id, name, post, phone from trefoil.liaison_contact
    where organization_id = any(${[...organizations]}::integer[]) and upper_inf(known)
      and valid @> trefoil.today()`.execute(tx)
  return new Map(rows.map(({ organizationId, name, post, phone }) => [organizationId, { name, post, phone }]))
}

export type FreshContact = {
  readonly organizationId: number
  readonly scope: number
  readonly name: string
  readonly post: string
  readonly phone: string
  readonly from: Day
}

/** Names many contacts that no other went before. */
export async function openContacts(tx: Tx, contacts: readonly FreshContact[]): Promise<void> {
  const columns = 'organization_id scope valid version name post phone'.split(' ')
  const rows = contacts.map(({ organizationId, scope, name, post, phone, from }) => ({
    organization_id: organizationId,
    scope,
    valid: rangeText(from, null),
    version: 1,
    name,
    post,
    phone,
  }))
  await insertRows(tx, 'trefoil.liaison_contact', columns, rows)
}
