import type { Day } from '../domain/day.ts'
import type { ProblemCode } from '../domain/problem.ts'
import { findPlaceLevel, placeCodeVariants } from '../domain/place.ts'
import {
  BEGINNING,
  differenceOf,
  isSameRecord,
  restated,
  statedOn,
  throughout,
  type Life,
} from '../domain/statement.ts'
import { nodesInCircles } from '../domain/tree.ts'
import { mapKeys, mapKeysOnRecord, mapPlaces } from '../store/entity.ts'
import { closeFacts, listOpenFacts, openFacts, type FactValues, type FreshFact, type OpenFact } from '../store/fact.ts'
import { createPlaces, mapAbove, renumberPlaces } from '../store/place.ts'
import { chunksOf, reject, textOf, type ImportRun, type ParsedRow } from './import-run.ts'

const CHUNK = 20_000

/** Columns that name another place. */
const LINKS = ['parentCode', 'managedBy', 'successorCode'] as const

/** Places: reference data of the whole instance; parents may stand anywhere in the files. */
export async function importPlaces(run: ImportRun, rows: readonly ParsedRow[]): Promise<void> {
  if (rows.length === 0) return
  const codes = rows.map((row) => textOf(row, 'code') ?? '')
  const parents = [...new Set(rows.flatMap((row) => LINKS.map((key) => textOf(row, key) ?? '')))]
  const before = await mapKeys(run.tx, 'place', codes)
  const onRecord = new Set((await mapKeysOnRecord(run.tx, 'place', codes)).keys())
  const circles = await circlesWith(run, rows, before)
  const sound = rows.filter((row) => isGood(run, row, { onRecord, circles }))
  const good = withParents(run, sound, new Set([...onRecord, ...(await mapPlaces(run.tx, parents)).keys()]))
  if (good.length === 0) return
  await createPlaces(
    run.tx,
    good.map((row) => textOf(row, 'code') ?? '').filter((code) => !before.has(code)),
  )
  const ids = new Map([...(await mapPlaces(run.tx, parents, mapKeys)), ...(await mapKeys(run.tx, 'place', codes))])
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

type Known = { readonly onRecord: ReadonlySet<string>; readonly circles: ReadonlySet<string> }

function isGood(run: ImportRun, row: ParsedRow, { onRecord, circles }: Known): boolean {
  const code = textOf(row, 'code') ?? ''
  const name = { key: 'name', label: '名称' }
  if (!run.reach.all) return refuse(run, row, 'outOfScope')
  if (row.values['name'] === null) return refuse(run, row, 'needClear', name)
  if (row.values['name'] === undefined && !onRecord.has(code)) return refuse(run, row, 'needed', name)
  if (circles.has(code)) return refuse(run, row, 'parentCircle', { key: 'parentCode', read: code })
  const from = onRecord.has(code) ? textOf(row, 'validFrom') : (textOf(row, 'validFrom') ?? BEGINNING)
  const to = textOf(row, 'validTo')
  return from === undefined || to === undefined || to > from || refuseEnd(run, row, { from, to })
}

function refuseEnd(run: ImportRun, row: ParsedRow, { from, to }: Life): false {
  const end = { end: '停用日期', endEn: 'valid to', start: '启用日期', from }
  return refuse(run, row, 'endBeforeStart', { key: 'validTo', read: to ?? '', ...end })
}

function refuse(run: ImportRun, row: ParsedRow, ...what: [ProblemCode, Parameters<typeof reject>[3]?]): false {
  reject(run, row, what[0], what[1] ?? {})
  return false
}

/** The rows whose parents are on record or among them; a row that was refused is nobody's parent. */
function withParents(run: ImportRun, rows: readonly ParsedRow[], onRecord: ReadonlySet<string>): ParsedRow[] {
  const inFile = new Set(rows.map((row) => textOf(row, 'code') ?? ''))
  const isKnown = (code: string, parent: string | undefined) =>
    parent === undefined ||
    placeCodeVariants(parent).some((one) => one !== code && (inFile.has(one) || onRecord.has(one)))
  let [good, next]: [readonly ParsedRow[], ParsedRow[]] = [[], [...rows]]
  while (good.length !== next.length) {
    good = next
    next = good.filter((row) => {
      const code = textOf(row, 'code') ?? ''
      const key = LINKS.find((one) => !isKnown(code, textOf(row, one)))
      if (key === undefined) return true
      if (!onRecord.has(code)) inFile.delete(code)
      return refuse(run, row, 'parentUnknown', { key, read: textOf(row, key) ?? '' })
    })
  }
  return next
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
    const life = lifeOf(row, now)
    if (life.to !== null && life.to <= life.from) {
      refuseEnd(run, row, life)
      continue
    }
    const change = differenceOf(now, timelineOf(run, row, { now, life, ids }), isSameRecord)
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

function lifeOf(row: ParsedRow, now: readonly OpenFact[]): Life {
  return {
    from: dayOr(row, 'validFrom', now[0]?.from ?? BEGINNING) ?? BEGINNING,
    to: dayOr(row, 'validTo', now.at(-1)?.to ?? null),
  }
}

type Before = { readonly now: readonly OpenFact[]; readonly life: Life; readonly ids: ReadonlyMap<string, number> }

function timelineOf(run: ImportRun, row: ParsedRow, { now, life, ids }: Before) {
  const held = statedOn(now, run.asOf)
  const values = placeValues(row, { ...EMPTY, ...held }, ids)
  const isNews = held === undefined || !isSameRecord(held, values)
  const lasting = throughout(now, ['successorId'], values)
  return restated(lasting, isNews ? { statedOn: run.asOf, values } : undefined, life, isSameRecord)
}

const EMPTY: FactValues = {
  name: null,
  level: null,
  parentId: null,
  managedById: null,
  longitude: null,
  latitude: null,
  successorId: null,
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
    name: given('name', held['name']),
    level: given('level', held['level']) ?? findPlaceLevel(textOf(row, 'code') ?? '') ?? 'district',
    parentId: idGiven('parentCode', held['parentId']),
    managedById: idGiven('managedBy', held['managedById']),
    longitude: given('longitude', held['longitude']),
    latitude: given('latitude', held['latitude']),
    successorId: idGiven('successorCode', held['successorId']),
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
