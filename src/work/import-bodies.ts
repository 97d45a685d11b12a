import { LINE_NAMES, LINE_NUMBERS } from '../domain/organization.ts'
import type { Day } from '../domain/day.ts'
import { BEGINNING, differenceOf, isSameRecord, restated, statedOn, throughout } from '../domain/statement.ts'
import { nodesInCircles } from '../domain/tree.ts'
import { listBodiesOnRecord, type BodyOnRecord } from '../store/body.ts'
import { createBodies, listLineNumbers, mapKeys, mapPlaces } from '../store/entity.ts'
import { closeFacts, listOpenFacts, openFacts, type FactValues, type FreshFact, type OpenFact } from '../store/fact.ts'
import { followLines } from './import-lines.ts'
import { groupByOwner } from './import-places.ts'
import { reject, textOf, type ImportRun, type ParsedRow } from './import-run.ts'

const FIRST_INDUSTRY = 4
const LAST_INDUSTRY = 63

/** Responsible bodies: the three trees. An industry body at the top of its tree opens a line number of its own. */
export async function importBodies(run: ImportRun, rows: readonly ParsedRow[]): Promise<void> {
  if (rows.length === 0) return
  const now = await listBodiesOnRecord(run.tx)
  const codes = rows.map((row) => textOf(row, 'placeCode')).filter((code) => code !== undefined)
  const places = await mapPlaces(run.tx, codes)
  const good = goodRows(run, rows, now, places)
  const keys = good.map((row) => textOf(row, 'id') ?? '')
  const before = await mapKeys(run.tx, 'body', keys)
  await createBodies(
    run.tx,
    keys.filter((key) => !before.has(key)),
  )
  const ids = await mapKeys(run.tx, 'body', [...now.map((body) => body.key), ...keys])
  const numbers = lineNumbers(good, now, await listLineNumbers(run.tx))
  const open = groupByOwner(await listOpenFacts(run.tx, 'body', [...ids.values()]))
  const gone: number[] = []
  const opened: FreshFact[] = []
  for (const row of good) {
    const owner = ids.get(textOf(row, 'id') ?? '') ?? 0
    const change = changeOf(run, row, open.get(owner) ?? [], { ids, places, numbers })
    gone.push(...change.gone.map((fact) => fact.id))
    opened.push(...change.fresh.map((fact) => ({ ...fact, owner })))
  }
  await closeFacts(run.tx, 'body', gone, run.batchId)
  await openFacts(run.tx, 'body', opened, run.batchId)
  if (opened.length > 0 && now.length > 0) await followLines(run)
}

type Keys = ReadonlyMap<string, number>

function goodRows(run: ImportRun, rows: readonly ParsedRow[], now: readonly BodyOnRecord[], places: Keys): ParsedRow[] {
  const keys = new Set([...rows.map((row) => textOf(row, 'id') ?? ''), ...now.map((body) => body.key)])
  const above = new Map(now.flatMap((body) => (body.parentKey === null ? [] : [[body.key, body.parentKey] as const])))
  for (const row of rows) {
    const parent = textOf(row, 'parentId')
    if (parent !== undefined) above.set(textOf(row, 'id') ?? '', parent)
  }
  const circles = nodesInCircles(above)
  let [good, next]: [readonly ParsedRow[], ParsedRow[]] = [[], [...rows]]
  while (good.length !== next.length) {
    good = next
    next = good.filter((row) => {
      const fault = faultOf(run, row, { keys, circles, places, now })
      if (fault === undefined) return true
      const { code, ...told } = fault
      reject(run, row, code, told)
      // A row that was refused is nobody's parent.
      const id = textOf(row, 'id') ?? ''
      if (!now.some((body) => body.key === id)) keys.delete(id)
      return false
    })
  }
  return next
}

type Known = {
  readonly keys: ReadonlySet<string>
  readonly circles: ReadonlySet<string>
  readonly places: Keys
  readonly now: readonly BodyOnRecord[]
}

function faultOf(run: ImportRun, row: ParsedRow, known: Known) {
  const id = textOf(row, 'id') ?? ''
  const isNew = !known.now.some((body) => body.key === id)
  const missing = row.layout.sheet.columns.find((one) => one.needed && isNew && row.values[one.key] === undefined)
  const cleared = row.layout.sheet.columns.find((one) => one.needed && row.values[one.key] === null)
  if (!run.reach.all) return { code: 'outOfScope' as const }
  if (cleared !== undefined) return { code: 'needClear' as const, key: cleared.key, label: cleared.label }
  if (missing !== undefined) return { code: 'needed' as const, key: missing.key, label: missing.label }
  return linkFault(run, row, known) ?? endFault(row, known)
}

function linkFault(run: ImportRun, row: ParsedRow, known: Known) {
  const id = textOf(row, 'id') ?? ''
  const place = textOf(row, 'placeCode')
  for (const key of ['parentId', 'successorId'] as const) {
    const named = textOf(row, key)
    const fault = named === undefined ? undefined : namedFault(run, row, { key, named, known })
    if (fault !== undefined) return { ...fault, key }
  }
  if (known.circles.has(id)) return { code: 'parentCircle' as const, key: 'parentId', read: id }
  if (place !== undefined && !known.places.has(place))
    return { code: 'placeUnknown' as const, key: 'placeCode', read: place }
  return undefined
}

