-- Who acts, and what they may see. The application's role (trefoil_app) owns nothing, bypasses nothing and reads
-- accounts, sessions and grants only through the functions below. Their owner is the migrating role.

create extension if not exists btree_gist with schema public;

create function trefoil.today() returns date language sql stable set search_path = trefoil, pg_temp
  as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

-- A place is an entity; what it is called and where it belongs are dated facts (002). lo and hi number the managing
-- tree as known now (preorder): a subtree is a range, recomputed whole after a change of the tree.
create table trefoil.place (
  id integer generated always as identity primary key,
  code text not null unique,
  lo integer not null default 0,
  hi integer not null default -1
);
create index place_lo on trefoil.place (lo, hi);

create table trefoil.account (
  id integer generated always as identity primary key,
  login text not null unique check (login ~ '^[a-z][a-z0-9-]{1,39}$'),
  title_zh text not null,
  title_en text not null,
  password_hash text,
  demo boolean not null default false,
  disabled_at timestamptz
);

create table trefoil.session (
  token_hash bytea primary key,
  account_id integer not null references trefoil.account,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on trefoil.session (account_id);

-- A grant: a role for the subtree of a place (null: the whole instance) and for lines (null: all), between days.
-- The line number 0 is "no body yet", 1 civil affairs, 2 community, 3 industry in general, 4 and up one industry each.
create table trefoil.grant_of (
  id integer generated always as identity primary key,
  account_id integer not null references trefoil.account,
  role text not null check (role in ('operator', 'officer', 'reader', 'organization')),
  place_id integer references trefoil.place,
  lines smallint[],
  organization_id integer,
  valid daterange not null default daterange(current_date, null),
  -- Without its organization such a grant would name no scope at all, which reads as everything.
  check ((role = 'organization') = (organization_id is not null))
);
create index grant_account on trefoil.grant_of (account_id);

-- Sign-in tries, for the delay that follows wrong ones. Kept by the hash of the account name or address.
create table trefoil.sign_in_try (
  subject bytea primary key,
  tries integer not null,
  last_at timestamptz not null
);

create function trefoil.actor_id() returns integer language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select s.account_id from trefoil.session s join trefoil.account a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(nullif(current_setting('trefoil.token', true), ''), 'UTF8'))
    and s.expires_at > now() and a.disabled_at is null
$$;

create function trefoil.my_grants() returns setof trefoil.grant_of language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select g.* from trefoil.grant_of g
  where g.account_id = (select trefoil.actor_id()) and g.valid @> (select trefoil.today())
$$;

-- Three readings of the same grants, each fetched once a statement by the policies:
-- everything (whole instance, all lines), whole places, and single pairs of place and line packed as place * 64 + line.
-- The place number 0 is "not known"; only a grant for the whole instance reaches it.
create function trefoil.sees_all() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.my_grants() g
                 where g.place_id is null and g.lines is null and g.organization_id is null)
$$;

create function trefoil.my_places() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct p.id), '{}') from trefoil.my_grants() g
  join trefoil.place home on home.id = g.place_id
  join trefoil.place p on p.lo between home.lo and home.hi
  where g.lines is null and g.organization_id is null
$$;

create function trefoil.my_scopes() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct p.id * 64 + line), '{}') from trefoil.my_grants() g
  left join trefoil.place home on home.id = g.place_id
  join (select id, lo from trefoil.place union all select 0, null) p
    on g.place_id is null or p.lo between home.lo and home.hi
  cross join unnest(g.lines) as line
  where g.organization_id is null
$$;

create function trefoil.my_organizations() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct g.organization_id), '{}') from trefoil.my_grants() g
  where g.organization_id is not null
$$;

create function trefoil.my_roles() returns text[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct g.role order by g.role), '{}') from trefoil.my_grants() g
$$;

-- The same readings for writing: only the grants of an officer or the operator count, so that who officers one
-- township and reads another writes in the first alone.
create function trefoil.my_writing_grants() returns setof trefoil.grant_of language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select g.* from trefoil.my_grants() g where g.role in ('operator', 'officer')
$$;

create function trefoil.may_write() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.my_writing_grants())
$$;

create function trefoil.writes_all() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.my_writing_grants() g where g.place_id is null and g.lines is null)
$$;

create function trefoil.my_written_places() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct p.id), '{}') from trefoil.my_writing_grants() g
  join trefoil.place home on home.id = g.place_id
  join trefoil.place p on p.lo between home.lo and home.hi
  where g.lines is null
$$;

create function trefoil.my_written_scopes() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(distinct p.id * 64 + line), '{}') from trefoil.my_writing_grants() g
  left join trefoil.place home on home.id = g.place_id
  join (select id, lo from trefoil.place union all select 0, null) p
    on g.place_id is null or p.lo between home.lo and home.hi
  cross join unnest(g.lines) as line
$$;

-- Whether the instance holds the demo city, which every page and export then says.
create function trefoil.is_synthetic() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.account where demo)
$$;

