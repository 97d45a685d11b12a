-- Other systems that ask: a registration hall's own system, a platform of purchase of services. A system is an account
-- without a password, with grants like everybody's, that works by a token. A permit is a kind of question that its token
-- may ask; which routes a permit opens is the contract's word, and the transaction of such a route names the permit.
create table trefoil.system (
  id uuid primary key,
  account_id integer not null unique references trefoil.account,
  name_zh text not null check (length(name_zh) between 1 and 60),
  name_en text not null check (length(name_en) between 1 and 60),
  -- An office that answers for it; never a person.
  contact text not null check (length(contact) between 1 and 100),
  permits text[] not null check (permits <> '{}' and permits <@ array['gate:check', 'grade:read']),
  expires_on date not null,
  -- Requests a minute; null is the setting of the instance.
  per_minute integer check (per_minute between 1 and 100000),
  registered_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- Only hashes; the hint is the beginning by which people tell two tokens apart. The last use is kept by its day.
create table trefoil.system_token (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  system_id uuid not null references trefoil.system,
  hint text not null check (length(hint) = 4),
  made_at timestamptz not null default now(),
  ends_at timestamptz not null default 'infinity',
  last_used_on date
);
create index system_token_system on trefoil.system_token (system_id, made_at);

call trefoil.seal_table('system');
call trefoil.seal_table('system_token');

create policy system_seen on trefoil.system for select to trefoil_app
  using ((select trefoil.writes_all()) or account_id = (select trefoil.actor_id()));
create policy system_token_seen on trefoil.system_token for select to trefoil_app
  using ((select trefoil.writes_all()));
grant select on trefoil.system to trefoil_app;
grant select (system_id, hint, made_at, ends_at, last_used_on) on trefoil.system_token to trefoil_app;

-- Who acts: the holder of a session, or a system whose token is valid for the permit that this transaction names.
-- Without a permit a token is nobody's, so no route and no statement answers it by mistake.
create or replace function trefoil.actor_id() returns integer language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select s.account_id from trefoil.session s join trefoil.account a on a.id = s.account_id
  where s.token_hash = sha256(convert_to(nullif(current_setting('trefoil.token', true), ''), 'UTF8'))
    and s.expires_at > now() and a.disabled_at is null
  union all
  select y.account_id from trefoil.system_token t join trefoil.system y on y.id = t.system_id
  join trefoil.account a on a.id = y.account_id
  where t.token_hash = sha256(convert_to(nullif(current_setting('trefoil.token', true), ''), 'UTF8'))
    and current_setting('trefoil.permit', true) = any(y.permits)
    and t.ends_at > now() and y.revoked_at is null and a.disabled_at is null
    and y.expires_on >= (now() at time zone 'Asia/Shanghai')::date
  limit 1
$$;

-- What the door may know of a token that it was shown: whose it is and how often it may ask. Notes the day of its use.
create function trefoil.meet_system(token text) returns table (id uuid, permits text[], per_minute integer,
  expires_on date) language plpgsql security definer set search_path = trefoil, pg_temp as $$
#variable_conflict use_column
declare
  seen bytea := sha256(convert_to(token, 'UTF8'));
begin
  update trefoil.system_token set last_used_on = trefoil.today()
  where token_hash = seen and ends_at > now() and last_used_on is distinct from trefoil.today();
  return query select y.id, y.permits, y.per_minute, y.expires_on
  from trefoil.system_token t join trefoil.system y on y.id = t.system_id
  where t.token_hash = seen and t.ends_at > now() and y.revoked_at is null and y.expires_on >= trefoil.today();
end $$;

create function trefoil.demand_registrar() returns void language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.writes_all() then
    raise exception 'Systems are registered by who answers for the whole instance.' using errcode = '42501';
  end if;
end $$;

-- Registers a system with its grants, which only read. A grant for a place or line that is not there would be one for
-- everything: it is not made.
create function trefoil.register_system(wanted json, rows json) returns void language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
#variable_conflict use_column
declare
  who integer;
begin
  perform trefoil.demand_registrar();
  insert into trefoil.account (login, title_zh, title_en)
  select 'sys-' || w.id, w.name_zh, w.name_en from json_populate_record(null::trefoil.system, wanted) w
  returning account.id into who;
  insert into trefoil.system (id, account_id, name_zh, name_en, contact, permits, expires_on, per_minute)
  select w.id, who, w.name_zh, w.name_en, w.contact, w.permits, w.expires_on, w.per_minute
  from json_populate_record(null::trefoil.system, wanted) w;
  insert into trefoil.grant_of (account_id, role, place_id, lines, valid)
  select who, 'reader', p.id, n.numbers, daterange(g."from", g."to", '[]')
  from json_to_recordset(rows) g(place text, lines text[], "from" date, "to" date)
  left join trefoil.place p on p.code = g.place
  cross join lateral (select case when g.lines is null then null else array(
    select case word when 'civil' then 1 when 'community' then 2 when 'industry' then 3
      else (select f.line_no from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known)
            where b.key = word limit 1) end::smallint
    from unnest(g.lines) as word) end as numbers) n
  where (g.place is null or p.id is not null) and array_position(n.numbers, null) is null;
  if (select count(*) from trefoil.grant_of g where g.account_id = who) <> json_array_length(rows) then
    raise exception 'A grant names a place or line that is not there.' using errcode = '22023';
  end if;
