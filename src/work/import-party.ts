import { differenceOf, isSameRecord, restated, statedOn, throughout } from '../domain/statement.ts'
import {
  createPartyOrganizations,
  isWithin,
  listForeignPartyKeys,
  listOrganizationsOnRecord,
  listSharedPartyKeys,
  mapKeys,
  mapKeysOnRecord,
  refreshReach,
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
import { importCoverage, type CoverReturn } from './import-coverage.ts'
import { groupByOwner } from './import-places.ts'
import { reject, tell, textOf, type ImportRun, type ParsedRow } from './import-run.ts'

type Known = {
  readonly ids: ReadonlyMap<string, number>
  readonly foreign: ReadonlySet<string>
  /** Keys of those that reach beyond the actor's scope. */
  readonly shared: ReadonlySet<string>
  readonly organizations: ReadonlyMap<string, OrganizationEntity>
  readonly open: ReadonlyMap<number, readonly OpenFact[]>
  readonly superiors: ReadonlySet<string>
}

/** Party organizations and whom they cover. */
export async function importPartyOrganizations(run: ImportRun, rows: readonly ParsedRow[]): Promise<void> {
  const keys = rows.map((row) => textOf(row, 'id') ?? '')
  const before = await mapKeys(run.tx, 'party_organization', keys)
  const known = await knownOf(run, rows, before)
  const good = rows.filter((row) => isGood(run, row, known))
  const fresh = good.filter((row) => !before.has(textOf(row, 'id') ?? ''))
  await createPartyOrganizations(
    run.tx,
    fresh.map((row) => ({ key: textOf(row, 'id') ?? '', reach: scopesOf(row, known) })),
  )
  const ids = await mapKeys(run.tx, 'party_organization', keys)
  const { returns, gone, opened } = changesOf(run, good, known, ids)
  await closeFacts(run.tx, 'partyOrganization', gone, run.batchId)
  await openFacts(run.tx, 'partyOrganization', opened, run.batchId)
  await importCoverage(run, returns)
  if (rows.length > 0 || run.touched.size > 0) await refreshReach(run.tx)
}

function changesOf(run: ImportRun, rows: readonly ParsedRow[], known: Known, ids: ReadonlyMap<string, number>) {
  const returns: CoverReturn[] = []
  const gone: number[] = []
  const opened: FreshFact[] = []
  for (const row of rows) {
    const key = textOf(row, 'id') ?? ''
    const owner = ids.get(key) ?? 0
    const now = known.open.get(owner) ?? []
    const { life, after } = timelineOf(run, row, now)
    const change = differenceOf(now, after, isSameRecord)
    const factsChanged = change.gone.length + change.fresh.length > 0
    // What it is decides where each unit stands, so it is said only by who may speak for all of them.
    if (factsChanged && known.shared.has(key)) {
      reject(run, row, 'outOfScope', {})
      continue
    }
    gone.push(...change.gone.map((fact) => fact.id))
    opened.push(...change.fresh.map((fact) => ({ ...fact, owner })))
    const lifeBefore = { from: now[0]?.from ?? life.from, to: now.at(-1)?.to ?? null }
    const covers = coversOf(row, known)
    returns.push({ row, partyOrganizationId: owner, isNew: now.length === 0, factsChanged, covers, life, lifeBefore })
  }
  return { returns, gone, opened }
}

async function knownOf(
  run: ImportRun,
  rows: readonly ParsedRow[],
  before: ReadonlyMap<string, number>,
): Promise<Known> {
  const codes = [...new Set(rows.flatMap((row) => listOf(row)))]
  const superiors = rows.map((row) => textOf(row, 'superiorId')).filter((key) => key !== undefined)
  const keys = rows.map((row) => textOf(row, 'id') ?? '')
  return {
    ids: before,
    foreign: run.reach.all ? new Set() : await listForeignPartyKeys(run.tx, keys),
    shared: run.reach.all ? new Set() : await listSharedPartyKeys(run.tx, keys),
    organizations: new Map((await listOrganizationsOnRecord(run.tx, codes)).map((one) => [one.code, one])),
    open: groupByOwner(await listOpenFacts(run.tx, 'partyOrganization', [...before.values()])),
    superiors: new Set([...keys, ...(await mapKeysOnRecord(run.tx, 'party_organization', superiors)).keys()]),
  }
}

function listOf(row: ParsedRow): readonly string[] {
  const covers = row.values['covers']
  return Array.isArray(covers) ? covers : []
}

function scopesOf(row: ParsedRow, known: Known): number[] {
  return [...new Set(listOf(row).map((code) => known.organizations.get(code)?.scope ?? 0))]
}

/** The organizations covered, ids with codes; null where the row does not say. */
function coversOf(row: ParsedRow, known: Known): ReadonlyMap<number, string> | null {
  if (row.values['covers'] === undefined) return null
  return new Map(listOf(row).map((code) => [known.organizations.get(code)?.id ?? 0, code]))
}

function isGood(run: ImportRun, row: ParsedRow, known: Known): boolean {
  const key = textOf(row, 'id') ?? ''
  const now = known.open.get(known.ids.get(key) ?? 0) ?? []
  const missing = row.layout.sheet.columns.find(
    (one) => one.needed && now.length === 0 && row.values[one.key] === undefined,
  )
  const cleared = row.layout.sheet.columns.find((one) => one.needed && row.values[one.key] === null)
  if (known.foreign.has(key)) return refuse(run, row, 'outOfScope')
  if (missing !== undefined) return refuse(run, row, 'needed', { key: missing.key, label: missing.label })
  if (cleared !== undefined) return refuse(run, row, 'needClear', { key: cleared.key, label: cleared.label })
  const { from, to } = timelineOf(run, row, now).life
  if (to !== null && to <= from) {
    const end = { end: '撤销日期', endEn: 'ended on', start: '成立日期', from }
    return refuse(run, row, 'endBeforeStart', { key: 'endedOn', read: to, ...end })
  }
  if (!isCoverGood(run, row, known, now.length === 0)) return false
  tellWarnings(run, row, known)
  return true
}

/** Each unit is on record and within the writer's scope; a new Party organization without units has no scope at all. */
function isCoverGood(run: ImportRun, row: ParsedRow, known: Known, isNew: boolean): boolean {
  const codes = listOf(row)
  const lost = codes.find((code) => !known.organizations.has(code))
  if (lost !== undefined) return refuse(run, row, 'organizationUnknown', { key: 'covers', read: lost })
  const beyond = codes.find((code) => !isWithin(run.reach, known.organizations.get(code)?.scope ?? 0))
  if (beyond !== undefined) return refuse(run, row, 'outOfScope', { key: 'covers', read: beyond })
  return !isNew || run.reach.all || codes.length > 0 || refuse(run, row, 'outOfScope')
}

function refuse(
  run: ImportRun,
  row: ParsedRow,
  ...what: [Parameters<typeof reject>[2], Parameters<typeof reject>[3]?]
): false {
  reject(run, row, what[0], what[1] ?? {})
  return false
}

/** The normal size of a joint branch (R3) is a policy's matter; the register only tells what is unusual in general. */
const USUAL_JOINT_UNITS = 5

function tellWarnings(run: ImportRun, row: ParsedRow, known: Known): void {
  const codes = listOf(row)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  const formation = textOf(row, 'formation')
  const superior = textOf(row, 'superiorId')
  const term = textOf(row, 'termEndsOn')
  if (twice !== undefined) tell(run, row, 'coverTwice', { key: 'covers', read: twice })
  if (formation === 'joint' && codes.length > USUAL_JOINT_UNITS) {
    tell(run, row, 'jointUnits', {
      key: 'covers',
      read: String(codes.length),
      units: codes.length,
      max: USUAL_JOINT_UNITS,
    })
  }
  if (formation === 'independent' && codes.length > 1) {
    tell(run, row, 'independentUnits', { key: 'covers', read: String(codes.length), units: codes.length })
  }
  if (superior !== undefined && !known.superiors.has(superior))
    tell(run, row, 'superiorUnknown', { key: 'superiorId', read: superior })
  if (term !== undefined && term < run.asOf && textOf(row, 'endedOn') === undefined) {
    tell(run, row, 'termExpired', { key: 'termEndsOn', read: term })
  }
}

function timelineOf(run: ImportRun, row: ParsedRow, now: readonly OpenFact[]) {
  const held = statedOn(now, run.asOf)
  const valueOf = (column: string) => {
    const given = row.values[column === 'superior' ? 'superiorId' : column]
    if (given === undefined || Array.isArray(given)) return held?.[column] ?? (column === 'nature' ? 'formal' : null)
    return given === null && column === 'nature' ? 'formal' : (given as FactValues[string])
  }
  const values: FactValues = Object.fromEntries(
    FACTS.partyOrganization.columns.map((column) => [column, valueOf(column)]),
  )
  const [founded, ended] = [values['foundedOn'], values['endedOn']]
  const stated = now.map((fact) => (now[0]?.values['foundedOn'] == null ? fact.from : fact.statedOn))
  const first = [run.asOf, ...stated].toSorted()[0] ?? run.asOf
  const life = { from: typeof founded === 'string' ? founded : first, to: typeof ended === 'string' ? ended : null }
  const isNews = held === undefined || !isSameRecord(held, values)
  const lasting = throughout(now, ['foundedOn', 'endedOn'], values)
  return { life, after: restated(lasting, isNews ? { statedOn: run.asOf, values } : undefined, life, isSameRecord) }
}
