import type { TestDesk } from './import-desk.ts'

/** Relations without row security, each with the reason why. None today. */
const SIGNED: Readonly<Record<string, string>> = {}

/** Relations of which the application's role may read or write nothing at all. */
const CLOSED = ['account', 'session', 'sign_in_try', 'migration']

type Finding = { readonly what: string }
type Gate = { readonly rule: string; readonly sql: string; readonly values?: readonly unknown[] }

const RELATIONS = `select c.oid, c.relname as name, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl
  from pg_class c where c.relnamespace = 'trefoil'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`
const COMMANDS = `(values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) as command (name, sign)`
/** The application's role and every role that it is or may become. */
const APP_ROLES = `select r.oid, r.rolname from pg_roles r where pg_has_role('trefoil_app', r.oid, 'MEMBER')`
const FUNCTIONS = `select p.oid, p.proname as name, p.prosecdef, p.proconfig, p.proacl, p.proowner
  from pg_proc p where p.pronamespace = 'trefoil'::regnamespace`
/** Policies that bind the application's role: its own, those for everyone, those of roles that it is a member of. */
const POLICIES = `select p.*, c.relname as name from pg_policy p join pg_class c on c.oid = p.polrelid
  where c.relnamespace = 'trefoil'::regnamespace
    and (0 = any(p.polroles) or exists (select from (${APP_ROLES}) a where a.oid = any(p.polroles)))`

const GATES: readonly Gate[] = [
  {
    rule: 'every relation has row security, forced',
    sql: `select name as what from (${RELATIONS}) c where not (relrowsecurity and relforcerowsecurity) and name <> all($1)`,
    values: [Object.keys(SIGNED)],
  },
  {
    rule: 'no materialized view or foreign table',
    sql: `select name as what from (${RELATIONS}) c where relkind in ('m', 'f')`,
  },
  {
    rule: 'a view looks with the rights of who asks',
    sql: `select c.name as what from (${RELATIONS}) c join pg_class v on v.oid = c.oid where c.relkind = 'v'
      and not coalesce('security_invoker=true' = any(v.reloptions), false)`,
  },
  {
    rule: 'a function with the rights of its owner has a fixed search path that ends in pg_temp',
    sql: `select name as what from (${FUNCTIONS}) f where prosecdef
      and not coalesce('search_path=trefoil, pg_temp' = any(proconfig), false)`,
  },
  {
    rule: 'no function is everyone’s to run',
    sql: `select f.name as what from (${FUNCTIONS}) f
      where exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a where a.grantee = 0)`,
  },
  {
    rule: 'no role of the application bypasses row security, makes roles or is a superuser',
    sql: `select r.rolname as what from pg_roles r join (${APP_ROLES}) a on a.oid = r.oid
      where r.rolbypassrls or r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication`,
  },
  {
    rule: 'no role of the application owns a relation or function',
    sql: `select name as what from (${RELATIONS}) c where relowner in (select oid from (${APP_ROLES}) a)
      union all select name from (${FUNCTIONS}) f where proowner in (select oid from (${APP_ROLES}) a)`,
  },
  {
    rule: 'the application makes nothing in the schema',
    sql: `select 'schema trefoil' as what where has_schema_privilege('trefoil_app', 'trefoil', 'CREATE')`,
  },
  {
    rule: 'no policy lets everything through',
    sql: `select name || '.' || polname as what from (${POLICIES}) p
      where pg_get_expr(polqual, polrelid) = 'true' or pg_get_expr(polwithcheck, polrelid) = 'true'`,
  },
  {
    rule: 'every policy asks who is signed in',
    sql: `select name || '.' || polname as what from (${POLICIES}) p
      where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        !~ '(sees_all|writes_all|writes_reach|actor_id|party_organization)'`,
  },
  {
    rule: 'no policy for everyone',
    sql: `select c.relname || '.' || p.polname as what from pg_policy p join pg_class c on c.oid = p.polrelid
      where c.relnamespace = 'trefoil'::regnamespace and 0 = any(p.polroles)`,
  },
  {
    rule: 'a privilege has a policy for its command',
    sql: `select c.name || ' ' || command.name as what from (${RELATIONS}) c cross join ${COMMANDS}
      where c.relkind in ('r', 'p') and (has_table_privilege('trefoil_app', c.oid, command.name)
             or (command.name in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege('trefoil_app', c.oid, command.name)))
        and not exists (select from (${POLICIES}) p where p.polrelid = c.oid and p.polcmd::text in (command.sign, '*'))`,
  },
  {
    rule: 'an insert is checked',
    sql: `select name || '.' || polname as what from (${POLICIES}) p where polcmd in ('a', '*') and polwithcheck is null`,
  },
  {
    rule: 'nothing is deleted or truncated',
    sql: `select c.name as what from (${RELATIONS}) c
      where has_table_privilege('trefoil_app', c.oid, 'DELETE') or has_table_privilege('trefoil_app', c.oid, 'TRUNCATE')
         or has_table_privilege('trefoil_app', c.oid, 'TRIGGER') or has_table_privilege('trefoil_app', c.oid, 'REFERENCES')`,
  },
  {
    rule: 'the audit is only read',
    sql: `select command.name as what from ${COMMANDS} where command.name <> 'SELECT'
      and (has_table_privilege('trefoil_app', 'trefoil.audit', command.name)
           or (command.name in ('INSERT', 'UPDATE') and has_any_column_privilege('trefoil_app', 'trefoil.audit', command.name)))`,
  },
  {
    rule: 'the audit has its triggers',
    sql: `select 'audit' as what where 3 > (select bit_count((bit_or(tgtype::int & 56))::bit(8)) from pg_trigger
      where tgrelid = 'trefoil.audit'::regclass and not tgisinternal and tgenabled = 'O')`,
  },
  {
    rule: 'accounts, sessions and tries are closed',
    sql: `select c.name as what from (${RELATIONS}) c where c.name = any($1) and (
      has_any_column_privilege('trefoil_app', c.oid, 'SELECT') or has_any_column_privilege('trefoil_app', c.oid, 'INSERT')
      or has_any_column_privilege('trefoil_app', c.oid, 'UPDATE') or has_table_privilege('trefoil_app', c.oid, 'DELETE'))`,
    values: [CLOSED],
  },
]

/** What the catalogue says against the rules of access, one line a finding; empty where all hold. */
export async function accessFaults(ask: TestDesk['ask']): Promise<string[]> {
  const faults: string[] = []
  for (const { rule, sql, values } of GATES) {
    for (const { what } of await ask<Finding>(sql, values)) faults.push(`${rule}: ${what}`)
  }
  return faults
}
