import { sql } from 'kysely'
import type { Tx } from './connection.ts'

export type Draw = { readonly draw: number; readonly isDrawn: boolean }

/** Draws a number for a case that passed by this action, and keeps it with the share that was in force. */
export async function drawForCase(tx: Tx, caseId: string, seq: number, percent: number): Promise<Draw> {
  const { rows } = await sql<Draw>`
    insert into trefoil.second_look_draw (case_id, seq, percent) values (${caseId}::uuid, ${seq}, ${percent})
    returning draw, is_drawn`.execute(tx)
  const [draw] = rows
  if (draw === undefined) throw new Error(`No draw was made for the case ${caseId}.`)
  return draw
}