end $$;

-- Gives a system a token; those before it end at the instant that is named, or keep their own earlier end.
create function trefoil.add_system_token(wanted uuid, hash bytea, its_hint text, others_end timestamptz)
  returns boolean language plpgsql security definer set search_path = trefoil, pg_temp as $$
begin
  perform trefoil.demand_registrar();
  if not exists (select from trefoil.system y where y.id = wanted and y.revoked_at is null) then
    return false;
  end if;
  update trefoil.system_token t set ends_at = least(t.ends_at, others_end) where t.system_id = wanted;
  insert into trefoil.system_token (token_hash, system_id, hint) values (hash, wanted, its_hint);
  return true;
end $$;

-- Ends a system and all its tokens at once; what it asked stays on record.
create function trefoil.revoke_system(wanted uuid) returns boolean language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  perform trefoil.demand_registrar();
  update trefoil.system_token t set ends_at = least(t.ends_at, now()) where t.system_id = wanted;
  update trefoil.system y set revoked_at = now() where y.id = wanted and y.revoked_at is null;
  return found;
end $$;

-- Where a system may look, for the list of systems.
create function trefoil.grants_of_systems() returns table (system_id uuid, place text, place_name text,
  line_nos smallint[], valid daterange) language sql stable security definer set search_path = trefoil, pg_temp as $$
  select y.id, p.code, f.name, g.lines, g.valid from trefoil.system y
  join trefoil.grant_of g on g.account_id = y.account_id
  left join trefoil.place p on p.id = g.place_id
  left join lateral (select name from trefoil.place_fact where place_id = g.place_id and upper_inf(known)
                     order by upper(valid) desc limit 1) f on true
  where (select trefoil.writes_all()) order by y.id, g.id
$$;

-- A question of a pass in one statement: names the session, then looks with its rights. The body runs in order, so the
-- token stands before any policy is asked, and it ends with the statement's own transaction. One row always: actor is
-- null where nobody is signed in, code where the organization is not there or not seen.
create function trefoil.ask_gate(token text, permit text, wanted text, as_of date, pack text)
  returns table (actor integer, now timestamptz, today date, root text, code text, name text, kind text,
    registered_on date, grade text, grade_valid_to date, standing text, full_members integer, body_assigned boolean,
    has_party_organization boolean, work_covered boolean, officer_valid boolean, term_ends_on date)
  language plpgsql as $$
#variable_conflict use_column
declare
  who integer;
  day date := coalesce(as_of, trefoil.today());
begin
  perform set_config('trefoil.token', token, true), set_config('trefoil.permit', permit, true);
  who := trefoil.actor_id();
  if who is null then
    return query select who, now(), trefoil.today(), null, null, null, null, null::date, null, null::date, null,
      null::integer, null::boolean, null::boolean, null::boolean, null::boolean, null::date;
    return;
  end if;
  return query
  select who, now(), trefoil.today(),
    (select p.code from trefoil.place p where p.lo = 0
     and p.hi = (select l.lo from trefoil.place l where l.hi >= l.lo order by l.lo desc limit 1) limit 1),
    o.code, f.name, f.kind, f.registered_on, f.grade, f.grade_valid_to, s.standing, s.full_members,
    s.body_id is not null, s.covered, s.work_covered, s.officer_valid, t.term_ends_on
  from (select 1) one
  left join (trefoil.organization o
    join trefoil.organization_fact f on f.organization_id = o.id and f.valid @> day and upper_inf(f.known))
    on o.code = wanted
  left join trefoil.standing s on s.organization_id = o.id and s.policy = pack and s.valid @> day and upper_inf(s.known)
  left join trefoil.party_organization_fact t on t.party_organization_id = s.party_organization_id and t.valid @> day
    and upper_inf(t.known);
end $$;

-- Asked of one fact by the key, where few are looked at; a list of all that are seen would be made for each statement.
alter policy party_organization_fact_seen on trefoil.party_organization_fact
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.party_organization p where p.id = party_organization_fact.party_organization_id));

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.meet_system(text), trefoil.register_system(json, json),
  trefoil.add_system_token(uuid, bytea, text, timestamptz), trefoil.revoke_system(uuid), trefoil.grants_of_systems(),
  trefoil.ask_gate(text, text, text, date, text) to trefoil_app;
