import { differenceOf, isSameRecord, restated } from '../domain/statement.ts'
import { listBodies, listOrganizationsOfBodies, type BodyNow } from '../store/body.ts'
import { moveOrganizations, takeOrganizations } from '../store/entity.ts'
import { closeFacts, listOpenFacts, openFacts, type FreshFact, type OpenFact } from '../store/fact.ts'
import { groupByOwner } from './import-places.ts'
import type { ImportRun } from './import-run.ts'

/**
 * Organizations go with the line of their body: where a body was put into another line, what is on record of its
 * organizations is put right, so that a grant for that line reaches them and their own row says the same as the body's.
 */
export async function followLines(run: ImportRun): Promise<void> {
  const bodies = new Map(
    (await listBodies(run.tx, { asOf: run.today, knownAt: 'infinity' })).map((body) => [body.id, body]),
  )
  const owners = await listOrganizationsOfBodies(run.tx, [...bodies.keys()])
  const open = groupByOwner(
    await listOpenFacts(
      run.tx,
      'responsibility',
      owners.map((one) => one.id),
    ),
  )
  const gone: number[] = []
  const fresh: FreshFact[] = []
  const moves: { id: number; scope: number }[] = []
  for (const { id, scope } of owners) {
    const now = open.get(id) ?? []
    const after = followed(now, bodies)
    const change = differenceOf(now, after, isSameRecord)
    if (change.gone.length + change.fresh.length === 0) continue
    const moved = Math.floor(scope / 64) * 64 + Number(after.at(-1)?.values['lineNo'] ?? 0)
    moves.push({ id, scope: moved })
    gone.push(...change.gone.map((fact) => fact.id))
    fresh.push(...change.fresh.map((fact) => ({ ...fact, owner: id, scope: moved })))
  }
  const ids = moves.map((move) => move.id)
  await takeOrganizations(run.tx, ids)
  await moveOrganizations(run.tx, moves)
  await closeFacts(run.tx, 'responsibility', gone, run.batchId)
  await openFacts(run.tx, 'responsibility', fresh, run.batchId)
  for (const id of ids) run.touched.add(id)
}

function followed(now: readonly OpenFact[], bodies: ReadonlyMap<number, BodyNow>) {
  const [first] = now
  if (first === undefined) return []
  const stated = now.map((fact) => {
    const body = bodies.get(Number(fact.values['bodyId'] ?? 0))
    return body === undefined ? fact : { ...fact, values: { ...fact.values, line: body.line, lineNo: body.lineNo } }
  })
  return restated(stated, undefined, { from: first.from, to: now.at(-1)?.to ?? null }, isSameRecord)
}
