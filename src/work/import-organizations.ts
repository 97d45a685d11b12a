import type { Day } from '../domain/day.ts'
import type { ProblemCode } from '../domain/problem.ts'
import { creditCodeProblem } from '../domain/sheet-read.ts'
import {
  differenceOf,
  isSameRecord,
  restated,
  statedOn,
  throughout,
  type Life,
  type Stated,
} from '../domain/statement.ts'
import { listBodiesOnRecord, type BodyOnRecord } from '../store/body.ts'
import {
  createOrganizations,
  isWithin,
  listForeignCodes,
  listOrganizationEntities,
  mapPlaces,
  moveOrganizations,
  takeOrganizations,
  type OrganizationEntity,
} from '../store/entity.ts'
import {
  closeFacts,
  FACTS,
  listOpenFacts,
  openFacts,
  type FactValues,
  type FreshFact,
  type OpenFact,
} from '../store/fact.ts'
import { mapRetiredPlaces, type RetiredPlace } from '../store/place.ts'
import { keepNames, type OrganizationName } from '../store/organization-name.ts'
import { listRetired, type Retired } from '../store/life.ts'
import { groupByOwner } from './import-places.ts'
import { responsibilityStated } from './import-responsibility.ts'
import { chunksOf, reject, tell, textOf, type ImportRun, type ParsedRow } from './import-run.ts'
import { keepSignsOf } from './import-signs.ts'
import { countFaults } from './organization-rules.ts'

const CHUNK = 5_000
const NAMES = ['organization', 'count', 'responsibility'] as const
type Name = (typeof NAMES)[number]
type Open = Readonly<Record<Name, readonly OpenFact[]>>
type Values = Readonly<Record<Name, FactValues | undefined>> & { readonly organization: FactValues }

/** Days that hold for the whole life of an organization, whichever statement named them last. */
const LASTING = ['registeredOn', 'endedOn'] as const

type Known = {
  readonly places: ReadonlyMap<string, number>
  readonly bodies: ReadonlyMap<string, BodyOnRecord>
  readonly bodiesById: ReadonlyMap<number, BodyOnRecord>
  readonly retired: ReadonlyMap<number, RetiredPlace>
  readonly asOf: Day
}

/** What one row changes: facts gone and fresh by table, and where the organization stands afterwards. */
type Change = {
  readonly row: ParsedRow
  readonly code: string
  readonly entity: OrganizationEntity | undefined
  readonly scope: number
  readonly gone: Readonly<Record<Name, readonly OpenFact[]>>
  readonly fresh: Readonly<Record<Name, readonly Omit<FreshFact, 'owner'>[]>>
  readonly lifeBefore: Life | undefined
  readonly life: Life
}

/** Social organizations: attributes, counts and the responsible body, each as a statement of the day of the import. */
export async function importOrganizations(run: ImportRun, rows: readonly ParsedRow[]): Promise<void> {
  if (rows.length === 0) return
  const codes = [...new Set(rows.map((row) => textOf(row, 'placeCode')).filter((code) => code !== undefined))]
  const bodies = await listBodiesOnRecord(run.tx)
  const places = await mapPlaces(run.tx, codes)
  const known: Known = {
    places,
    retired: await mapRetiredPlaces(run.tx, [...places.values()], run.asOf),
    asOf: run.asOf,
    bodies: new Map(bodies.map((body) => [body.key, body])),
    bodiesById: new Map(bodies.map((body) => [body.id, body])),
  }
  let done = 0
  for (const chunk of chunksOf(rows, CHUNK)) {
    await importChunk(run, chunk, known)
    done += chunk.length
    run.progress('organizations', done, rows.length)
  }
}

async function importChunk(run: ImportRun, rows: readonly ParsedRow[], known: Known): Promise<void> {
  const codes = rows.map((row) => textOf(row, 'code') ?? '')
  const entities = new Map((await listOrganizationEntities(run.tx, codes)).map((one) => [one.code, one]))
  const foreign = run.reach.all ? new Set<string>() : await listForeignCodes(run.tx, codes)
  const ids = [...entities.values()].map((one) => one.id)
  const retired = await listRetired(run.tx, ids)
  const open = {
    organization: groupByOwner(await listOpenFacts(run.tx, 'organization', ids)),
    count: groupByOwner(await listOpenFacts(run.tx, 'count', ids)),
    responsibility: groupByOwner(await listOpenFacts(run.tx, 'responsibility', ids)),
  }
  const changes: Change[] = []
  for (const row of rows) {
    const entity = entities.get(textOf(row, 'code') ?? '')
    const facts = (name: Name) => (entity === undefined ? [] : (open[name].get(entity.id) ?? []))
    const now = { organization: facts('organization'), count: facts('count'), responsibility: facts('responsibility') }
    const gone = retired.get(entity?.id ?? 0)
    if (gone !== undefined && (gone.isMerged || run.asOf >= gone.day)) {
      rejectAsRetired(run, row, gone)
      continue
    }
    const change = foreign.has(textOf(row, 'code') ?? '')
      ? rejected(run, row, 'outOfScope')
      : changeOf(run, row, { entity, now, known })
    if (change !== undefined) changes.push(change)
  }
  await apply(run, changes)
}

