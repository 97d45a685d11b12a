import { isOn, type Day, type Span } from '../domain/day.ts'
import {
  afterStatement,
  coverageRows,
  membershipsOf,
  uncut,
  type CoverageValues,
  type Membership,
  type PartyTimeline,
} from '../domain/membership.ts'
import { differenceOf, isSameRecord, type Stated } from '../domain/statement.ts'
import { listCoveredBy, listLives, listPartyTimelines, listScopes } from '../store/coverage.ts'
import { closeFacts, listOpenFacts, openFacts, type FactValues, type FreshFact, type OpenFact } from '../store/fact.ts'
import { isWithin, takeOrganizations } from '../store/entity.ts'
import { groupByOwner } from './import-places.ts'
import { chunksOf, tell, type ImportRun, type ParsedRow } from './import-run.ts'

/** What one Party organization's row says of whom it covers, ids with codes; null says nothing of it. */
export type CoverReturn = {
  readonly row: ParsedRow
  readonly partyOrganizationId: number
  readonly isNew: boolean
  readonly factsChanged: boolean
  readonly covers: ReadonlyMap<number, string> | null
  readonly life: Span
  /** Its days until now, by which a membership may have been cut. */
  readonly lifeBefore: Span
}

const CHUNK = 5_000

/** Lays out the coverage of every organization that the returns, or a changed life of its own, speak of. */
export async function importCoverage(run: ImportRun, returns: readonly CoverReturn[]): Promise<void> {
  const parties = returns.map((one) => one.partyOrganizationId)
  const before = await listCoveredBy(run.tx, parties)
  // A return speaks for the units within the writer's scope; the others stay as they are.
  const mine = before.filter((one) => isWithin(run.reach, one.scope))
  const wanted = new Set([
    ...run.lives.keys(),
    ...mine.map((one) => one.organizationId),
    ...returns.flatMap((one) => [...(one.covers?.keys() ?? [])]),
  ])
  const changedParties = new Set<number>()
  for (const chunk of chunksOf(
    [...wanted].toSorted((a, b) => a - b),
    CHUNK,
  )) {
    await layOut(run, chunk, { returns, changedParties, firsts: firstsOf(before) })
  }
  for (const one of returns) {
    const tally = run.tallies.partyOrganizations
    if (one.isNew) tally.created += 1
    else if (one.factsChanged || changedParties.has(one.partyOrganizationId)) tally.changed += 1
    else tally.unchanged += 1
  }
}

/** The day of the first statement of each Party organization about whom it covers. */
function firstsOf(
  before: readonly { readonly partyOrganizationId: number; readonly statedOn: Day }[],
): Map<number, Day> {
  const firsts = new Map<number, Day>()
  for (const { partyOrganizationId, statedOn } of before) {
    const first = firsts.get(partyOrganizationId)
    if (first === undefined || statedOn < first) firsts.set(partyOrganizationId, statedOn)
  }
  return firsts
}

type Layout = {
  readonly returns: readonly CoverReturn[]
  readonly changedParties: Set<number>
  readonly firsts: ReadonlyMap<number, Day>
}

async function layOut(run: ImportRun, organizations: readonly number[], layout: Layout): Promise<void> {
  const open = groupByOwner(await listOpenFacts(run.tx, 'coverage', organizations))
  const lives = await listLives(run.tx, organizations)
  const scopes = await listScopes(run.tx, organizations)
  const speakers = speakersOf(layout.returns, organizations, open)
  const parties = new Set([...open.values()].flat().map((fact) => Number(fact.values['partyOrganizationId'])))
  for (const one of layout.returns) parties.add(one.partyOrganizationId)
  const timelines = await listPartyTimelines(run.tx, [...parties])
  const gone: number[] = []
  const fresh: FreshFact[] = []
  const touched = new Set<number>()
  for (const owner of organizations) {
    const unit = { owner, life: lives.get(owner), now: open.get(owner) ?? [], speakers: speakers.get(owner) ?? [] }
    const change = changeOf(run, unit, layout, timelines)
    const changed = [...change.gone, ...change.fresh]
    if (changed.length > 0) touched.add(owner)
    for (const fact of changed) layout.changedParties.add(Number(fact.values['partyOrganizationId']))
    gone.push(...change.gone.map((fact) => fact.id))
    fresh.push(...change.fresh.map((fact) => ({ ...fact, owner, scope: scopes.get(owner) ?? 0 })))
  }
  for (const one of layout.returns) if (one.factsChanged) touchCovered(touched, one, open)
  await takeOrganizations(
    run.tx,
    [...touched].filter((owner) => !run.touched.has(owner)),
  )
  for (const owner of touched) run.touched.add(owner)
  await closeFacts(run.tx, 'coverage', gone, run.batchId)
  await openFacts(run.tx, 'coverage', fresh, run.batchId)
}

