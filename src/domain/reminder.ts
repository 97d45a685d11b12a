import { addDays, daysBetween, type Day } from './day.ts'
import { dueWordOf, isOverdueOn } from './due.ts'
import type { Parameters } from './policy.ts'

/** What a reminder can say: cases came in, are due soon, are overdue, a person asks again, or names to a panel. */
export const TOPICS = ['arrived', 'dueSoon', 'overdue', 'asked', 'named'] as const
export type Topic = (typeof TOPICS)[number]

/** Who is told: whoever serves a desk (place * 64 + line number), or an organization. */
export type Recipient = { readonly scope: number } | { readonly organizationId: number }

/** What a text is filled from. Names of things and days only: no person, no count of members, no status. */
export type ReminderParams = {
  /** The desk's body or the organization. */
  readonly name: string
  readonly kind?: string
  readonly state?: string
  /** The title of the campaign. */
  readonly campaign?: string
  readonly day?: Day
  /** What the sender wrote beside. */
  readonly words?: string
}

export type Reminder = {
  /** One message for one event. */
  readonly event: string
  /** What is not spoken of again before the days of the policy have passed. */
  readonly thing: string
  readonly topic: Topic
  readonly to: Recipient
  /** The open cases that it speaks of. */
  readonly kind: string | null
  readonly campaign: string
  readonly state: string | null
  readonly since: Day | null
  readonly due: Day | null
  readonly count: number | null
  /** The one case, where it is one. */
  readonly caseId: string | null
  readonly params: ReminderParams
}

/** Open cases that wait alike: at one desk or organization, in one state, since and until the same days. */
export type Waiting = {
  readonly to: Recipient
  readonly name: string
  readonly kind: string
  readonly state: string
  readonly campaign: { readonly id: string; readonly title: string } | null
  readonly since: Day
  readonly due: Day | null
  readonly count: number
  /** One of them. */
  readonly caseId: string
}

/** What was told before: the last day of each thing, and how many cases each event spoke of. */
export type Past = {
  readonly things: ReadonlyMap<string, Day>
  readonly events: ReadonlyMap<string, number | null>
}

export type ReminderTime = {
  readonly today: Day
  readonly parameters: Pick<Parameters, 'remindEveryDays' | 'remindBeforeDays'>
}

/**
 * What is to be told today of the cases that wait. A case is told when it comes in; before its due day, unless it came in
 * so late that the first message named that day; and when it is overdue, as often as the policy allows.
 */
export function remindersOf(waiting: readonly Waiting[], past: Past, time: ReminderTime): Reminder[] {
  const found = [
    ...merged(waiting.filter((one) => isFresh(one, time)).map(arrivalOf)),
    ...merged(waiting.filter((one) => isDueSoon(one, time)).map(dueSoonOf)),
    ...merged(waiting.filter((one) => isOverdue(one, time)).map((one) => overdueOf(one, time.today))),
  ]
  return onceEach(
    found.filter((one) => isNews(one, past.events) && mayTell(one, past, time)),
    past,
  )
}

/** The days since which a case counts as just arrived: a sweep that missed midnight still tells of yesterday. */
function isFresh({ since }: Waiting, { today }: ReminderTime): boolean {
  return since <= today && since >= addDays(today, -1)
}

function isDueSoon({ since, due }: Waiting, { today, parameters }: ReminderTime): boolean {
  if (due === null || dueWordOf(due, today, parameters.remindBeforeDays) !== 'soon') return false
  return since < addDays(due, -parameters.remindBeforeDays)
}

function isOverdue({ due }: Waiting, { today }: ReminderTime): boolean {
  return isOverdueOn(due, today)
}

function arrivalOf(one: Waiting): Reminder {
  const event = `arrived/${placeOf(one)}/${one.since}`
  return { ...commonOf(one), topic: 'arrived', event, thing: thingOf(one) ?? event, since: one.since, due: one.due }
}

function dueSoonOf(one: Waiting): Reminder {
  const event = `dueSoon/${placeOf(one)}/${one.due ?? ''}`
  return { ...commonOf(one), topic: 'dueSoon', event, thing: thingOf(one) ?? event, since: null, due: one.due }
}

function overdueOf(one: Waiting, today: Day): Reminder {
  const place = `overdue/${placeOf(one)}`
  const event = `${place}/${today}`
  return { ...commonOf(one), topic: 'overdue', event, thing: thingOf(one) ?? place, since: null, due: one.due }
}

