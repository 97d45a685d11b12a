import { digestDayOf, digestLetter, retryMinutes } from '../domain/digest.ts'
import { reminderText } from '../domain/reminder-text.ts'
import { recordAudit } from '../store/command.ts'
import { asActor, type Tx } from '../store/connection.ts'
import { findMailFault, sendMail, type Delivery, type MailConfig } from '../store/mail.ts'
import {
  claimDigests,
  countMails,
  finishMail,
  getMoment,
  listAccountsToMail,
  listMailsToRetry,
  takeMails,
  type MailCount,
  type MailEnd,
  type TakenMail,
} from '../store/outbox.ts'
import { reading, tryingAgain, type Desk } from './desk.ts'
import { linksOf, type MailRoom } from './mail-room.ts'

export type Digested = {
  readonly isOn: boolean
  readonly sent: number
  readonly waiting: number
  readonly failed: number
  readonly unknown: number
}

/**
 * Sends the digests that are due and those whose next try has come. Notices are claimed and marked as mailed in one
 * transaction before anything leaves, so a mail that may have gone out is never sent again: at most once. What surely did
 * not leave is tried again with patience. In the application every notice is there all the same.
 */
export async function sendDigests(desk: Pick<Desk, 'db' | 'token'>, room: MailRoom): Promise<Digested> {
  const tally = { isOn: room !== null, sent: 0, waiting: 0, failed: 0, unknown: 0 }
  if (room === null) return tally
  const mails = await tryingAgain(() => asActor(desk.db, desk.token, takeDue))
  for (const mail of mails) {
    const end = endOf(await sendMail(room, outgoing(room, mail)), mail.tries)
    await tryingAgain(() => asActor(desk.db, desk.token, (tx) => finishMail(tx, mail.id, end)))
    tally[end.state] += 1
  }
  return tally
}

async function takeDue(tx: Tx): Promise<TakenMail[]> {
  const moment = await getMoment(tx)
  const byDay = new Map<string, number[]>()
  for (const { accountId, ...wish } of await listAccountsToMail(tx)) {
    const day = digestDayOf(wish, moment)
    if (day !== undefined) byDay.set(day, [...(byDay.get(day) ?? []), accountId])
  }
  const ids = await listMailsToRetry(tx)
  for (const [day, accounts] of byDay) ids.push(...(await claimDigests(tx, accounts, day)))
  const mails = await takeMails(tx, ids)
  if (mails.length > 0)
    await recordAudit(tx, { act: 'mail.send', subject: 'digests', why: null, facts: { mails: mails.length } })
  return mails
}

function outgoing(room: MailConfig, { id, address, language, token, reminders }: TakenMail) {
  const links = linksOf(room)
  const sentences = reminders.map(({ topic, params, count }) => {
    const { zh, en } = reminderText(topic, params, count)
    const words = params.words === undefined ? '' : ` ${params.words}`
    return { zh: zh + words, en: en + words }
  })
  const stop = links.stop(token)
  return { id: `digest-${id}`, to: address, stop, ...digestLetter(sentences, { open: links.open, stop }, language) }
}

function endOf(delivery: Delivery, tries: number): MailEnd {
  if (delivery.kind === 'sent') return { state: 'sent', fault: null, code: null, againInSeconds: null }
  if (delivery.kind === 'unsure') return { state: 'unknown', fault: 'unsure', code: null, againInSeconds: null }
  const { fault, code } = delivery
  const minutes = delivery.kind === 'never' ? null : retryMinutes(tries)
  if (minutes === null) return { state: 'failed', fault, code, againInSeconds: null }
  return { state: 'waiting', fault, code, againInSeconds: minutes * 60 }
}

export type MailHealth = {
  readonly isOn: boolean
  /** Why the server does not let us in; null where it does or where mail is off. */
  readonly fault: string | null
  readonly counts: readonly MailCount[]
}

const DAYS_COUNTED = 30

/** Whether mail is on, whether its server lets us in, and what became of the mails of the last thirty days. */
export async function examineMail(desk: Pick<Desk, 'db' | 'token' | 'packs'>, room: MailRoom): Promise<MailHealth> {
  const counts = await reading(desk, (tx) => countMails(tx, DAYS_COUNTED))
  if (room === null) return { isOn: false, fault: null, counts }
  return { isOn: true, fault: (await findMailFault(room)) ?? null, counts }
}
