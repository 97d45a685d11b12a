import { addressKeysOf, codeKeysOf, nameKeysOf } from '../domain/duplicate-key.ts'
import { namePartsOf } from '../domain/name-core.ts'
import type { Tx } from '../store/connection.ts'
import { keepSigns, listPlacesBeforeNames, soundOf, type OrganizationSign } from '../store/duplicate.ts'
import type { FactValues } from '../store/fact.ts'

/** An organization of which something was put on record. */
export type Stated = {
  readonly organizationId: number
  readonly scope: number
  readonly code: string
  readonly facts: readonly { readonly values: FactValues }[]
}

/** Keeps the keys by which others that may be the same organization are found: of its code, names and addresses. */
export async function keepSignsOf(tx: Tx, stated: readonly Stated[]): Promise<void> {
  if (stated.length === 0) return
  const places = await listPlacesBeforeNames(tx)
  await keepSigns(
    tx,
    stated.flatMap((one) => signsOf(one, places)),
  )
}

function signsOf({ organizationId, scope, code, facts }: Stated, places: readonly string[]): OrganizationSign[] {
  const whose = { organizationId, scope }
  const names = [...new Set(facts.map(({ values }) => String(values['name'] ?? '')))]
  const addresses = [...new Set(facts.map(({ values }) => String(values['address'] ?? '')))].filter((one) => one !== '')
  return [
    { ...whose, source: 'code', keys: codeKeysOf(code) },
    ...names.map((name) => {
      const { core } = namePartsOf(name, places)
      return { ...whose, source: `name ${name}`, keys: nameKeysOf(core, soundOf(core)) }
    }),
    ...addresses.map((address) => ({ ...whose, source: `address ${address}`, keys: addressKeysOf(address) })),
  ]
}
