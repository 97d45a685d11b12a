import type { Policy } from '../domain/policy.ts'
import { standingTimeline, type StandingRow } from '../domain/standing.ts'
import type { View } from '../store/analysis.ts'
import type { Tx } from '../store/connection.ts'
import {
  closeStandings,
  hasStandings,
  keepSeen,
  listAllOrganizationIds,
  listOpenStandings,
  listOrganizationFacts,
  listStoredPolicies,
  makeStandingTable,
  openStandings,
  STANDING_COLUMNS,
  STANDING_TABLE,
} from '../store/standing.ts'
import { chunksOf } from './import-run.ts'

const CHUNK = 4_000

/**
 * Judges the standing of the organizations that a change has touched, and writes the rows that differ. Where the pack in
 * force is not the one that the stored standings are of, all are judged.
 */
export async function judgeTouched(
  tx: Tx,
  policy: Policy,
  touched: ReadonlySet<number>,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const isSettled = (await listStoredPolicies(tx)).every((id) => id === policy.id)
  const ids = isSettled ? [...touched] : await listAllOrganizationIds(tx)
  const inOrder = ids.toSorted((a, b) => a - b)
  let done = 0
  for (const chunk of chunksOf(inOrder, CHUNK)) {
    await judge(tx, policy, chunk)
    done += chunk.length
    progress(done, inOrder.length)
  }
}

async function judge(tx: Tx, policy: Policy, ids: readonly number[]): Promise<void> {
  const facts = await listOrganizationFacts(tx, ids, null)
  const fresh = facts.flatMap((one) => standingTimeline(one, policy))
  const open = await listOpenStandings(tx, ids, null)
  if (open.length === 0) return openStandings(tx, fresh, policy.id)
  const freshKeys = new Map(fresh.map((row) => [keyOf(row), row]))
  const wrong: number[] = []
  for (const row of open) {
    if (row.policy !== policy.id || !freshKeys.delete(keyOf(row))) wrong.push(row.id)
  }
  await closeStandings(tx, wrong)
  await openStandings(tx, [...freshKeys.values()], policy.id)
}

/** Everything that a standing row says, in one text: two rows with the same text are the same. */
function keyOf(row: StandingRow): string {
  const { organizationId, from, to } = row
  const said: Readonly<Record<string, unknown>> = row
  return JSON.stringify([organizationId, from, to, ...STANDING_COLUMNS.map((column) => said[column] ?? null)])
}

/**
 * The table in which an analysis finds the standings under a pack as known at an instant: the stored one, or one that is
 * judged from the facts for this transaction where the pack or the instant is not what is stored.
 */
export async function standingTable(
  tx: Tx,
  policy: Policy,
  at: Pick<View, 'knownAt' | 'isNow' | 'near'>,
): Promise<string> {
  const { knownAt } = at
  if (await hasStandings(tx, policy.id, at)) return STANDING_TABLE
  const table = await makeStandingTable(tx)
  for (const chunk of chunksOf(await listAllOrganizationIds(tx), CHUNK)) {
    const facts = await listOrganizationFacts(tx, chunk, knownAt)
    await openStandings(
      tx,
      facts.flatMap((one) => standingTimeline(one, policy)),
      policy.id,
      table,
    )
  }
  await keepSeen(tx)
  return table
}

/** Organizations whose stored standing differs from what the facts give today: the check that recomputes all. */
export async function listWrongStandings(tx: Tx, policy: Policy): Promise<number[]> {
  const wrong: number[] = []
  for (const ids of chunksOf(await listAllOrganizationIds(tx), CHUNK)) {
    const facts = await listOrganizationFacts(tx, ids, null)
    const right = new Set(facts.flatMap((one) => standingTimeline(one, policy)).map(keyOf))
    const stored = await listOpenStandings(tx, ids, policy.id)
    const held = new Set(stored.map(keyOf))
    for (const row of stored) if (!right.has(keyOf(row))) wrong.push(row.organizationId)
    for (const key of right) if (!held.has(key)) wrong.push(Number(JSON.parse(key)[0]))
  }
  return [...new Set(wrong)]
}
