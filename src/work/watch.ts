import type { Desk } from './desk.ts'
import { runCaseClocks } from './case.ts'
import { openMissingReports } from './census-report-open.ts'
import { openMissingAssignments } from './gap.ts'

/**
 * What nobody presses a button for: new gaps become cases with an owner, who took returns of a census over reports too,
 * and clocks that have run out have their effect.
 */
export async function watchCases(desk: Desk, newKey: () => string): Promise<{ opened: number; done: number }> {
  const { opened } = await openMissingAssignments({ ...desk, key: newKey() })
  await openMissingReports({ ...desk, key: newKey() })
  return { opened, done: await runCaseClocks(desk, newKey) }
}