function commonOf(one: Waiting) {
  const { to, name, kind, state, campaign, due, count, caseId } = one
  const params = { name, kind, state, ...titled(campaign?.title), ...dated(due) }
  return { to, kind, state, campaign: campaign?.id ?? '', count, caseId, params }
}

function titled(campaign: string | undefined) {
  return campaign === undefined ? {} : { campaign }
}

function dated(day: Day | null) {
  return day === null ? {} : { day }
}

function placeOf({ to, kind, state, campaign }: Waiting): string {
  return `${kind}/${campaign?.id ?? ''}/${state}/${addressOf(to)}`
}

export function addressOf(to: Recipient): string {
  return 'scope' in to ? `desk ${to.scope}` : `organization ${to.organizationId}`
}

/** An organization is asked for one return a campaign: whoever speaks of it, a person or the clock, counts alike. */
function thingOf({ to, campaign }: Waiting): string | undefined {
  return campaign === null || 'scope' in to ? undefined : campaignThing(campaign.id, to)
}

export function campaignThing(campaign: string, to: Recipient): string {
  return `campaign/${campaign}/${addressOf(to)}`
}

/** One message for the cases of one event; the earliest of their due days is named. */
function merged(reminders: readonly Reminder[]): Reminder[] {
  const byEvent = new Map<string, Reminder>()
  for (const one of reminders) {
    const before = byEvent.get(one.event)
    byEvent.set(one.event, before === undefined ? one : together(before, one))
  }
  return [...byEvent.values()].map((one) => (one.count === 1 ? one : { ...one, caseId: null }))
}

function together(a: Reminder, b: Reminder): Reminder {
  const due = a.due === null || (b.due !== null && b.due < a.due) ? b.due : a.due
  return { ...a, due, count: (a.count ?? 0) + (b.count ?? 0), params: { ...a.params, ...dated(due) } }
}

/** An event is told once, and again only when more cases have come to it. */
function isNews({ event, count }: Reminder, events: Past['events']): boolean {
  const told = events.get(event)
  return told === undefined || (told !== null && count !== null && told < count)
}

function mayTell({ event, thing, topic }: Reminder, { things, events }: Past, time: ReminderTime): boolean {
  if (topic === 'arrived' || (topic === 'dueSoon' && events.has(event))) return true
  return isRested(things.get(thing), time)
}

export function isRested(last: Day | undefined, { today, parameters }: ReminderTime): boolean {
  return last === undefined || daysBetween(last, today) >= parameters.remindEveryDays
}

/** Of two messages about one thing on one day the first stands: what came in says more than what is due. */
function onceEach(reminders: readonly Reminder[], { events }: Past): Reminder[] {
  const things = new Set<string>()
  return reminders.filter(({ thing, event }) => {
    if (things.has(thing) && !events.has(event)) return false
    things.add(thing)
    return true
  })
}

/** Asking again by hand: those who have not answered in a campaign. */
export type Asking = {
  /** The kind of case that waits for the answer; null where the answer is no case. */
  readonly kind: string | null
  readonly campaign: { readonly id: string; readonly title: string }
  readonly due: Day | null
  readonly words?: string | undefined
  readonly to: readonly (Recipient & { readonly name: string })[]
}

/** The reminders that a person may send today, and those who were told too short a time ago. */
export function askedReminders(
  asking: Asking,
  past: Pick<Past, 'things'>,
  time: ReminderTime,
): { readonly reminders: Reminder[]; readonly tooSoon: Asking['to'] } {
  const isFree = (to: Recipient) => isRested(past.things.get(campaignThing(asking.campaign.id, to)), time)
  const each = [...new Map(asking.to.map((to) => [addressOf(to), to])).values()]
  return {
    reminders: each.filter(isFree).map((to) => askedReminder(asking, to, time.today)),
    tooSoon: each.filter((to) => !isFree(to)),
  }
}

function askedReminder(asking: Asking, { name, ...to }: Asking['to'][number], today: Day): Reminder {
  const { campaign, due, words, kind } = asking
  const text = words?.trim() ?? ''
  return {
    event: `asked/${campaign.id}/${addressOf(to)}/${today}`,
    thing: campaignThing(campaign.id, to),
    topic: 'asked',
    to,
    kind,
    campaign: campaign.id,
    state: null,
    since: null,
    due,
    count: null,
    caseId: null,
    params: { name, campaign: campaign.title, ...dated(due), ...(text === '' ? {} : { words: text }) },
  }
}
