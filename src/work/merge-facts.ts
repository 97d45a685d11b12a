import type { Day } from '../domain/day.ts'
import { coverageRows, membershipsOf, uncut, type CoverageValues } from '../domain/membership.ts'
import { COUNT_COLUMNS } from '../domain/known.ts'
import { cellsOf, filledBy, RESPONSIBLE, typed, type SheetRow } from '../domain/record-merge.ts'
import { Refusal } from '../domain/refusal.ts'
import { differenceOf, isSameRecord, type Stated } from '../domain/statement.ts'
import type { Tx } from '../store/connection.ts'
import { listLives, listPartyTimelines, listScopes } from '../store/coverage.ts'
import { listExportRows } from '../store/export.ts'
import { closeFacts, listOpenFacts, openFacts, type FactName, type FactValues, type OpenFact } from '../store/fact.ts'
import type { Desk } from './desk.ts'
import { parsedEntry } from './entry.ts'
import { runImport } from './import.ts'

/** One of two records that are merged, with what it says today. */
export type MergeSide = { readonly id: number; readonly code: string; readonly row: SheetRow }

export type MergingFacts = {
  readonly desk: Desk
  readonly batch: string
  readonly kept: MergeSide
  readonly gone: MergeSide
  readonly today: Day
}

/**
 * Has the kept record say what only the gone one knew. An attribute corrects the statement that left it blank; counts
 * and responsible bodies are taken over with their whole history where the kept record has none, and never mixed.
 */
export async function fillKept(tx: Tx, merging: MergingFacts): Promise<Record<string, string>> {
  const { kept, gone } = merging
  const cells = filledBy(kept.row, gone.row)
  const said = await listOpenFacts(tx, 'organization', [kept.id])
  const day = (said.findLast((fact) => fact.statedOn <= merging.today) ?? said[0])?.statedOn ?? merging.today
  await state(tx, merging, day, cells)
  const taken = { ...cells }
  for (const [name, keys] of [
    ['count', COUNT_COLUMNS],
    ['responsibility', RESPONSIBLE],
  ] as const) {
    if ((await listOpenFacts(tx, name, [kept.id])).length > 0) continue
    for (const one of await statementsOf(tx, merging, name, keys)) {
      await state(tx, merging, one.day, one.cells)
      Object.assign(taken, one.cells)
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([key, value]) => [key, typed(value)]))
}

/** What the gone record stated of some columns, statement by statement, as rows of the sheet. */
async function statementsOf(tx: Tx, { gone }: MergingFacts, name: FactName, keys: readonly string[]) {
  const facts = await listOpenFacts(tx, name, [gone.id])
  const statements = []
  for (const { from, statedOn } of facts) {
    const [row = {}] = await listExportRows(tx, 'organizations', { asOf: from, knownAt: 'now' }, [gone.code])
    const cells = cellsOf(row, keys)
    if (Object.keys(cells).length > 0) statements.push({ day: statedOn, cells })
  }
  return statements
}

async function state(tx: Tx, merging: MergingFacts, asOf: Day, cells: SheetRow): Promise<void> {
  const typedCells = Object.entries(cells).map(([key, value]) => [key, typed(value ?? '')] as const)
  if (typedCells.length === 0) return
  const rows = { organizations: [{ code: merging.kept.code, ...Object.fromEntries(typedCells) }] }
  const order = { batchId: merging.batch, files: [], asOf, origin: 'merge' as const, dryRun: false }
  const { problems } = await runImport(tx, merging.desk, parsedEntry({ rows }), order)
  const wrong = problems.find((problem) => problem.severity === 'error')
  if (wrong !== undefined) throw new Refusal('ENTRY_REJECTED', wrong.message)
}

const OWN = ['organization', 'count', 'responsibility'] as const satisfies readonly FactName[]

/** Ends the knowledge of all that the gone record said; the rows stay, and can be known again. */
export async function closeGone(tx: Tx, { batch, gone }: MergingFacts): Promise<void> {
  for (const name of OWN) {
    const facts = await listOpenFacts(tx, name, [gone.id])
    await closeFacts(
      tx,
      name,
      facts.map(({ id }) => id),
      batch,
    )
  }
}

/** The Party organizations that covered the gone record cover the kept one; gives how many are new to it. */
export async function moveCoverage(tx: Tx, { batch, kept, gone }: MergingFacts): Promise<number> {
  const open = await listOpenFacts(tx, 'coverage', [kept.id, gone.id])
  const [mine, yours] = [open.filter((one) => one.owner === kept.id), open.filter((one) => one.owner === gone.id)]
  if (yours.length === 0) return 0
  const lives = await listLives(tx, [kept.id, gone.id])
  const life = lives.get(kept.id)
  if (life === undefined) throw new Error(`Nothing is on record of organization ${kept.id}, which is to be kept.`)
  const memberships = [
    ...uncut(membershipsOf(mine.map(withValues)), life),
    ...uncut(membershipsOf(yours.map(withValues)), lives.get(gone.id)).filter(
      (one) => !mine.some((fact) => partyOf(fact) === one.partyOrganizationId),
    ),
  ]
  const timelines = await listPartyTimelines(tx, [...new Set(open.map(partyOf))])
  const after = coverageRows(memberships, life, timelines).map((row): Stated<FactValues> => ({
    ...row,
    values: { ...row.values, approval: null },
  }))
  const change = differenceOf(mine, after, isSameRecord)
  const scope = (await listScopes(tx, [kept.id])).get(kept.id) ?? 0
  await closeFacts(
    tx,
    'coverage',
    [...yours, ...change.gone].map(({ id }) => id),
    batch,
  )
  await openFacts(
    tx,
    'coverage',
    change.fresh.map((fact) => ({ ...fact, owner: kept.id, scope })),
    batch,
  )
  const held = new Set(mine.map(partyOf))
  return new Set(yours.map(partyOf).filter((party) => !held.has(party))).size
}

function partyOf({ values }: OpenFact): number {
  return Number(values['partyOrganizationId'])
}

function withValues(fact: OpenFact): Stated<CoverageValues> {
  return { ...fact, values: { partyOrganizationId: partyOf(fact), primary: fact.values['primary'] === true } }
}
