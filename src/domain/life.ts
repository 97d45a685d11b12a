import type { Day } from './day.ts'
import type { Text } from './refusal.ts'
import type { Kind, Status } from './organization.ts'

/** Where an organization is in its life: a status of the register, or ended (domain.md 1.1, 2.6, 4.2). */
export const LIFE_STATES = ['incubating', 'active', 'dormant', 'liquidating', 'ended'] as const
export type LifeState = (typeof LIFE_STATES)[number]

export const LIFE_EVENTS = [
  'register',
  'arrive',
  'rest',
  'resume',
  'liquidate',
  'deregister',
  'revoke',
  'move',
  'leave',
  'merge',
  'split',
] as const
export type LifeEventKind = (typeof LIFE_EVENTS)[number]

/** What an event asks for beside its day. */
export type LifeNeed = 'reason' | 'document' | 'place' | 'successors'

export type LifeRule = {
  readonly name: Text
  readonly from: readonly LifeState[]
  /** The state it leads to; null where the state stays. */
  readonly to: LifeState | null
  readonly needs: readonly LifeNeed[]
  /** How many organizations go on in its place. */
  readonly successors?: { readonly least: number; readonly most: number }
}

const ALIVE: readonly LifeState[] = ['active', 'dormant', 'liquidating']

/**
 * Which event can happen in which state, what it needs and where it leads. An organization with legal personality is
 * wound up before it is struck off (regulations of 1998 arts. 19-21 and 16-17, domain.md 2.6); revocation is an act of
 * the authority and needs none. A merger or a split ends the old one and names who goes on.
 */
export const LIFE_RULES: Readonly<Record<LifeEventKind, LifeRule>> = {
  register: {
    // It gets a credit code of its own, and so a record of its own: the record of the incubation names it.
    name: { zh: '成立登记', en: 'registration' },
    from: ['incubating'],
    to: 'ended',
    needs: ['document', 'successors'],
    successors: { least: 1, most: 1 },
  },
  arrive: {
    name: { zh: '迁入', en: 'moving in from elsewhere' },
    from: ['active'],
    to: null,
    needs: ['document'],
  },
  rest: { name: { zh: '停滞', en: 'becoming dormant' }, from: ['active'], to: 'dormant', needs: ['reason'] },
  resume: { name: { zh: '恢复活动', en: 'resuming' }, from: ['dormant'], to: 'active', needs: ['reason'] },
  liquidate: {
    name: { zh: '进入清算', en: 'going into liquidation' },
    from: ['active', 'dormant'],
    to: 'liquidating',
    needs: ['reason', 'document'],
  },
  deregister: {
    name: { zh: '注销登记', en: 'deregistration' },
    from: ['liquidating'],
    to: 'ended',
    needs: ['reason', 'document'],
  },
  revoke: {
    name: { zh: '撤销（吊销）登记', en: 'revocation' },
    from: ALIVE,
    to: 'ended',
    needs: ['reason', 'document'],
  },
  move: {
    name: { zh: '住所迁移', en: 'moving within the city' },
    from: ['incubating', ...ALIVE],
    to: null,
    needs: ['document', 'place'],
  },
  leave: {
    name: { zh: '迁出（改在外地登记）', en: 'moving away, registered elsewhere' },
    from: ['active', 'dormant'],
    to: 'ended',
    needs: ['reason', 'document'],
  },
  merge: {
    name: { zh: '合并（并入）', en: 'merger into another' },
    from: ALIVE,
    to: 'ended',
    needs: ['document', 'successors'],
    successors: { least: 1, most: 1 },
  },
  split: {
    name: { zh: '分立', en: 'split' },
    from: ALIVE,
    to: 'ended',
    needs: ['document', 'successors'],
    successors: { least: 2, most: 10 },
  },
}

/** Organizations on file and those that incubate have no legal personality and end without a liquidation. */
function endsAtOnce(kind: Kind, state: LifeState): boolean {
  return state === 'incubating' || (kind === 'filed' && state !== 'ended')
}

/** The events that can happen to an organization of a kind in a state. */
export function possibleEvents(kind: Kind, state: LifeState): LifeEventKind[] {
  return LIFE_EVENTS.filter(
    (event) => LIFE_RULES[event].from.includes(state) || (event === 'deregister' && endsAtOnce(kind, state)),
  )
}

export function lifeStateOf(status: Status, endedOn: Day | null, day: Day): LifeState {
  return endedOn !== null && endedOn <= day ? 'ended' : status
}

export type LifeOrder = {
  readonly event: LifeEventKind
  readonly day: Day
  readonly reason: string
  readonly document: string
  readonly place: string | null
  readonly successors: readonly string[]
}

