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
  for (const history of histories) addHistory(history, period, keyOf, add)
  return flows
}

// oxlint-disable-next-line max-params -- a history, its period, and how cells are named and counted
function addHistory<C>(
  { stretches, causes }: FlowHistory<C>,
  { from, to }: FlowPeriod,
  keyOf: (cell: C) => string,
  add: (key: string, what: keyof Flow) => void,
): void {
  const within = (day: Day | null): day is Day => day !== null && from <= day && day <= to
  for (const [at, { from: start, to: end, cell }] of stretches.entries()) {
    const key = keyOf(cell)
    if (start < from && (end === null || end >= from)) add(key, 'open')
    if (start <= to && (end === null || end > to)) add(key, 'close')
    const before = stretches[at - 1]
    const after = stretches[at + 1]
    const comesFrom = before?.to === start ? keyOf(before.cell) : undefined
    const goesTo = end !== null && after?.from === end ? keyOf(after.cell) : undefined
    if (within(start) && comesFrom !== key) add(key, cameBy(comesFrom, causes.get(start)))
    if (within(end) && goesTo !== key) add(key, wentBy(goesTo, causes.get(end)))
  }
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
