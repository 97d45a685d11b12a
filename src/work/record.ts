import type { Day } from '../domain/day.ts'
import { creditCodeFaults, isFileNumber, normalCode } from '../domain/identifier.ts'
import { Refusal } from '../domain/refusal.ts'
import { SHEETS } from '../domain/sheet.ts'
import { preferLooking } from '../store/analysis.ts'
import { listExportRows } from '../store/export.ts'
import { findOrganizationId, listCoverages, listHistory, listTimeline } from '../store/record.ts'
import { findMergedInto } from '../store/record-merge.ts'
import { findRegisterRow, type RegisterRow } from '../store/register.ts'
import type { CoverageRow, HistoryRow, TimelineRow } from '../store/record.ts'
import type { FactValue } from '../store/fact.ts'
import { viewOf, type Basis, type Question } from './analysis.ts'
import { reading, type Desk } from './desk.ts'

export type OrganizationRecord = {
  readonly basis: Basis
  readonly code: string
  readonly codeFaults: string[]
  readonly now: RegisterRow | null
  readonly facts: { key: string; value: FactValue }[]
  readonly coverages: CoverageRow[]
  readonly timeline: TimelineRow[]
  readonly history: { fact: string; rows: HistoryRow[] }[]
  /** The record in which it is since a merge; no code where that is not seen. */
  readonly mergedInto: { readonly day: Day; readonly code: string | null; readonly name: string | null } | null
}

/** Everything on record of one organization. Outside the scope it is not found, as if it did not exist. */
export function getOrganization(
  desk: Desk,
  code: string,
  asked: Pick<Question, 'asOf' | 'knownAt' | 'policy'>,
): Promise<OrganizationRecord> {
  return reading(desk, async (tx, clock) => {
    const wanted = normalCode(code)
    const id = await findOrganizationId(tx, wanted)
    if (id === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
    const { view, basis } = await viewOf(tx, desk, asked, clock)
    await preferLooking(tx, 'freely')
    const now = await findRegisterRow(tx, view, wanted)
    const [facts] = await listExportRows(tx, 'organizations', basis, [wanted])
    return {
      basis,
      code: wanted,
      codeFaults: isFileNumber(wanted) ? [] : creditCodeFaults(wanted),
      now: now ?? null,
      facts: facts === undefined ? [] : SHEETS.organizations.columns.map(({ key }) => factOf(key, facts[key])),
      coverages: await listCoverages(tx, id, basis),
      timeline: await listTimeline(tx, view, id),
      history: await listHistory(tx, id, basis.knownAt),
      mergedInto: (await findMergedInto(tx, id)) ?? null,
    }
  })
}

function factOf(key: string, value: unknown): { key: string; value: FactValue } {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return { key, value: isPlain ? value : null }
}