function changeOf(run: ImportRun, unit: Unit, layout: Layout, timelines: ReadonlyMap<number, PartyTimeline>) {
  const { owner, life, now, speakers } = unit
  const after = life === undefined ? [] : coverageRows(saidOf(run, { ...unit, life }, layout), life, timelines)
  for (const one of speakers) tellUncovered(run, one, owner, after)
  return differenceOf(now, after.map(withApproval), isSameRecord)
}

/** Says it where an organization is named that was never there together with the Party organization. */
function tellUncovered(
  run: ImportRun,
  { row, partyOrganizationId, covers }: CoverReturn,
  owner: number,
  after: readonly Stated<CoverageValues>[],
): void {
  const code = covers?.get(owner)
  if (code === undefined || after.some((one) => one.values.partyOrganizationId === partyOrganizationId)) return
  tell(run, row, 'coveredOutsideLife', { key: 'covers', read: code })
}

/** A Party organization that changed changes the standing of all whom it covers. */
function touchCovered(touched: Set<number>, one: CoverReturn, open: ReadonlyMap<number, readonly OpenFact[]>): void {
  for (const [owner, facts] of open) {
    if (facts.some((fact) => fact.values['partyOrganizationId'] === one.partyOrganizationId)) touched.add(owner)
  }
}

/** Which returns speak of which organization: those that name it, and those that named it until now. */
function speakersOf(
  returns: readonly CoverReturn[],
  organizations: readonly number[],
  open: ReadonlyMap<number, readonly OpenFact[]>,
): Map<number, CoverReturn[]> {
  const byParty = new Map(returns.map((one) => [one.partyOrganizationId, one]))
  const speakers = new Map<number, Set<CoverReturn>>(organizations.map((owner) => [owner, new Set()]))
  for (const one of returns) for (const owner of one.covers?.keys() ?? []) speakers.get(owner)?.add(one)
  for (const [owner, facts] of open) {
    for (const fact of facts) {
      const speaker = byParty.get(Number(fact.values['partyOrganizationId']))
      if (speaker !== undefined) speakers.get(owner)?.add(speaker)
    }
  }
  return new Map([...speakers].map(([owner, set]) => [owner, [...set]]))
}

/** One organization, its days, what is on record of it, and the returns that speak of it. */
type Unit = {
  readonly owner: number
  /** Undefined where nothing is on record of the organization itself. */
  readonly life: Span | undefined
  readonly now: readonly OpenFact[]
  readonly speakers: readonly CoverReturn[]
}

function saidOf(
  run: ImportRun,
  { owner, life, now, speakers }: Unit & { readonly life: Span },
  layout: Layout,
): Membership[] {
  let memberships = uncut(membershipsOf(now.map(withValues)), run.lives.get(owner))
  for (const one of speakers) {
    const id = one.partyOrganizationId
    memberships = memberships.flatMap((each) =>
      each.partyOrganizationId === id ? uncut([each], one.lifeBefore) : each,
    )
    const covered = one.covers?.has(owner)
    // A return that leaves out what does not exist on its day says nothing of it.
    if (covered === undefined || (!covered && !isOn(life, run.asOf))) continue
    const first = layout.firsts.get(one.partyOrganizationId)
    memberships = afterStatement(memberships, {
      partyOrganizationId: one.partyOrganizationId,
      statedOn: run.asOf,
      covered,
      isFirst: first === undefined || run.asOf <= first,
      from: one.life.from,
      to: one.life.to,
    })
  }
  return memberships
}

function withValues(fact: OpenFact): Stated<CoverageValues> {
  const { partyOrganizationId, primary } = fact.values
  return { ...fact, values: { partyOrganizationId: Number(partyOrganizationId), primary: primary === true } }
}

function withApproval(row: Stated<CoverageValues>): Stated<FactValues> {
  return { ...row, values: { ...row.values, approval: null } }
}
