import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { DigestWish, Moment } from '../domain/digest.ts'
import type { ReminderParams, Topic } from '../domain/reminder.ts'
import type { Text } from '../domain/refusal.ts'
import type { Db, Tx } from './connection.ts'
import type { MailFault } from './mail.ts'

/** The wall clock of the field, by which digests are sent. */
export async function getMoment(tx: Tx): Promise<Moment> {
  const { rows } = await sql<Moment>`
    select (now() at time zone 'Asia/Shanghai')::date as day,
           extract(hour from now() at time zone 'Asia/Shanghai')::integer as hour`.execute(tx)
  return rows[0] ?? { day: '', hour: 0 }
}

/** Accounts with something to be mailed. The operator's only. */
export async function listAccountsToMail(tx: Tx): Promise<(DigestWish & { readonly accountId: number })[]> {
  const { rows } = await sql<DigestWish & { accountId: number }>`
    select account_id, rhythm, hour, weekday from trefoil.accounts_to_mail()`.execute(tx)
  return rows
}

/** Claims the digest of a day for these accounts, once for each; gives the ids of the mails. */
export async function claimDigests(tx: Tx, accounts: readonly number[], day: Day): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select claimed as id from trefoil.claim_digests(${[...accounts]}::integer[], ${day}::date) as claimed`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function listMailsToRetry(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select waiting as id from trefoil.mails_to_retry() as waiting`.execute(tx)
  return rows.map(({ id }) => id)
}

export type TakenMail = {
  readonly id: number
  readonly tries: number
  readonly address: string
  readonly language: keyof Text
  readonly token: string
  readonly reminders: readonly {
    readonly topic: Topic
    readonly params: ReminderParams
    readonly count: number | null
  }[]
}

/** Takes claimed mails out to be sent, with what is still to be said. Never keep what it gives: it holds addresses. */
export async function takeMails(tx: Tx, ids: readonly number[]): Promise<TakenMail[]> {
  const { rows } = await sql<TakenMail>`select * from trefoil.take_mails(${[...ids]}::bigint[])`.execute(tx)
  return rows
}

export type MailEnd = {
  readonly state: 'sent' | 'waiting' | 'failed' | 'unknown'
  readonly fault: MailFault | null
  readonly code: number | null
  readonly againInSeconds: number | null
}

export async function finishMail(tx: Tx, id: number, end: MailEnd): Promise<void> {
  await sql`select trefoil.finish_mail(${id}::bigint, ${end.state}, ${end.fault}, ${end.code}::integer,
    ${end.againInSeconds}::integer)`.execute(tx)
}

export type MailCount = { readonly state: string; readonly fault: string | null; readonly count: number }

/** What became of the mails of the last days. The operator's only. */
export async function countMails(tx: Tx, days: number): Promise<MailCount[]> {
  const { rows } = await sql<MailCount>`select * from trefoil.mail_counts(${days})`.execute(tx)
  return rows
}

/** The two links of a mail act for whoever holds them. False where the token is not known (any more). */
export async function confirmAddress(db: Db, token: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select trefoil.confirm_address(${token}) as done`.execute(db)
  return rows[0]?.done === true
}

export async function stopMail(db: Db, token: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select trefoil.stop_mail(${token}) as done`.execute(db)
  return rows[0]?.done === true
}
