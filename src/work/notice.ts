import { confirmLetter, isMailAddress } from '../domain/digest.ts'
import { reminderText } from '../domain/reminder-text.ts'
import type { Topic } from '../domain/reminder.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { asActor, type Tx } from '../store/connection.ts'
import { sendMail, type Delivery, type MailConfig } from '../store/mail.ts'
import {
  countUnread,
  findLastMail,
  findMailSetting,
  finishConfirmation,
  forgetAddress,
  listNotices as listNoticeRows,
  markNotices,
  proposeAddress,
  saveMailSetting,
  type LastMail,
  type MailChoice,
  type MailSetting,
  type NoticeRow,
} from '../store/notice.ts'
import { confirmAddress, stopMail } from '../store/outbox.ts'
import { newToken } from '../store/session.ts'
import { keeping, reading, type Desk } from './desk.ts'
import { linksOf, type MailRoom } from './mail-room.ts'

export type Notice = {
  readonly id: number
  readonly day: string
  readonly topic: Topic
  readonly text: Text
  /** What the sender wrote beside. */
  readonly words: string | null
  readonly isRead: boolean
  /** Nothing is left to be done of it. */
  readonly isSettled: boolean
  readonly opens: {
    readonly case: string | null
    readonly kind: string | null
    readonly state: string | null
    readonly campaign: string | null
    readonly overdue: boolean
  }
}

export type NoticeQuestion = {
  readonly box?: 'unread' | 'all' | undefined
  readonly after?: number | undefined
  readonly limit?: number | undefined
}

export type NoticePage = { readonly unread: number; readonly notices: readonly Notice[]; readonly next: number | null }

const PAGE = 50

