import { CASE_DEFINITIONS } from '../domain/case-definitions.ts'
import { addDays, type Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { forbiddenWordIn } from '../domain/reminder-text.ts'
import {
  addressOf,
  askedReminders,
  campaignThing,
  remindersOf,
  type Asking,
  type Recipient,
  type ReminderTime,
  type Waiting,
} from '../domain/reminder.ts'
import type { Tx } from '../store/connection.ts'
import { getPast, listWaiting, postReminders, settleReminders, type WaitingRow } from '../store/reminder.ts'
import { writing, type Clock, type Desk } from './desk.ts'
import { getPolicy } from './policy.ts'

export type Notified = {
  /** Reminders that were sent. */
  readonly told: number
  /** Who was reminded of this campaign too short a time ago, and is left in peace. */
  readonly tooSoon: Asking['to']
  /** Reminders of which no account heard: nobody serves that organization yet, nor that desk or one above it. */
  readonly unheard: number
}

/**
 * Reminds desks or organizations of a campaign, within a write that does more: whoever is spared by the interval of the
 * policy is given back. A reminder ends by itself when its case leaves the organization.
 */
export async function notify(tx: Tx, desk: Pick<Desk, 'packs'>, clock: Clock, asking: Asking): Promise<Notified> {
  const word = forbiddenWordIn(asking.words ?? '')
  if (word !== undefined) throw new Refusal('REMINDER_WORDS', { word, pointer: '/body/words' })
  const time = await timeOf(tx, desk, clock)
  const things = asking.to.map((to) => campaignThing(asking.campaign.id, to))
  const past = await getPast(tx, addDays(time.today, -time.parameters.remindEveryDays), things)
  const { reminders, tooSoon } = askedReminders(asking, past, time)
  const { put, unheard } = await postReminders(tx, reminders)
  return { told: put, tooSoon, unheard }
}

/** The last day on which each of these was reminded of a campaign, by "desk 64" or "organization 7". */
export async function listLastReminded(
  tx: Tx,
  campaign: string,
  to: readonly Recipient[],
): Promise<ReadonlyMap<string, Day>> {
  const thingOf = (one: Recipient) => campaignThing(campaign, one)
  const { things } = await getPast(tx, FIRST_DAY, to.map(thingOf))
  return new Map(
    to.flatMap((one) => {
      const day = things.get(thingOf(one))
      return day === undefined ? [] : [[addressOf(one), day] as const]
    }),
  )
}

const FIRST_DAY: Day = '1900-01-01'

async function timeOf(tx: Tx, desk: Pick<Desk, 'packs'>, clock: Clock): Promise<ReminderTime> {
  const { parameters } = await getPolicy(tx, desk.packs, { day: clock.today })
  return { today: clock.today, parameters }
}

export type Swept = { readonly told: number; readonly unheard: number; readonly settled: number }

/** Tells every desk and organization what came in, is due soon or is overdue today, and ends what is done. */
export function sweepReminders(desk: Desk): Promise<Swept> {
  return writing(desk, 'reminder.sweep', [desk.key], async (tx, clock) => {
    const time = await timeOf(tx, desk, clock)
    const { remindEveryDays, remindBeforeDays } = time.parameters
    const past = await getPast(tx, addDays(time.today, -Math.max(remindEveryDays, remindBeforeDays) - 1))
    const waiting = (await listWaiting(tx)).map(waitingOf)
    const { put, unheard } = await postReminders(tx, remindersOf(waiting, past, time))
    const settled = await settleReminders(tx)
    const reply = { told: put, unheard, settled }
    return { reply, subject: 'reminders', facts: reply }
  })
}

function waitingOf(row: WaitingRow): Waiting {
  const { kind, state, scope, organizationId, campaign, campaignTitle, since, due, count, caseId } = row
  const waits = CASE_DEFINITIONS.find((one) => one.kind === kind)?.states[state]?.waits ?? ''
  return {
    to: organizationId === null ? { scope: scope ?? 0 } : { organizationId },
    name: row.parties[waits]?.name ?? '—',
    kind,
    state,
    campaign: campaign === '' ? null : { id: campaign, title: campaignTitle },
    since,
    due,
    count,
    caseId,
  }
}