-- Sign-in reads: only by exact login, never a list; demo accounts are listed because their passwords are public.
create function trefoil.find_login(wanted text) returns table (id integer, password_hash text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select a.id, a.password_hash from trefoil.account a where a.login = wanted and a.disabled_at is null
$$;

create function trefoil.list_demo_accounts() returns table (login text, title_zh text, title_en text) language sql
  stable security definer set search_path = trefoil, pg_temp as $$
  select a.login, a.title_zh, a.title_en from trefoil.account a where a.demo and a.disabled_at is null order by a.id
$$;

create function trefoil.open_session(account integer, token text, hours integer) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  delete from trefoil.session where expires_at < now() - interval '7 days';
  insert into trefoil.session (token_hash, account_id, expires_at)
  values (sha256(convert_to(token, 'UTF8')), account, now() + make_interval(hours => hours));
$$;

create function trefoil.close_session() returns void language sql security definer
  set search_path = trefoil, pg_temp as $$
  delete from trefoil.session
  where token_hash = sha256(convert_to(nullif(current_setting('trefoil.token', true), ''), 'UTF8'))
$$;

create function trefoil.my_account() returns table (id integer, login text, title_zh text, title_en text, demo boolean)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select a.id, a.login, a.title_zh, a.title_en, a.demo from trefoil.account a where a.id = (select trefoil.actor_id())
$$;

-- Seconds to wait before the next try: after five wrong ones 2, 4, 8 ... up to 300; forgotten after an hour.
create function trefoil.sign_in_wait(subject_text text) returns integer language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(max(ceil(extract(epoch from t.last_at + make_interval(secs => least(300, 2 ^ least(t.tries - 4, 9)))
                                              - now())))::integer, 0)
  from trefoil.sign_in_try t
  where t.subject = sha256(convert_to(subject_text, 'UTF8')) and t.tries >= 5
    and t.last_at > now() - interval '1 hour'
$$;

create function trefoil.record_sign_in(subject_text text, right_one boolean) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if right_one then
    delete from trefoil.sign_in_try where subject = sha256(convert_to(subject_text, 'UTF8'));
  else
    insert into trefoil.sign_in_try as t (subject, tries, last_at)
    values (sha256(convert_to(subject_text, 'UTF8')), 1, clock_timestamp())
    on conflict (subject) do update
      set tries = case when t.last_at < now() - interval '1 hour' then 1 else t.tries + 1 end,
          last_at = clock_timestamp();
  end if;
end $$;

-- The audit: who, in which role at that time, did what to what, and why. Appended by a function that takes the actor
-- from the session; the application's role can neither change nor delete a line, and a trigger refuses even the owner.
create table trefoil.audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account_id integer not null references trefoil.account,
  roles text[] not null,
  act text not null,
  subject text not null,
  why text,
  facts jsonb not null default '{}'
);
create index audit_account on trefoil.audit (account_id, seq);

create function trefoil.audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The audit is append-only.' using errcode = '42501';
end $$;
create trigger audit_stays before update or delete on trefoil.audit for each row execute function trefoil.audit_stays();
create trigger audit_stays_whole before truncate on trefoil.audit
  for each statement execute function trefoil.audit_stays();

create function trefoil.record_audit(act text, subject text, why text, facts jsonb) returns bigint language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  who integer := trefoil.actor_id();
  line bigint;
begin
  if who is null then
    raise exception 'No one is signed in.' using errcode = '42501';
  end if;
  insert into trefoil.audit (account_id, roles, act, subject, why, facts)
  values (who, trefoil.my_roles(), act, subject, why, coalesce(facts, '{}')) returning seq into line;
  return line;
end $$;

-- One row a write command, in the same transaction as what it wrote: the same key again gives the same reply.
create table trefoil.command (
  account_id integer not null references trefoil.account,
  key uuid not null,
  act text not null,
  request_hash text not null,
  reply jsonb not null,
  at timestamptz not null default now(),
  primary key (account_id, key)
);

alter table trefoil.place enable row level security;
alter table trefoil.place force row level security;
alter table trefoil.account enable row level security;
alter table trefoil.account force row level security;
alter table trefoil.session enable row level security;
alter table trefoil.session force row level security;
alter table trefoil.grant_of enable row level security;
alter table trefoil.grant_of force row level security;
alter table trefoil.sign_in_try enable row level security;
alter table trefoil.sign_in_try force row level security;
alter table trefoil.audit enable row level security;
alter table trefoil.audit force row level security;
alter table trefoil.command enable row level security;
alter table trefoil.command force row level security;

create policy place_seen on trefoil.place for select to trefoil_app using ((select trefoil.actor_id()) is not null);
create policy place_made on trefoil.place for insert to trefoil_app with check ((select trefoil.writes_all()));
create policy place_numbered on trefoil.place for update to trefoil_app using ((select trefoil.writes_all()));
create policy audit_seen on trefoil.audit for select to trefoil_app
  using (account_id = (select trefoil.actor_id()) or (select trefoil.sees_all()));
create policy command_seen on trefoil.command for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy command_kept on trefoil.command for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()));
create policy grant_seen on trefoil.grant_of for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));

grant select, insert, update (lo, hi) on trefoil.place to trefoil_app;
grant select on trefoil.audit to trefoil_app;
grant select, insert on trefoil.command to trefoil_app;
grant select on trefoil.grant_of to trefoil_app;