/** A page of my notices, newest first. */
export function listNotices(desk: Desk, question: NoticeQuestion): Promise<NoticePage> {
  const { box = 'all', after = null, limit = PAGE } = question
  return reading(desk, async (tx) => {
    const rows = await listNoticeRows(tx, { unread: box === 'unread', after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    return {
      unread: await countUnread(tx),
      notices: shown.map(noticeOf),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

function noticeOf(row: NoticeRow): Notice {
  const { id, day, topic, params, count, isRead, isSettled, kind, state, campaign, caseId } = row
  return {
    id,
    day,
    topic,
    text: reminderText(topic, params, count),
    words: params.words ?? null,
    isRead,
    isSettled,
    opens: { case: caseId, kind, state, campaign: campaign === '' ? null : campaign, overdue: topic === 'overdue' },
  }
}

export function getUnread(desk: Desk): Promise<{ unread: number }> {
  return reading(desk, async (tx) => ({ unread: await countUnread(tx) }))
}

export type Marking = {
  readonly ids?: readonly number[] | undefined
  /** All up to this one: what came in since the list was read stays unread. */
  readonly upTo?: number | undefined
  readonly read: boolean
}

export type Marked = { readonly unread: number; readonly changed: readonly number[] }

/** Marks notices as read, or takes that back; the ids that changed are what an undo needs. */
export function markRead(desk: Desk, marking: Marking): Promise<Marked> {
  const { ids = [], upTo, read } = marking
  return keeping(desk, 'notice.mark', marking, async (tx) => {
    const changed = await markNotices(tx, upTo === undefined ? { ids } : { upTo }, read)
    return {
      reply: { unread: await countUnread(tx), changed },
      subject: 'own notices',
      facts: { count: changed.length },
    }
  })
}

export type NoticeSettings = MailSetting & {
  /** Whether this instance sends mail at all. */
  readonly isOffered: boolean
  /** The last digest to me and what became of it. */
  readonly last: LastMail | null
}

const UNCHOSEN: MailSetting = {
  language: 'zh',
  byMail: false,
  rhythm: 'daily',
  hour: 8,
  weekday: 0,
  address: null,
  pendingAddress: null,
  isLinkSent: false,
}

export function getNoticeSettings(desk: Desk, room: MailRoom): Promise<NoticeSettings> {
  return reading(desk, (tx) => settingsOf(tx, room))
}

async function settingsOf(tx: Tx, room: MailRoom): Promise<NoticeSettings> {
  const setting = (await findMailSetting(tx)) ?? UNCHOSEN
  return { ...setting, isOffered: room !== null, last: (await findLastMail(tx)) ?? null }
}

/** Mail yes or no, when, and in which language. */
export function saveNoticeSettings(desk: Desk, room: MailRoom, choice: MailChoice): Promise<undefined> {
  return keeping(desk, 'notice.settings', choice, async (tx) => {
    const before = await findMailSetting(tx)
    if (choice.byMail && room === null) throw new Refusal('MAIL_OFF')
    if (choice.byMail && before?.address == null) throw new Refusal('MAIL_NO_ADDRESS')
    await saveMailSetting(tx, choice)
    return { reply: undefined, subject: 'own settings', facts: { byMail: choice.byMail } }
  })
}

/** Keeps an address to be confirmed, and sends the link to it. Neither reply nor audit holds the address. */
export async function setAddress(desk: Desk, room: MailRoom, address: string): Promise<{ isSent: boolean }> {
  if (room === null) throw new Refusal('MAIL_OFF')
  const wanted = address.trim()
  if (!isMailAddress(wanted)) throw new Refusal('MAIL_ADDRESS', { pointer: '/body/address' })
  const fresh: { token?: string; language?: keyof Text } = {}
  const reply = await keeping(desk, 'notice.address', [wanted], async (tx) => {
    fresh.token = newToken()
    fresh.language = (await findMailSetting(tx))?.language ?? 'zh'
    if (!(await proposeAddress(tx, wanted, fresh.token))) throw new Refusal('TOO_MANY_TRIES', { seconds: WAIT_SECONDS })
    return { reply: { isSent: true }, subject: 'own settings' }
  })
  if (fresh.token === undefined) return reply
  await sendConfirmation(desk, room, { to: wanted, token: fresh.token, language: fresh.language ?? 'zh' })
  return reply
}

const WAIT_SECONDS = 86_400

type Confirmation = { readonly to: string; readonly token: string; readonly language: keyof Text }

async function sendConfirmation(desk: Desk, room: MailConfig, { to, token, language }: Confirmation): Promise<void> {
  const letter = confirmLetter(linksOf(room).confirm(token), language)
  const delivery = await sendMail(room, { id: `confirm-${newToken().slice(0, 16)}`, to, ...letter })
  await asActor(desk.db, desk.token, (tx) => finishConfirmation(tx, confirmationEnd(delivery)))
  if (delivery.kind === 'sent' || delivery.kind === 'unsure') return
  throw new Refusal('MAIL_NOT_SENT', {
    reason: FAULT_WORDS[delivery.fault].zh,
    reasonEn: FAULT_WORDS[delivery.fault].en,
  })
}

function confirmationEnd(delivery: Delivery) {
  if (delivery.kind === 'sent') return { state: 'sent', fault: null, code: null }
  if (delivery.kind === 'unsure') return { state: 'unknown', fault: 'unsure', code: null }
  return { state: 'failed', fault: delivery.fault, code: delivery.code }
}

const FAULT_WORDS: Readonly<Record<'unreachable' | 'refused' | 'slow' | 'unsure', Text>> = {
  unreachable: { zh: '连接不上邮件服务器', en: 'the mail server cannot be reached' },
  refused: { zh: '邮件服务器没有接收', en: 'the mail server did not take it' },
  slow: { zh: '邮件服务器没有及时回应', en: 'the mail server did not answer in time' },
  unsure: { zh: '不能确定是否发出', en: 'whether it left is not known' },
}

/** Forgets my address, which ends the mails. */
export function dropAddress(desk: Desk): Promise<undefined> {
  return keeping(desk, 'notice.forget', [], async (tx) => {
    await forgetAddress(tx)
    return { reply: undefined, subject: 'own settings' }
  })
}

/** Follows the link of a letter: the address counts from now on. Works for whoever holds the link. */
export async function confirmByLink(desk: Pick<Desk, 'db'>, token: string): Promise<{ isDone: boolean }> {
  if (!(await confirmAddress(desk.db, token))) throw new Refusal('MAIL_LINK')
  return { isDone: true }
}

/** Follows the other link: no more mails to that account. Twice is as good as once. */
export async function stopByLink(desk: Pick<Desk, 'db'>, token: string): Promise<{ isDone: boolean }> {
  if (!(await stopMail(desk.db, token))) throw new Refusal('MAIL_LINK')
  return { isDone: true }
}
