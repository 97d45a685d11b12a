import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { InquiryPurpose } from '../domain/grade-inquiry.ts'
import type { Text } from '../domain/refusal.ts'
import type { Tx } from './connection.ts'

/** Whether an objection that touches the grade of an organization is open. */
export async function isGradeDisputed(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await sql<{ disputed: boolean }>`
    select trefoil.is_grade_disputed(id) as disputed from trefoil.organization where code = ${code}`.execute(tx)
  return rows[0]?.disputed === true
}

export type NewInquiry = {
  readonly code: string
  readonly purpose: InquiryPurpose
  readonly call: string
  readonly reason: string
  readonly factor: string | null
}

/** Puts an inquiry on record under the name by which the actor asks; gives its number. */
export async function insertInquiry(tx: Tx, { code, purpose, call, reason, factor }: NewInquiry): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into trefoil.grade_inquiry (organization_id, asker_zh, asker_en, is_system, purpose, call_reference, reason, factor)
    select o.id, a.zh, a.en, a.is_system, ${purpose}, ${call}, ${reason}, ${factor}
    from trefoil.organization o cross join trefoil.asker() a where o.code = ${code} returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('The asker has no name: no grant of today, and no system.')
  return id
}

export type InquiryRow = {
  readonly id: number
  readonly code: string
  readonly day: Day
  readonly asker: Text
  readonly isSystem: boolean
  readonly purpose: InquiryPurpose
  readonly call: string
  readonly reason: string
  readonly factor: string | null
}

type Page = { readonly code?: string | undefined; readonly before?: number | undefined; readonly limit: number }

/** Inquiries that the actor may see, the newest first; one more than the limit tells that there are others. */
export async function listInquiryRows(tx: Tx, { code, before, limit }: Page): Promise<InquiryRow[]> {
  const { rows } = await sql<InquiryRow>`
    select i.id, o.code, i.on_day as day, json_build_object('zh', i.asker_zh, 'en', i.asker_en) as asker, i.is_system,
      i.purpose, i.call_reference as call, i.reason, i.factor
    from trefoil.grade_inquiry i join trefoil.organization o on o.id = i.organization_id
    where o.code = coalesce(${code ?? null}, o.code) and i.id < coalesce(${before ?? null}::bigint, 9223372036854775807)
    order by i.id desc limit ${limit + 1}`.execute(tx)
  return rows
}
