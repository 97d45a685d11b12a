-- Every name ever put on record of an organization, with the keys by which a reader finds it: the name as it is compared;
-- its initials, the code and the pinyin as it is typed; the pinyin syllable by syllable. Each is short, because a search
-- looks through one of them for all names. Written by the import and never changed: whether a name holds on a day, or
-- holds at all, is the facts' to say.
create table trefoil.organization_name (
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  written text collate "C" not null,
  short text collate "C" not null,
  pinyin text collate "C" not null,
  name text not null,
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
create index standing_named on trefoil.standing (policy, sort_key, code) where upper_inf(known);
create index standing_now on trefoil.standing (organization_id) where upper_inf(known);
-- What is on record for a day, the last spans side by side: counts and lists read this index alone. It holds what row
-- security asks for, what lists show first, sort by and filter by most.
create index standing_listed on trefoil.standing (policy, ends, begins) include (organization_id, scope, scope_place, id,
  place_id, full_members, registered_on, code, name, sort_key, kind, status, standing, line, body_id, grade, staff)
  where upper_inf(known);

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
