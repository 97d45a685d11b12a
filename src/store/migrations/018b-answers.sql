-- Answers of a pass that somebody asked to be kept, with all that is needed to judge again years later: the facts, and
-- the packs by the hash of their content. Nothing here is ever changed.
create function trefoil.row_stays() returns trigger language plpgsql as $$
begin
  raise exception 'A row of % stays as it is.', tg_table_name using errcode = '42501';
end $$;

-- A pack as it was: its JSON with sorted keys and without white space, named by its SHA-256.
create table trefoil.policy_content (
  hash text primary key,
  pack_id text not null,
  content text not null,
  kept_at timestamptz not null default now(),
  check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

create table trefoil.gate_answer (
  id uuid primary key,
  pass text not null check (pass in ('registration', 'annualReport', 'evaluation')),
  organization_id integer references trefoil.organization,
  as_of date not null,
  known_at timestamptz not null,
  policy text not null,
  -- Hashes of the pack and its parents, nation first.
  packs text[] not null check (cardinality(packs) > 0),
  facts jsonb not null check (jsonb_typeof(facts) = 'array'),
  findings jsonb not null check (jsonb_typeof(findings) = 'array'),
  proposal jsonb not null check (jsonb_typeof(proposal) = 'object'),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  at timestamptz not null default now()
);
create index gate_answer_day on trefoil.gate_answer (as_of, pass);

-- Who asked for the grade of an organization: by system or desk, day and reason, never a person.
create table trefoil.grade_inquiry (
  id bigint generated always as identity primary key,
  organization_id integer not null references trefoil.organization,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  asker_zh text not null,
  asker_en text not null,
  is_system boolean not null,
  purpose text not null check (purpose in ('purchase', 'venture', 'transfer', 'award', 'other')),
  call_reference text not null check (length(call_reference) between 1 and 200),
  reason text not null check (btrim(reason) <> '' and length(reason) <= 500),
  -- The factor of the call that was asked for, in the words that the call prints; null where none was.
  factor text check (length(factor) <= 500),
  on_day date not null default trefoil.today(),
  at timestamptz not null default now()
);
create index grade_inquiry_organization on trefoil.grade_inquiry (organization_id, id desc);

do $$
declare
  name text;
begin
  foreach name in array array['policy_content', 'gate_answer', 'grade_inquiry'] loop
    call trefoil.seal_table(name);
    execute format('create trigger %I before update or delete on trefoil.%I for each row execute function trefoil.row_stays()', name || '_stays', name);
    execute format('create trigger %I before truncate on trefoil.%I for each statement execute function trefoil.row_stays()', name || '_stays_whole', name);
    execute format('grant select, insert on trefoil.%I to trefoil_app', name);
  end loop;
end $$;

create policy policy_content_seen on trefoil.policy_content for select to trefoil_app
  using ((select trefoil.actor_id()) is not null);
create policy policy_content_made on trefoil.policy_content for insert to trefoil_app
  with check ((select trefoil.actor_id()) is not null);
-- An answer about an organization is seen by whoever sees the organization now; one about none by its asker.
create policy gate_answer_seen on trefoil.gate_answer for select to trefoil_app
  using ((select trefoil.sees_all())
    or (organization_id is null and account_id = (select trefoil.actor_id()))
    or exists (select from trefoil.organization o where o.id = gate_answer.organization_id));
create policy gate_answer_made on trefoil.gate_answer for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id())
    and (organization_id is null or exists (select from trefoil.organization o where o.id = gate_answer.organization_id)));
-- Inquiries are seen by the organization itself, by who answers for it, and by who asked.
create policy grade_inquiry_seen on trefoil.grade_inquiry for select to trefoil_app
  using ((select trefoil.writes_all()) or account_id = (select trefoil.actor_id())
    or organization_id = any((select trefoil.my_organizations())::integer[])
    or exists (select from trefoil.organization o where o.id = grade_inquiry.organization_id
      and (o.scope_place = any((select trefoil.my_written_places())::integer[])
        or o.scope = any((select trefoil.my_written_scopes())::integer[]))));
create policy grade_inquiry_made on trefoil.grade_inquiry for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id())
    and exists (select from trefoil.organization o where o.id = grade_inquiry.organization_id));

-- The actor as an inquiry names it: a system by its name, a person by the place for which they work.
create function trefoil.asker() returns table (zh text, en text, is_system boolean) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select y.name_zh, y.name_en, true from trefoil.system y where y.account_id = (select trefoil.actor_id())
  union all
  (select coalesce(o.name, f.name, p.code, '全市'), coalesce(o.name, f.name, p.code, 'whole city'), false
   from trefoil.my_grants() g
   left join trefoil.place p on p.id = g.place_id
   left join lateral (select name from trefoil.place_fact where place_id = g.place_id and upper_inf(known)
                      order by upper(valid) desc limit 1) f on true
   left join lateral (select name from trefoil.organization_fact where organization_id = g.organization_id
                      and upper_inf(known) order by upper(valid) desc limit 1) o on true
   order by g.id limit 1)
  limit 1
$$;

-- Whether an objection that touches the grade of an organization is open: a yes or no, whoever the parties are.
create function trefoil.is_grade_disputed(wanted integer) returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select (select trefoil.actor_id()) is not null and exists (
    select from trefoil.case_file c where c.organization_id = wanted and c.closed_on is null
      and (c.state = 'appealed' or c.kind = 'correction' and exists (
        select from jsonb_array_elements(case jsonb_typeof(c.subject -> 'fields') when 'array' then c.subject -> 'fields' else '[]' end) f
        where f ->> 'key' in ('grade', 'gradeValidTo'))))
$$;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.asker(), trefoil.is_grade_disputed(integer) to trefoil_app;