type Told = NonNullable<Parameters<typeof reject>[3]>

function rejected(
  run: ImportRun,
  row: ParsedRow,
  code: ProblemCode,
  told: Parameters<typeof reject>[3] = {},
): undefined {
  reject(run, row, code, told)
  return undefined
}

/** A code that another has taken over says nothing any more from that day on; the one that goes on is named. */
function rejectAsRetired(run: ImportRun, row: ParsedRow, { day, successors }: Retired): void {
  const successor = successors.join('、') || '—'
  reject(run, row, 'codeRetired', { key: 'code', read: textOf(row, 'code') ?? '', day, successor })
}

type Before = {
  readonly entity: OrganizationEntity | undefined
  readonly now: Open
  readonly known: Known
}

function changeOf(run: ImportRun, row: ParsedRow, before: Before): Change | undefined {
  const { entity, now, known } = before
  const values = valuesOf(run, row, now, known)
  if (values === undefined) return undefined
  const life = lifeOf(values.organization, now.organization, run.asOf)
  if (life.to !== null && life.to <= life.from) {
    const end = { end: '注销日期', endEn: 'ended on', start: '成立日期', from: life.from }
    return rejected(run, row, 'endBeforeStart', { key: 'endedOn', read: life.to, ...end })
  }
  const lasting = throughout(now.organization, LASTING, values.organization)
  const after = (name: Name) => laidOut(run, values[name], name === 'organization' ? lasting : now[name], life)
  const laid = { organization: after('organization'), count: after('count'), responsibility: after('responsibility') }
  const scope = scopeOf(laid.organization.at(-1)?.values, laid.responsibility.at(-1)?.values)
  if (!isWithin(run.reach, scope)) return rejected(run, row, 'outOfScope')
  const differences = NAMES.map((name) => [name, differenceOf(now[name], laid[name], isSameRecord)] as const)
  const pick = <K extends 'gone' | 'fresh'>(kind: K) =>
    Object.fromEntries(differences.map(([name, one]) => [name, one[kind]])) as unknown as Change[K]
  tellWarnings(run, row, values, life)
  const first = now.organization[0]
  return {
    row,
    code: textOf(row, 'code') ?? '',
    entity,
    scope,
    gone: pick('gone'),
    fresh: pick('fresh'),
    lifeBefore: first === undefined ? undefined : { from: first.from, to: now.organization.at(-1)?.to ?? null },
    life,
  }
}

function laidOut(run: ImportRun, values: FactValues | undefined, now: readonly Stated<FactValues>[], life: Life) {
  const held = statedOn(now, run.asOf)
  const isNews = values !== undefined && (held === undefined || !isSameRecord(held, values))
  return restated(now, isNews ? { statedOn: run.asOf, values } : undefined, life, isSameRecord)
}

/** The days of the organization: from registration (or the first day it was ever stated for) to its end. */
function lifeOf(values: FactValues, now: readonly OpenFact[], asOf: string): Life {
  const [registered, ended] = [values['registeredOn'], values['endedOn']]
  const stated = now.map((fact) => (now[0]?.values['registeredOn'] == null ? fact.from : fact.statedOn))
  const first = [asOf, ...stated].toSorted()[0] ?? asOf
  return { from: typeof registered === 'string' ? registered : first, to: typeof ended === 'string' ? ended : null }
}

export function scopeOf(attributes: FactValues | undefined, responsibility: FactValues | undefined): number {
  return Number(attributes?.['placeId'] ?? 0) * 64 + Number(responsibility?.['lineNo'] ?? 0)
}

/** The row laid over what is on record, table by table; undefined where the row had to be rejected. */
function valuesOf(run: ImportRun, row: ParsedRow, now: Open, known: Known): Values | undefined {
  const held = statedOn(now.organization, run.asOf)
  if (!hasNeeded(run, row, held !== undefined)) return undefined
  const place = textOf(row, 'placeCode')
  const wrong = place === undefined ? undefined : placeFault(place, held, known)
  if (wrong !== undefined) return rejected(run, row, ...wrong)
  const stated = responsibilityStated(row, statedOn(now.responsibility, run.asOf), known)
  if ('fault' in stated) return rejected(run, row, stated.fault, stated.told)
  const organization = overlaid('organization', row, held ?? { status: 'active' }, { placeId: placeIdOf(row, known) })
  const count = countsOf(row, statedOn(now.count, run.asOf))
  const fault = count === undefined ? undefined : countFaults(count)
  if (fault !== undefined) return rejected(run, row, fault.code, { key: fault.key, ...fault.details })
  return { organization, count, responsibility: stated.values }
}

/** A code that nobody knows, or one that was retired: told with its successor, where one is known. */
function placeFault(read: string, held: FactValues | undefined, known: Known): [ProblemCode, Told] | undefined {
  const id = known.places.get(read)
  if (id === undefined) return ['placeUnknown', { key: 'placeCode', read }]
  const retired = known.retired.get(id)
  if (retired === undefined || held?.['placeId'] === id) return undefined
  const { endedOn, successorCode } = retired
  const told = { key: 'placeCode', read, day: endedOn }
  if (successorCode === null) return ['placeRetired', told]
  return ['placeReplaced', { ...told, successor: successorCode, suggestion: successorCode }]
}

