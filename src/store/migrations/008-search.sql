-- Every name ever put on record of an organization, with the keys by which a reader finds it: the name, its pinyin
-- syllable by syllable, their initials, and the code. Written by the import and never changed: whether a name holds on
-- a day, or holds at all, is the facts' to say.
create table trefoil.organization_name (
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  name text not null,
  keys text collate "C" not null,
  primary key (organization_id, name),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade
);
create index organization_name_scope on trefoil.organization_name (scope_place, organization_id);

call trefoil.seal_table('organization_name');

create policy organization_name_seen on trefoil.organization_name for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy organization_name_made on trefoil.organization_name for insert to trefoil_app
  with check ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[]));
grant select, insert on trefoil.organization_name to trefoil_app;

-- A standing sorts by the pinyin of its name. The order of a list is then a walk along an index.
alter table trefoil.standing add column sort_key text collate "C" not null default '';
create index standing_named on trefoil.standing (policy, sort_key, code) where upper_inf(known);
-- Counts read this index alone: it holds all that row security and a day ask for.
create index standing_now on trefoil.standing (organization_id) include (policy, scope, scope_place, valid)
  where upper_inf(known);

create or replace function trefoil.open_standings(pack text, rows json) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  outside boolean;
  nowhere boolean;
begin
  with made as (
    insert into trefoil.standing (organization_id, policy, valid, scope, place_id, line_no, line, body_id, code, name,
      sort_key, kind, status, population, industry, supervising_unit, grade, standing, rule, eligible, eligible_since,
      coverage_class, covered, covered_wide, work_covered, party_organization_id, party_level, staff, staff_full_time,
      full_members, probationary_members, other_members, relation_elsewhere, party_group, instructor,
      not_built_reason, next_change)
    select r.organization_id, pack, r.valid, r.place_id * 64 + r.line_no, r.place_id, r.line_no, r.line, r.body_id,
      r.code, r.name, coalesce(r.sort_key, ''), r.kind, r.status, r.population, r.industry, r.supervising_unit, r.grade,
      r.standing, r.rule, r.eligible, r.eligible_since, r.coverage_class, r.covered, r.covered_wide, r.work_covered,
      r.party_organization_id, r.party_level, r.staff, r.staff_full_time, r.full_members, r.probationary_members,
      r.other_members, r.relation_elsewhere, r.party_group, r.instructor, r.not_built_reason, r.next_change
    from json_populate_recordset(null::trefoil.standing, rows) r
    returning organization_id, place_id
  ), stood as (
    select distinct organization_id, place_id from made
  ), written as (
    select w as id from trefoil.organizations_written((select array_agg(distinct organization_id) from stood)) w
  )
  select bool_or(s.organization_id not in (select id from written)),
         bool_or(not exists (select from trefoil.organization_fact f
                             where f.organization_id = s.organization_id and coalesce(f.place_id, 0) = s.place_id))
  into outside, nowhere from stood s;
  if outside then
    raise exception 'A standing outside the scope.' using errcode = '42501';
  elsif nowhere then
    raise exception 'A standing of a place that no fact names.' using errcode = '42501';
  end if;
end $$;

-- Names on record before there were keys: read and filled in by the operator at the start of the server, some at a time.
create function trefoil.names_without_keys(most integer)
  returns table (organization_id integer, scope integer, code text, name text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select distinct o.id, o.scope, o.code, f.name
  from trefoil.organization_fact f join trefoil.organization o on o.id = f.organization_id
  where (select trefoil.writes_all()) and not exists (
    select from trefoil.organization_name n where n.organization_id = f.organization_id and n.name = f.name)
  order by o.id limit most
$$;

create function trefoil.put_sort_keys(rows json) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  update trefoil.standing s set sort_key = r.sort_key
  from json_to_recordset(rows) as r(organization_id integer, name text, sort_key text)
  where (select trefoil.writes_all()) and s.organization_id = r.organization_id and s.name = r.name and s.sort_key = ''
$$;

-- A list that somebody keeps: its filters, sorting and columns under a name. One's own; taken out of use, never deleted.
create table trefoil.saved_view (
  id uuid primary key,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  page text not null check (page in ('register')),
  name text not null check (length(name) between 1 and 60),
  search jsonb not null,
  columns text[],
  saved_at timestamptz not null default now(),
  withdrawn_at timestamptz
);
create unique index saved_view_name on trefoil.saved_view (account_id, page, name) where withdrawn_at is null;

-- How somebody wants a list to look, on whichever device.
create table trefoil.list_layout (
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  page text not null check (page in ('register')),
  columns text[] not null,
  density text not null check (density in ('roomy', 'dense')),
  primary key (account_id, page)
);

call trefoil.seal_table('saved_view');
call trefoil.seal_table('list_layout');

create policy saved_view_seen on trefoil.saved_view for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy saved_view_made on trefoil.saved_view for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()));
create policy saved_view_changed on trefoil.saved_view for update to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy list_layout_seen on trefoil.list_layout for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy list_layout_made on trefoil.list_layout for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()));
create policy list_layout_changed on trefoil.list_layout for update to trefoil_app
  using (account_id = (select trefoil.actor_id()));
grant select, insert, update (name, search, columns, saved_at, withdrawn_at) on trefoil.saved_view to trefoil_app;
grant select, insert, update (columns, density) on trefoil.list_layout to trefoil_app;

revoke execute on function trefoil.names_without_keys(integer), trefoil.put_sort_keys(json) from public;
grant execute on function trefoil.names_without_keys(integer), trefoil.put_sort_keys(json) to trefoil_app;
