import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db, Tx } from './connection.ts'

export const SESSION_HOURS = 12

/** An unguessable token of 256 bits; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export type Login = { readonly id: number; readonly passwordHash: string | null }

export async function findLogin(db: Db, login: string): Promise<Login | undefined> {
  const { rows } = await sql<Login>`select id, password_hash from trefoil.find_login(${login})`.execute(db)
  return rows[0]
}

export async function openSession(db: Db, accountId: number, token: string): Promise<void> {
  await sql`select trefoil.open_session(${accountId}, ${token}, ${SESSION_HOURS})`.execute(db)
}

/** Ends the session of the transaction. */
export async function closeSession(tx: Tx): Promise<void> {
  await sql`select trefoil.close_session()`.execute(tx)
}

/** Seconds that the next try for this account or address has to wait. */
export async function getSignInWait(db: Db, subject: string): Promise<number> {
  const { rows } = await sql<{ wait: number }>`select trefoil.sign_in_wait(${subject}) as wait`.execute(db)
  return rows[0]?.wait ?? 0
}

export async function recordSignIn(db: Db, subject: string, right: boolean): Promise<void> {
  await sql`select trefoil.record_sign_in(${subject}, ${right})`.execute(db)
}

export type DemoLogin = { readonly login: string; readonly titleZh: string; readonly titleEn: string }

export async function listDemoAccounts(db: Db): Promise<DemoLogin[]> {
  const { rows } = await sql<DemoLogin>`select * from trefoil.list_demo_accounts()`.execute(db)
  return rows
}

export type Me = {
  readonly id: number
  readonly login: string
  readonly titleZh: string
  readonly titleEn: string
  readonly demo: boolean
  readonly roles: readonly string[]
  readonly mayWrite: boolean
}

/** Who holds the session of the transaction; undefined where nobody does. */
export async function findMe(tx: Tx): Promise<Me | undefined> {
  const { rows } = await sql<Me>`
    select a.*, trefoil.my_roles() as roles, trefoil.may_write() as may_write from trefoil.my_account() a`.execute(tx)
  return rows[0]
}

export type MyGrant = {
  readonly role: string
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly lineNos: readonly number[] | null
}

export async function listMyGrants(tx: Tx): Promise<MyGrant[]> {
  const { rows } = await sql<MyGrant>`
    select g.role, p.code as place_code, f.name as place_name, g.lines as line_nos from trefoil.my_grants() g
    left join trefoil.place p on p.id = g.place_id
    left join lateral (select name from trefoil.place_fact where place_id = g.place_id and upper_inf(known)
                       order by upper(valid) desc limit 1) f on true
    order by g.id`.execute(tx)
  return rows
}

/**
 * A session for the operator at the machine, who holds the migrator's connection anyway: the command line works under
 * the same row security, audit and keys as everybody.
 */
export async function openOperatorSession(migratorUrl: string): Promise<string> {
  const token = newToken()
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query(`
      with made as (
        insert into trefoil.account (login, title_zh, title_en) values ('operator', '系统运维', 'operator')
        on conflict (login) do update set login = excluded.login returning id
      ), granted as (
        insert into trefoil.grant_of (account_id, role, valid)
        select id, 'operator', '[1900-01-01,)' from made
        where not exists (select from trefoil.grant_of g where g.account_id = made.id)
      ) select id from made`)
    await client.query(
      `insert into trefoil.session (token_hash, account_id, expires_at)
       select $1, id, now() + interval '12 hours' from trefoil.account where login = 'operator'`,
      [createHash('sha256').update(token).digest()],
    )
  } finally {
    await client.end()
  }
  return token
}
