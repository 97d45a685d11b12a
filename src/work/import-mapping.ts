import { Refusal } from '../domain/refusal.ts'
import type { Mapping } from '../domain/sheet-read.ts'
import { findSheet } from '../domain/sheet.ts'
import { listMappings, saveMapping } from '../store/batch.ts'
import { asActor } from '../store/connection.ts'
import { demandWriter, reading, type Desk } from './desk.ts'
import { signatureOf } from './import-read.ts'
import type { ParsedFiles } from './import-run.ts'

/** The mappings that I saved, by the headers of the tables they are for. */
export function mappingsOf(desk: Desk): Promise<Map<string, Mapping>> {
  return reading(desk, (tx) => listMappings(tx))
}

/** Remembers a mapping for every table of these files, so that the next file with the same headers needs none. */
export async function rememberMapping(desk: Desk, parsed: ParsedFiles, mapping: Mapping): Promise<void> {
  if (findSheet(mapping.sheet) === undefined)
    throw new Refusal('BAD_REQUEST', { detail: `mapping.sheet “${mapping.sheet}”` })
  await asActor(desk.db, desk.token, async (tx) => {
    await demandWriter(tx, 'import.mapping')
    for (const { headers } of parsed.headers) await saveMapping(tx, signatureOf(headers), mapping)
  })
}
