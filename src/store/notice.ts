import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { ReminderParams, Topic } from '../domain/reminder.ts'
import type { Rhythm } from '../domain/digest.ts'
import type { Text } from '../domain/refusal.ts'
import type { Tx } from './connection.ts'

export type NoticeRow = {
  readonly id: number
  readonly day: Day
  readonly toldAt: string
  readonly topic: Topic
  readonly params: ReminderParams
  readonly count: number | null
  readonly kind: string | null
  readonly state: string | null
  readonly campaign: string
  readonly caseId: string | null
  readonly isRead: boolean
  readonly isSettled: boolean
}

export type NoticeFilter = { readonly unread: boolean; readonly after: number | null; readonly limit: number }

/** The actor's own notices, newest first. */
export async function listNotices(tx: Tx, { unread, after, limit }: NoticeFilter): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, r.on_day as day, r.told_at, r.topic, r.params, r.count, r.kind, r.state, r.campaign, r.case_id,
      n.read_at is not null as is_read, r.settled_at is not null as is_settled
    from trefoil.notice n join trefoil.reminder r on r.id = n.reminder_id
    where (${after}::bigint is null or n.id < ${after}::bigint)
      and (not ${unread} or (n.read_at is null and r.settled_at is null))
    order by n.id desc limit ${limit}`.execute(tx)
  return rows
}

/** As many as the list of the unread is long: what is settled needs no reading. */
export async function countUnread(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from trefoil.notice n join trefoil.reminder r on r.id = n.reminder_id
    where n.read_at is null and r.settled_at is null`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Marks some of the actor's notices, or all up to one that are not settled; gives the ids of those that changed. */
export async function markNotices(
  tx: Tx,
  which: { readonly ids: readonly number[] } | { readonly upTo: number },
  isRead: boolean,
): Promise<number[]> {
  const chosen =
    'ids' in which
      ? sql`n.id = any(${[...which.ids]}::bigint[])`
      : sql`n.id <= ${which.upTo}::bigint
          and n.reminder_id in (select r.id from trefoil.reminder r where r.settled_at is null)`
  const { rows } = await sql<{ id: number }>`
    update trefoil.notice n set read_at = case when ${isRead} then now() end
    where ${chosen} and (n.read_at is null) = ${isRead} returning n.id`.execute(tx)
  return rows.map(({ id }) => id)
}

export type MailSetting = {
  readonly language: keyof Text
  readonly byMail: boolean
  readonly rhythm: Rhythm
  readonly hour: number
  readonly weekday: number
  readonly address: string | null
  /** Waits to be confirmed by the link that was sent to it. */
  readonly pendingAddress: string | null
  /** Whether the letter with that link left. */
  readonly isLinkSent: boolean
}

/** The actor's own settings; undefined where nothing was ever chosen. */
export async function findMailSetting(tx: Tx): Promise<MailSetting | undefined> {
  const { rows } = await sql<MailSetting>`
    select language, by_mail, rhythm, hour, weekday, address,
      case when confirm_until > now() then pending_address end as pending_address,
      coalesce((select m.state in ('sent', 'unknown') from trefoil.mail m where m.topic = 'confirm'
                and m.account_id = (select trefoil.actor_id()) order by m.id desc limit 1), false) as is_link_sent
    from trefoil.mail_setting where account_id = (select trefoil.actor_id())`.execute(tx)
  return rows[0]
}

export type MailChoice = Pick<MailSetting, 'language' | 'byMail' | 'rhythm' | 'hour' | 'weekday'>

/** Without a row there is no address yet, so a first choice is never for mail: the database holds to that. */
export async function saveMailSetting(tx: Tx, { language, byMail, rhythm, hour, weekday }: MailChoice): Promise<void> {
  await sql`insert into trefoil.mail_setting as s (account_id, language, by_mail, rhythm, hour, weekday)
    values (trefoil.actor_id(), ${language}, false, ${rhythm}, ${hour}, ${weekday})
    on conflict (account_id) do update set language = excluded.language, by_mail = ${byMail},
      rhythm = excluded.rhythm, hour = excluded.hour, weekday = excluded.weekday`.execute(tx)
}

/** False where too many letters of confirmation were sent in a day. */
export async function proposeAddress(tx: Tx, address: string, token: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select trefoil.propose_address(${address}, ${token}) as done`.execute(
    tx,
  )
  return rows[0]?.done === true
}

export async function finishConfirmation(
  tx: Tx,
  end: { readonly state: string; readonly fault: string | null; readonly code: number | null },
): Promise<void> {
  await sql`select trefoil.finish_confirmation(${end.state}, ${end.fault}, ${end.code}::integer)`.execute(tx)
}

export async function forgetAddress(tx: Tx): Promise<void> {
  await sql`select trefoil.forget_address()`.execute(tx)
}

export type LastMail = {
  readonly day: Day
  readonly state: string
  readonly fault: string | null
  readonly code: number | null
}

/** The last digest to the actor and what became of it. */
export async function findLastMail(tx: Tx): Promise<LastMail | undefined> {
  const { rows } = await sql<LastMail>`select day, state, fault, code from trefoil.mail
    where account_id = (select trefoil.actor_id()) and topic = 'digest' order by id desc limit 1`.execute(tx)
  return rows[0]
}
