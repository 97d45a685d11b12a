import pg from 'pg'

export type NewGrant = {
  readonly role: string
  readonly placeCode: string | null
  /** "civil", "community", or keys of industry bodies; null is all lines. */
  readonly lines: readonly string[] | null
  readonly organizationCode: string | null
}

export type NewAccount = {
  readonly login: string
  readonly titleZh: string
  readonly titleEn: string
  readonly passwordHash: string
  readonly demo: boolean
  readonly grants: readonly NewGrant[]
}

/** Accounts with their grants, made by the migrating role: the application's role can make none. */
export async function createAccounts(migratorUrl: string, accounts: readonly NewAccount[]): Promise<void> {
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query('begin')
    for (const account of accounts) await createAccount(client, account)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}

async function createAccount(client: pg.Client, account: NewAccount): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `insert into trefoil.account (login, title_zh, title_en, password_hash, demo) values ($1, $2, $3, $4, $5)
     on conflict (login) do update set title_zh = excluded.title_zh, title_en = excluded.title_en,
       password_hash = excluded.password_hash, demo = excluded.demo
     returning id`,
    [account.login, account.titleZh, account.titleEn, account.passwordHash, account.demo],
  )
  const id = rows[0]?.id
  await client.query('delete from trefoil.grant_of where account_id = $1', [id])
  for (const grant of account.grants) {
    await demandNamed(client, account.login, grant)
    await client.query(
      `insert into trefoil.grant_of (account_id, role, place_id, lines, organization_id, valid)
       select $1, $2, (select id from trefoil.place where code = $3), ${LINES_SQL},
              (select id from trefoil.organization where code = $5), '[1900-01-01,)'`,
      [id, grant.role, grant.placeCode, grant.lines, grant.organizationCode],
    )
  }
}

/** A grant for a place or an organization that is not there would be a grant for everything: it is not made. */
async function demandNamed(client: pg.Client, login: string, grant: NewGrant): Promise<void> {
  const { rows } = await client.query<{ place: boolean; organization: boolean }>(
    `select exists (select from trefoil.place where code = $1) as place,
            exists (select from trefoil.organization where code = $2) as organization`,
    [grant.placeCode, grant.organizationCode],
  )
  if (grant.placeCode !== null && rows[0]?.place !== true) {
    throw new Error(`The grant of ${login} names the place ${grant.placeCode}, which is not there.`)
  }
  if (grant.organizationCode !== null && rows[0]?.organization !== true) {
    throw new Error(`The grant of ${login} names the organization ${grant.organizationCode}, which is not there.`)
  }
}

/** Line numbers of the words of a grant; a body's key stands for the industry that it leads. */
const LINES_SQL = `case when $4::text[] is null then null else array(
  select case word when 'civil' then 1 when 'community' then 2 when 'industry' then 3
    else (select f.line_no from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known)
          where b.key = word limit 1) end::smallint
  from unnest($4::text[]) as word) end`
