import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { installJobs } from './jobs.ts'
import { projectRoot } from './root.ts'

/** A number of our own, so that two starts at once migrate one after the other. */
const LOCK = 3_330_333

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/** The numbered SQL files in order. Each is applied once, whole or not at all, and never edited after release. */
function listMigrations(): Migration[] {
  const folder = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'src/store/migrations')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Brings the database up to the newest migration, as the role that owns the schema. Throws where a migration that was
 * applied has another checksum now: history is not edited.
 */
export async function migrate(migratorUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: migratorUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepare(client)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from trefoil.migration',
    )
    const applied = new Map(rows.map((row) => [row.name, row.checksum]))
    for (const migration of listMigrations()) await apply(client, migration, applied.get(migration.name))
    await installJobs(client)
  } finally {
    await client.end()
  }
}

/** The application's role, the schema and the list of what was applied. */
async function prepare(client: pg.Client): Promise<void> {
  await client.query(`
    set client_min_messages = warning;
    do $$ begin
      if not exists (select from pg_roles where rolname = 'trefoil_app') then
        create role trefoil_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$;
    create schema if not exists trefoil;
    set search_path = trefoil, public;
    create table if not exists trefoil.migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now()
    );`)
}

async function apply(client: pg.Client, migration: Migration, checksum: string | undefined): Promise<void> {
  if (checksum === migration.checksum) return
  if (checksum !== undefined) {
    throw new Error(`Migration ${migration.name} was applied with other text. Maybe the file was edited after release?`)
  }
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into trefoil.migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