type Named = { readonly key: 'parentId' | 'successorId'; readonly named: string; readonly known: Known }

/** What is wrong with another body that a row names; one that was named already may have ended since. */
function namedFault(run: ImportRun, row: ParsedRow, { key, named, known }: Named) {
  const id = textOf(row, 'id') ?? ''
  if (named === id) return { code: 'ownSuperior' as const, read: id }
  if (!known.keys.has(named)) return { code: 'parentUnknown' as const, read: named }
  const held = known.now.find((body) => body.key === id)
  const before = key === 'parentId' ? held?.parentKey : held?.successorKey
  return before === named ? undefined : retiredBody(known.now, named, run.asOf)
}

/** A code that has ended by a day, told with its successor where one is known. */
export function retiredBody(bodies: Iterable<BodyOnRecord>, key: string, day: Day) {
  const found = [...bodies].find((body) => body.key === key)
  if (found === undefined || found.endedOn === null || found.endedOn > day) return undefined
  const { endedOn, successorKey } = found
  if (successorKey === null) return { code: 'bodyRetired' as const, read: key, day: endedOn }
  return { code: 'bodyReplaced' as const, read: key, day: endedOn, successor: successorKey, suggestion: successorKey }
}

/** A successor without an end would leave two bodies to answer. */
function endFault(row: ParsedRow, known: Known) {
  const id = textOf(row, 'id') ?? ''
  const ended =
    row.values['endedOn'] === undefined ? known.now.find((body) => body.key === id)?.endedOn : row.values['endedOn']
  const isAlone = textOf(row, 'successorId') !== undefined && ended == null
  return isAlone ? { code: 'successorAlone' as const, key: 'endedOn' } : undefined
}

/** The number of each body's line: one for each line, and one for each industry tree. */
function lineNumbers(rows: readonly ParsedRow[], now: readonly BodyOnRecord[], given: Keys): Keys {
  const numbers = new Map(given)
  const lines = new Map<string, string>(now.map((body) => [body.key, body.line]))
  const above = new Map(now.map((body) => [body.key, body.parentKey]))
  for (const row of rows) {
    const id = textOf(row, 'id') ?? ''
    lines.set(id, textOf(row, 'line') ?? lines.get(id) ?? 'civil')
    if (row.values['parentId'] !== undefined) above.set(id, textOf(row, 'parentId') ?? null)
  }
  let next = Math.max(FIRST_INDUSTRY - 1, ...given.values()) + 1
  const numberOf = (id: string): number => {
    const line = lines.get(id)
    const parent = above.get(id) ?? null
    if (line !== 'industry') return LINE_NUMBERS[line === 'community' ? 'community' : 'civil']
    if (parent !== null && lines.get(parent) === 'industry') return numberOf(parent)
    const own = numbers.get(id)
    if (own !== undefined && own >= FIRST_INDUSTRY) return own
    const fresh = next <= LAST_INDUSTRY ? next : LINE_NUMBERS.industry
    next += 1
    numbers.set(id, fresh)
    return fresh
  }
  return new Map(rows.map((row) => [textOf(row, 'id') ?? '', numberOf(textOf(row, 'id') ?? '')]))
}

function changeOf(
  run: ImportRun,
  row: ParsedRow,
  now: readonly OpenFact[],
  known: { readonly ids: Keys; readonly places: Keys; readonly numbers: Keys },
) {
  const held = statedOn(now, run.asOf)
  const given = (key: string, old: string, ids?: Keys) => {
    const text = row.values[key]
    if (text === undefined) return held?.[old] ?? null
    if (typeof text !== 'string') return null
    return ids === undefined ? text : (ids.get(text) ?? null)
  }
  const values: FactValues = {
    name: given('name', 'name'),
    line: given('line', 'line'),
    lineNo: known.numbers.get(textOf(row, 'id') ?? '') ?? 1,
    level: given('level', 'level'),
    parentId: given('parentId', 'parentId', known.ids),
    placeId: given('placeCode', 'placeId', known.places),
    industries: given('industries', 'industries'),
    units: given('units', 'units'),
    successorId: given('successorId', 'successorId', known.ids),
  }
  const end = row.values['endedOn'] === undefined ? (now.at(-1)?.to ?? null) : row.values['endedOn']
  const life = { from: BEGINNING, to: typeof end === 'string' ? end : null }
  const isSame = held !== undefined && isSameRecord(held, values)
  const lasting = throughout(now, ['successorId'], values)
  const after = restated(lasting, isSame ? undefined : { statedOn: run.asOf, values }, life, isSameRecord)
  const change = differenceOf(now, after, isSameRecord)
  const tally = run.tallies.bodies
  if (now.length === 0) tally.created += 1
  else if (change.gone.length + change.fresh.length > 0) tally.changed += 1
  else tally.unchanged += 1
  return change
}

/** The line of a body as a person reads it. */
export function lineText(line: string | null): { readonly zh: string; readonly en: string } {
  return line === 'civil' || line === 'industry' || line === 'community' ? LINE_NAMES[line] : { zh: '—', en: '—' }
}