/** A new organization says all that is needed; what is needed is never cleared. */
function hasNeeded(run: ImportRun, row: ParsedRow, isHeld: boolean): boolean {
  for (const { key, label, needed } of row.layout.sheet.columns) {
    const value = row.values[key]
    const fault = value === null ? 'needClear' : value === undefined && !isHeld ? 'needed' : undefined
    if (!needed || fault === undefined) continue
    reject(run, row, fault, { key, label })
    return false
  }
  return true
}

function placeIdOf(row: ParsedRow, known: Known): number | null | undefined {
  const code = row.values['placeCode']
  if (code === undefined) return undefined
  return typeof code === 'string' ? (known.places.get(code) ?? null) : null
}

/** The values of a table: what the row gives, over what is held, over nothing. */
function overlaid(
  name: Name,
  row: ParsedRow,
  held: FactValues,
  resolved: Readonly<Record<string, FactValues[string] | undefined>>,
): FactValues {
  const valueOf = (column: string) => {
    if (column in resolved) return resolved[column] ?? (resolved[column] === null ? null : (held[column] ?? null))
    const given = row.values[column]
    if (given === null && column === 'status') return 'active'
    return given === undefined || Array.isArray(given) ? (held[column] ?? null) : (given as FactValues[string])
  }
  return Object.fromEntries(FACTS[name].columns.map((column) => [column, valueOf(column)]))
}

/** A return of counts, where the row gives any count; the others stay as they were returned before. */
function countsOf(row: ParsedRow, held: FactValues | undefined): FactValues | undefined {
  const given = FACTS.count.columns.some((column) => row.values[column] !== undefined)
  if (!given) return undefined
  const values = overlaid('count', row, held ?? {}, {})
  return held === undefined && Object.values(values).every((value) => value === null) ? undefined : values
}

function tellWarnings(run: ImportRun, row: ParsedRow, values: Values, life: Life): void {
  const finding = creditCodeProblem(textOf(row, 'code') ?? '', String(values.organization['kind'] ?? ''))
  if (finding !== undefined) {
    const { code, details = {}, suggestion } = finding
    tell(run, row, code, {
      key: 'code',
      read: textOf(row, 'code') ?? '',
      ...details,
      ...(suggestion === undefined ? {} : { suggestion }),
    })
  }
  if (values.organization['placeId'] === null) tell(run, row, 'placeBlank', { key: 'placeCode' })
  if (values.count !== undefined && run.asOf < life.from) {
    tell(run, row, 'countBeforeStart', { key: 'registeredOn', day: run.asOf, from: life.from })
  }
}

async function apply(run: ImportRun, changes: readonly Change[]): Promise<void> {
  const isChanged = (one: Change) => NAMES.some((name) => one.gone[name].length + one.fresh[name].length > 0)
  const tally = run.tallies.organizations
  const work = changes.filter(isChanged)
  const created = work.filter((one) => one.entity === undefined)
  const ids = await createOrganizations(
    run.tx,
    created.map(({ code, scope }) => ({ code, scope })),
  )
  await takeOrganizations(
    run.tx,
    work.flatMap(({ entity }) => (entity === undefined ? [] : [entity.id])),
  )
  await moveOrganizations(
    run.tx,
    work.flatMap(({ entity, scope }) =>
      entity === undefined || entity.scope === scope ? [] : [{ id: entity.id, scope }],
    ),
  )
  const ownerOf = (one: Change) => one.entity?.id ?? ids.get(one.code) ?? 0
  for (const name of NAMES) {
    const gone = work.flatMap((one) => one.gone[name].map((fact) => fact.id))
    const fresh = work.flatMap((one) =>
      one.fresh[name].map((fact) => ({ ...fact, owner: ownerOf(one), scope: one.scope })),
    )
    await closeFacts(run.tx, name, gone, run.batchId)
    await openFacts(run.tx, name, fresh, run.batchId)
  }
  await keepNames(
    run.tx,
    work.flatMap((one) => namesOf(one, ownerOf(one))),
  )
  await keepSignsOf(
    run.tx,
    work.map((one) => ({
      organizationId: ownerOf(one),
      scope: one.scope,
      code: one.code,
      facts: one.fresh.organization,
    })),
  )
  for (const one of work) {
    const { lifeBefore, life } = one
    run.touched.add(ownerOf(one))
    if (lifeBefore !== undefined && !isSameRecord(lifeBefore, life)) run.lives.set(ownerOf(one), lifeBefore)
  }
  const news = work.filter((one) => one.lifeBefore === undefined).length
  tally.created += news
  tally.changed += work.length - news
  tally.unchanged += changes.length - work.length
}

function namesOf({ code, scope, fresh }: Change, organizationId: number): OrganizationName[] {
  const names = new Set(fresh.organization.map((fact) => String(fact.values['name'])))
  return [...names].map((name) => ({ organizationId, scope, code, name }))
}
