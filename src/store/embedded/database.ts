import { Client, escapeIdentifier, escapeLiteral } from 'pg'

/** The application's own login: it owns nothing and bypasses nothing; migrations grant what it needs. */
export const APP = 'trefoil_app'

/** The address of one database on this machine. Encryption is off by name, so that PGSSLMODE does not reach in. */
export function localUrl(role: string, password: string, at: { readonly port: number; readonly database: string }) {
  const database = encodeURIComponent(at.database)
  return `postgres://${role}:${password}@127.0.0.1:${at.port}/${database}?sslmode=disable`
}

/** Makes the database and the application's login role where they are missing. */
export async function prepareDatabase(superuserUrl: string, database: string, appPassword: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // A statement that fails is written to the log; the one with the password must not be.
    await client.query("set log_min_error_statement = 'panic'")
    const databases = await client.query('select 1 from pg_database where datname = $1', [database])
    if (databases.rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`)
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [APP])
    if (roles.rowCount === 0) await client.query(createApp(appPassword))
  } finally {
    await client.end()
  }
}

function createApp(password: string): string {
  const rights = 'login nosuperuser nobypassrls nocreatedb nocreaterole noreplication'
  return `create role ${APP} ${rights} password ${escapeLiteral(password)}`
}
