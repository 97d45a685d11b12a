import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessFaults } from './catalogue.ts'
import { openTestDesk, type TestDesk } from './import-desk.ts'

let city: TestDesk
beforeAll(async () => {
  city = await openTestDesk()
})
afterAll(() => city.close())

test('the catalogue holds to the rules of access', async () => {
  expect(await accessFaults(city.ask)).toEqual([])
})

/** Ways to weaken the database, each with the rule that must notice. */
const MUTANTS: readonly (readonly [rule: string, statement: string])[] = [
  ['every relation has row security, forced', 'alter table standing no force row level security'],
  ['every relation has row security, forced', 'alter table coverage disable row level security'],
  ['every relation has row security, forced', 'create table left_over (id integer)'],
  ['every relation has row security, forced', 'create table parts (id integer) partition by range (id)'],
  ['no materialized view or foreign table', 'create materialized view figures as select count(*) from organization'],
  ['a view looks with the rights of who asks', 'create view all_names as select name from organization_fact'],
  ['a function with the rights of its owner has a fixed search path', 'alter function my_grants() reset search_path'],
  [
    'a function with the rights of its owner has a fixed search path',
    "alter function sees_all() set search_path = 'public'",
  ],
  ['no function is everyone', 'grant execute on function find_login(text) to public'],
  [
    'no function is everyone',
    'create function leak() returns bigint language sql as $$ select count(*) from organization $$',
  ],
  ['no role of the application bypasses row security', 'alter role trefoil_app bypassrls'],
  ['no role of the application bypasses row security', 'grant postgres_like to trefoil_app'],
  ['no role of the application owns a relation or function', 'alter table coverage owner to trefoil_app'],
  ['the application makes nothing in the schema', 'grant create on schema trefoil to trefoil_app'],
  ['no policy lets everything through', 'create policy easy on organization for select to trefoil_app using (true)'],
  ['no policy for everyone', 'create policy easy on organization for select using (false)'],
  [
    'every policy asks who is signed in',
    "create policy easy on organization for select to trefoil_app using (code <> '')",
  ],
  ['a privilege has a policy for its command', 'drop policy coverage_seen on coverage'],
  ['a privilege has a policy for its command', 'drop policy count_fact_made on count_fact'],
  ['a privilege has a policy for its command', 'drop policy organization_changed on organization'],
  ['nothing is deleted or truncated', 'grant delete on organization_fact to trefoil_app'],
  ['nothing is deleted or truncated', 'grant truncate on standing to public'],
  ['the audit is only read', 'grant update (why) on audit to trefoil_app'],
  ['the audit is only read', 'grant insert on audit to trefoil_app'],
  ['the audit has its triggers', 'drop trigger audit_stays_whole on audit'],
  ['the audit has its triggers', 'alter table audit disable trigger audit_stays'],
  ['accounts, sessions and tries are closed', 'grant select (login) on account to trefoil_app'],
]

test.each(MUTANTS)('a weaker database is noticed: %s (%s)', async (rule, statement) => {
  const client = await city.connect()
  try {
    await client.query('begin')
    await client.query('create role postgres_like bypassrls')
    await client.query(statement)
    const faults = await accessFaults(async (text, values = []) => (await client.query(text, [...values])).rows)
    expect(faults.filter((fault) => fault.startsWith(rule))).not.toEqual([])
  } finally {
    await client.query('rollback')
    client.release()
  }
})
