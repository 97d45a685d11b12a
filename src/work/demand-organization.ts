import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { findOrganizationName } from '../store/record.ts'

/** The organization of a code, where the actor sees it; refused as not found elsewhere. */
export async function demandOrganization(tx: Tx, code: string) {
  const found = await findOrganizationName(tx, code)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
  return found
}