/** What is known of the organization on the day of the event. */
export type LifeSituation = {
  readonly code: string
  readonly kind: Kind
  readonly state: LifeState
  readonly placeCode: string | null
  readonly today: Day
  /** The day of its latest event on record. */
  readonly latest: Day | null
}

export type LifeFault = 'future' | 'order' | 'state' | LifeNeed | 'samePlace' | 'self' | 'number'

/** Why an event cannot be recorded; undefined where it can. */
export function lifeFault(order: LifeOrder, now: LifeSituation): LifeFault | undefined {
  if (order.day > now.today) return 'future'
  if (now.latest !== null && order.day < now.latest) return 'order'
  if (!possibleEvents(now.kind, now.state).includes(order.event)) return 'state'
  const missing = LIFE_RULES[order.event].needs.find((need) => isMissing(order, need))
  return missing ?? successorFault(order, now) ?? placeFault(order, now)
}

function isMissing({ reason, document, place, successors }: LifeOrder, need: LifeNeed): boolean {
  const given = {
    reason: reason.trim(),
    document: document.trim(),
    place: place ?? '',
    successors: successors.join(''),
  }
  return given[need] === ''
}

function successorFault({ event, successors }: LifeOrder, { code }: LifeSituation): LifeFault | undefined {
  const { successors: number } = LIFE_RULES[event]
  if (number === undefined) return undefined
  if (successors.includes(code)) return 'self'
  const count = new Set(successors).size
  return count < number.least || count > number.most || count !== successors.length ? 'number' : undefined
}

function placeFault({ event, place }: LifeOrder, { placeCode }: LifeSituation): LifeFault | undefined {
  return event === 'move' && place === placeCode ? 'samePlace' : undefined
}

/** What an event states of the organization: cells of the exchange sheet. */
export function statedBy({ event, day, place }: LifeOrder): Readonly<Record<string, string>> {
  const { to } = LIFE_RULES[event]
  if (to === 'ended') return { endedOn: day }
  return {
    ...(to === null ? {} : { status: to }),
    ...(event === 'arrive' ? { registeredOn: day } : {}),
    ...(event === 'move' && place !== null ? { placeCode: place } : {}),
  }
}

/** The events after which the code is retired and another stands in its place. */
export const RETIRING: readonly LifeEventKind[] = LIFE_EVENTS.filter(
  (event) => LIFE_RULES[event].successors !== undefined,
)

type FaultText = (rule: LifeRule) => Text

/** What is wrong and how it is mended, and the field that it is about. */
export const LIFE_FAULTS: Readonly<Record<LifeFault, { readonly field: string; readonly text: FaultText }>> = {
  future: {
    field: 'day',
    text: () => ({ zh: '日期不能晚于今天。', en: 'The day cannot be after today.' }),
  },
  order: {
    field: 'day',
    text: () => ({
      zh: '日期早于已登记的最近一次事件或在册首日；请改正日期，或先撤销之后的事件。',
      en: 'The day is before the latest event, or before the first day on record; mend the day, or take the later event back.',
    }),
  },
  state: {
    field: 'event',
    text: ({ name }) => ({
      zh: `这家组织当天的状态不能办理“${name.zh}”；请先办理前一步（例如注销之前先清算）。`,
      en: `The organization’s state on that day does not allow ${name.en}; do the step before it first (for example liquidation before deregistration).`,
    }),
  },
  reason: { field: 'reason', text: () => ({ zh: '请填写原因。', en: 'Please give the reason.' }) },
  document: {
    field: 'document',
    text: () => ({ zh: '请填写所依据文件的文号。', en: 'Please give the number of the paper it rests on.' }),
  },
  place: { field: 'place', text: () => ({ zh: '请选择迁入的区划。', en: 'Please choose the place it moves to.' }) },
  samePlace: {
    field: 'place',
    text: () => ({ zh: '迁入的区划与现在相同。', en: 'It stands in this place already.' }),
  },
  successors: {
    field: 'successors',
    text: () => ({ zh: '请填写承接的社会组织代码。', en: 'Please name the organization that goes on in its place.' }),
  },
  self: {
    field: 'successors',
    text: () => ({ zh: '承接者不能是它自己。', en: 'It cannot go on in its own place.' }),
  },
  number: {
    field: 'successors',
    text: ({ name, successors }) => ({
      zh: `“${name.zh}”须有 ${numberText(successors, '至')} 家不同的承接组织。`,
      en: `A ${name.en} names ${numberText(successors, ' to ')} different organizations that go on.`,
    }),
  },
}

function numberText(number: LifeRule['successors'], to: string): string {
  if (number === undefined) return '0'
  return number.least === number.most ? String(number.least) : `${number.least}${to}${number.most}`
}
