import type { Day } from '../domain/day.ts'
import { findPlaceLevel } from '../domain/place.ts'
import { BEGINNING, differenceOf, isSameRecord, restated, statedOn } from '../domain/statement.ts'
import { nodesInCircles } from '../domain/tree.ts'
import { mapKeys } from '../store/entity.ts'
import { closeFacts, listOpenFacts, openFacts, type FactValues, type FreshFact, type OpenFact } from '../store/fact.ts'
import { createPlaces, mapAbove, renumberPlaces } from '../store/place.ts'
import { chunksOf, reject, textOf, type ImportRun, type ParsedRow } from './import-run.ts'

const CHUNK = 20_000

/** Places: reference data of the whole instance; parents may stand anywhere in the files. */
export async function importPlaces(run: ImportRun, rows: readonly ParsedRow[]): Promise<void> {
  if (rows.length === 0) return
  const codes = rows.map((row) => textOf(row, 'code') ?? '')
  const parents = rows.flatMap((row) => [textOf(row, 'parentCode') ?? '', textOf(row, 'managedBy') ?? ''])
  const wanted = [...new Set([...codes, ...parents])]
  const before = await mapKeys(run.tx, 'place', wanted)
  const known = new Set([...codes, ...before.keys()])
  const circles = await circlesWith(run, rows, before)
  const good = rows.filter((row) => isGood(run, row, known, circles))
  if (good.length === 0) return
  await createPlaces(
    run.tx,
    good.map((row) => textOf(row, 'code') ?? '').filter((code) => !before.has(code)),
  )
  const ids = await mapKeys(run.tx, 'place', wanted)
  let done = 0
  for (const chunk of chunksOf(good, CHUNK)) {
    await importChunk(run, chunk, ids, before)
    done += chunk.length
    run.progress('places', done, good.length)
  }
  await renumberPlaces(run.tx)
}

/** Places that would stand in a circle of managers once these rows are in. */
async function circlesWith(run: ImportRun, rows: readonly ParsedRow[], before: ReadonlyMap<string, number>) {
  const above = before.size > 0 ? await mapAbove(run.tx) : new Map<string, string>()
  for (const row of rows) {
    const manager = textOf(row, 'managedBy') ?? textOf(row, 'parentCode')
    if (manager !== undefined) above.set(textOf(row, 'code') ?? '', manager)
  }
  return nodesInCircles(above)
}

function isGood(run: ImportRun, row: ParsedRow, known: ReadonlySet<string>, circles: ReadonlySet<string>): boolean {
  const code = textOf(row, 'code') ?? ''
  if (!run.reach.all) {
    reject(run, row, 'outOfScope', {})
    return false
  }
  for (const key of ['parentCode', 'managedBy']) {
    const parent = textOf(row, key)
    if (parent !== undefined && !known.has(parent)) {
      reject(run, row, 'parentUnknown', { key, read: parent })
      return false
    }
  }
  if (circles.has(code)) {
    reject(run, row, 'parentCircle', { key: 'parentCode', read: code })
    return false
  }
  const [from, to] = [textOf(row, 'validFrom'), textOf(row, 'validTo')]
  if (to !== undefined && to <= (from ?? BEGINNING)) {
    reject(run, row, 'endBeforeStart', {
      key: 'validTo',
      read: to,
      end: '停用日期',
      endEn: 'valid to',
      start: '启用日期',
      from: from ?? BEGINNING,
    })
    return false
  }
  return true
}

async function importChunk(
  run: ImportRun,
  rows: readonly ParsedRow[],
  ids: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
): Promise<void> {
  const idOf = (row: ParsedRow) => ids.get(textOf(row, 'code') ?? '') ?? 0
  const old = rows.filter((row) => before.has(textOf(row, 'code') ?? ''))
  const open = groupByOwner(await listOpenFacts(run.tx, 'place', old.map(idOf)))
  const gone: number[] = []
  const fresh: FreshFact[] = []
  for (const row of rows) {
    const owner = idOf(row)
    const now = open.get(owner) ?? []
    const change = changeOf(row, now, ids, run.asOf)
    if (change === undefined) {
      reject(run, row, 'needed', { key: 'name', label: '名称' })
      continue
    }
    gone.push(...change.gone.map((fact) => fact.id))
    fresh.push(...change.fresh.map((fact) => ({ ...fact, owner })))
    const tally = run.tallies.places
    if (now.length === 0) tally.created += 1
    else if (change.gone.length + change.fresh.length > 0) tally.changed += 1
    else tally.unchanged += 1
  }
  await closeFacts(run.tx, 'place', gone, run.batchId)
  await openFacts(run.tx, 'place', fresh, run.batchId)
}

function changeOf(row: ParsedRow, now: readonly OpenFact[], ids: ReadonlyMap<string, number>, asOf: Day) {
  const held = statedOn(now, asOf)
  const name = textOf(row, 'name') ?? held?.['name']
  if (name === undefined || name === null) return undefined
  const values = placeValues(row, { ...EMPTY, ...held, name }, ids)
  const life = {
    from: dayOr(row, 'validFrom', now[0]?.from ?? BEGINNING) ?? BEGINNING,
    to: dayOr(row, 'validTo', now.at(-1)?.to ?? null),
  }
  const statement = held !== undefined && isSameRecord(held, values) ? undefined : { statedOn: asOf, values }
  return differenceOf(now, restated(now, statement, life, isSameRecord), isSameRecord)
}

const EMPTY: FactValues = {
  name: null,
  level: null,
  parentId: null,
  managedById: null,
  longitude: null,
  latitude: null,
}

function placeValues(row: ParsedRow, held: FactValues, ids: ReadonlyMap<string, number>): FactValues {
  const given = (key: string, old: FactValues[string] | undefined) => {
    const value = row.values[key]
    return value === undefined || Array.isArray(value) ? (old ?? null) : (value as FactValues[string])
  }
  const idGiven = (key: string, old: FactValues[string] | undefined) => {
    const code = row.values[key]
    if (code === undefined) return old ?? null
    return typeof code === 'string' ? (ids.get(code) ?? null) : null
  }
  return {
    name: held['name'] ?? null,
    level: given('level', held['level'] ?? findPlaceLevel(textOf(row, 'code') ?? '') ?? 'district'),
    parentId: idGiven('parentCode', held['parentId']),
    managedById: idGiven('managedBy', held['managedById']),
    longitude: given('longitude', held['longitude']),
    latitude: given('latitude', held['latitude']),
  }
}

function dayOr(row: ParsedRow, key: string, old: Day | null): Day | null {
  const value = row.values[key]
  if (value === undefined) return old
  return typeof value === 'string' ? value : null
}

/** Rows of facts by whose they are, in the order given. */
export function groupByOwner(facts: readonly OpenFact[]): Map<number, OpenFact[]> {
  const map = new Map<number, OpenFact[]>()
  for (const fact of facts) {
    const list = map.get(fact.owner)
    if (list === undefined) map.set(fact.owner, [fact])
    else list.push(fact)
  }
  return map
}
