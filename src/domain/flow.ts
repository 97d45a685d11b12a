import type { Day } from './day.ts'
import type { LifeEventKind } from './life.ts'
import type { Text } from './refusal.ts'

/** A stretch of days in which an organization is counted in one cell; days in which it is not counted have none. */
export type FlowStretch<C> = { readonly from: Day; readonly to: Day | null; readonly cell: C }

/** Why it came into the population, or left it, on a day. */
export type FlowCause = 'founded' | 'movedIn' | 'deregistered' | 'revoked' | 'movedOut'

/** One organization: its stretches in the order of days, and the causes of the days on which it came and went. */
export type FlowHistory<C> = {
  readonly stretches: readonly FlowStretch<C>[]
  readonly causes: ReadonlyMap<Day, FlowCause>
}

export type Flow = {
  readonly open: number
  readonly founded: number
  readonly movedIn: number
  readonly deregistered: number
  readonly revoked: number
  readonly movedOut: number
  readonly close: number
}

const NONE: Flow = { open: 0, founded: 0, movedIn: 0, deregistered: 0, revoked: 0, movedOut: 0, close: 0 }

/** The days of a table: what stood before the first, and what stands on the last. */
export type FlowPeriod = { readonly from: Day; readonly to: Day }

/**
 * Table T12 (domain.md 4.2): open + founded + moved in - deregistered - revoked - moved out = close, in every cell. A
 * change of cell while it is counted is a pair of moves. `keyOf` names the cell.
 */
export function flowOf<C>(
  histories: readonly FlowHistory<C>[],
  period: FlowPeriod,
  keyOf: (cell: C) => string,
): Map<string, Flow> {
  const flows = new Map<string, Flow>()
  const add = (key: string, what: keyof Flow) => {
    const flow = flows.get(key) ?? NONE
    flows.set(key, { ...flow, [what]: flow[what] + 1 })
  }
  for (const { stretches, causes } of histories) {
    for (const [at, { from, to, cell }] of stretches.entries()) {
      const [before, after] = [stretches[at - 1], stretches[at + 1]]
      const key = keyOf(cell)
      const turn = {
        from,
        to,
        key,
        comesFrom: before !== undefined && before.to === from ? keyOf(before.cell) : undefined,
        goesTo: to !== null && after?.from === to ? keyOf(after.cell) : undefined,
      }
      for (const what of toldBy(turn, period, causes)) add(key, what)
    }
  }
  return flows
}

type Turn = FlowPeriodOf & {
  readonly key: string
  readonly comesFrom: string | undefined
  readonly goesTo: string | undefined
}
type FlowPeriodOf = { readonly from: Day; readonly to: Day | null }

/** In which columns a stretch counts. */
function toldBy(turn: Turn, period: FlowPeriod, causes: ReadonlyMap<Day, FlowCause>): (keyof Flow)[] {
  const { from, to, key, comesFrom, goesTo } = turn
  const within = (day: Day | null): day is Day => day !== null && period.from <= day && day <= period.to
  const told: (keyof Flow)[] = []
  if (from < period.from && (to === null || to >= period.from)) told.push('open')
  if (from <= period.to && (to === null || to > period.to)) told.push('close')
  if (within(from) && comesFrom !== key) told.push(cameBy(comesFrom, causes.get(from)))
  if (within(to) && goesTo !== key) told.push(wentBy(goesTo, causes.get(to)))
  return told
}

/** From another cell, or from outside the population. */
function cameBy(comesFrom: string | undefined, cause: FlowCause | undefined): 'founded' | 'movedIn' {
  return comesFrom === undefined && cause === 'founded' ? 'founded' : 'movedIn'
}

function wentBy(goesTo: string | undefined, cause: FlowCause | undefined): 'deregistered' | 'revoked' | 'movedOut' {
  return goesTo === undefined && (cause === 'deregistered' || cause === 'revoked') ? cause : 'movedOut'
}

/** The columns of table T12 in their order, with the sign with which each goes into the close. */
export const FLOW_COLUMNS = [
  { key: 'open', name: { zh: '期初', en: 'open' }, sign: 1 },
  { key: 'founded', name: { zh: '成立', en: 'founded' }, sign: 1 },
  { key: 'movedIn', name: { zh: '转入', en: 'moved in' }, sign: 1 },
  { key: 'deregistered', name: { zh: '注销', en: 'deregistered' }, sign: -1 },
  { key: 'revoked', name: { zh: '撤销', en: 'revoked' }, sign: -1 },
  { key: 'movedOut', name: { zh: '转出', en: 'moved out' }, sign: -1 },
  { key: 'close', name: { zh: '期末', en: 'close' }, sign: -1 },
] as const satisfies readonly { readonly key: keyof Flow; readonly name: Text; readonly sign: 1 | -1 }[]

/** The cause that an event on record gives to a coming or a going; without one it was founded or struck off. */
export const CAUSE_OF_EVENT: Readonly<Partial<Record<LifeEventKind, FlowCause>>> = {
  arrive: 'movedIn',
  revoke: 'revoked',
  leave: 'movedOut',
}

/** What a flow leaves over: 0 in every cell, or the table is wrong. */
export function flowRest(flow: Flow): number {
  return FLOW_COLUMNS.reduce((rest, { key, sign }) => rest + sign * flow[key], 0)
}

export function flowSum(flows: Iterable<Flow>): Flow {
  let sum = NONE
  for (const flow of flows) {
    sum = {
      open: sum.open + flow.open,
      founded: sum.founded + flow.founded,
      movedIn: sum.movedIn + flow.movedIn,
      deregistered: sum.deregistered + flow.deregistered,
      revoked: sum.revoked + flow.revoked,
      movedOut: sum.movedOut + flow.movedOut,
      close: sum.close + flow.close,
    }
  }
  return sum
}
