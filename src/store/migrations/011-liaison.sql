-- Liaison: the named contact of an organization, the officers of the bodies, who looks after which organization on which
-- day, and what was found on a visit. Names and telephone numbers are persons' data: they lie in these rows alone, seen by
-- who sees the body or the organization; what is audited are ids and counts.

-- One thing that was done to assignments, for as long as it can be taken back.
create table trefoil.liaison_act (
  id uuid primary key,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  kind text not null check (kind in ('assign', 'absence', 'return', 'handover', 'leave')),
  at timestamptz not null default now(),
  undone_at timestamptz
);

-- An officer belongs to a body. scope is the desk of that body (place * 64 + line).
create table trefoil.liaison_officer (
  id integer generated always as identity primary key,
  body_id integer not null references trefoil.body,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  -- The officer's own account, where she works in the system herself.
  account_id integer references trefoil.account,
  unique (id, scope)
);
create index liaison_officer_body on trefoil.liaison_officer (body_id);

-- What is on record of an officer: one row at any instant. valid are the days on which she works as an officer.
create table trefoil.liaison_officer_fact (
  id bigint generated always as identity primary key,
  officer_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  version integer not null check (version > 0),
  made_by uuid references trefoil.liaison_act,
  closed_by uuid references trefoil.liaison_act,
  name text not null check (length(name) between 1 and 60),
  phone text check (length(phone) between 3 and 40),
  desk text check (length(desk) <= 60),
  -- Why she looks after more organizations than the pack allows; the level above reads it.
  over_note text check (length(over_note) <= 400),
  over_noted_on date,
  foreign key (officer_id, scope) references trefoil.liaison_officer (id, scope) on update cascade,
  exclude using gist (officer_id with =, known with &&)
);
create index liaison_officer_fact_made on trefoil.liaison_officer_fact (made_by) where made_by is not null;

-- Days on which an officer is away. Why is nobody's business here and is not asked.
create table trefoil.liaison_absence (
  id bigint generated always as identity primary key,
  officer_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  made_by uuid references trefoil.liaison_act,
  closed_by uuid references trefoil.liaison_act,
  foreign key (officer_id, scope) references trefoil.liaison_officer (id, scope) on update cascade,
  exclude using gist (officer_id with =, valid with &&, known with &&)
);

-- Who looks after an organization: one primary officer on a day, others assist. While an officer is away her
-- organizations are another's, who stands in for her: so the constraint also speaks for absences.
create table trefoil.liaison_assignment (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  officer_id integer not null references trefoil.liaison_officer,
  role text not null check (role in ('primary', 'assistant')),
  stands_in_for integer references trefoil.liaison_officer check (stands_in_for <> officer_id),
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  made_by uuid not null references trefoil.liaison_act,
  closed_by uuid references trefoil.liaison_act,
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, valid with &&, known with &&) where (role = 'primary'),
  exclude using gist (organization_id with =, officer_id with =, valid with &&, known with &&) where (role = 'assistant')
);
create index liaison_assignment_organization on trefoil.liaison_assignment (organization_id);
create index liaison_assignment_officer on trefoil.liaison_assignment (officer_id);
create index liaison_assignment_made on trefoil.liaison_assignment (made_by);
create index liaison_assignment_closed on trefoil.liaison_assignment (closed_by) where closed_by is not null;

-- The organization's own contact: named by itself or by its body.
create table trefoil.liaison_contact (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  version integer not null check (version > 0),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  name text not null check (length(name) between 1 and 60),
  post text check (length(post) <= 60),
  phone text check (length(phone) between 3 and 40),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, valid with &&, known with &&)
);

-- A contact that was made: corrected by a new version, withdrawn where it was logged by mistake, never deleted.
create table trefoil.liaison_visit (
  id bigint generated always as identity primary key,
  visit_id uuid not null,
  version integer not null check (version > 0),
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  officer_id integer not null references trefoil.liaison_officer,
  on_day date not null,
  kind text not null check (kind in ('visit', 'call', 'message', 'meeting')),
  findings text[] not null default '{}',
  note text check (length(note) <= 1000),
  withdrawn boolean not null default false,
  why text check (length(why) <= 400),
  follow_up uuid references trefoil.case_file,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  known tstzrange not null default tstzrange(now(), null),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  unique (visit_id, version),
  exclude using gist (visit_id with =, known with &&)
);
create index liaison_visit_organization on trefoil.liaison_visit (organization_id, on_day);
create index liaison_visit_officer on trefoil.liaison_visit (officer_id, on_day);

-- The officers who look after an organization that the actor sees, and the actor's own entry: their names are no secret
-- from those whom they serve.
create function trefoil.my_liaison_officers() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select case when (select trefoil.sees_all()) then '{}'::integer[] else coalesce((
    select array_agg(distinct found.id) from (
      select a.officer_id as id from trefoil.liaison_assignment a
      where a.scope_place = any((select trefoil.my_places())::integer[])
        or a.scope = any((select trefoil.my_scopes())::integer[])
        or a.organization_id = any((select trefoil.my_organizations())::integer[])
      union all
      select o.id from trefoil.liaison_officer o where o.account_id = (select trefoil.actor_id())) found), '{}') end
$$;

-- The officers whom the actor may name in an assignment or a visit: of bodies that she writes for, and those who look
-- after her organizations already.
create function trefoil.my_named_officers() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select trefoil.my_liaison_officers() || coalesce((
    select array_agg(o.id) from trefoil.liaison_officer o
    where not (select trefoil.writes_all()) and (o.scope_place = any((select trefoil.my_written_places())::integer[])
      or o.scope = any((select trefoil.my_written_scopes())::integer[]))), '{}')
$$;

-- How many organizations an officer would still look after from a day on that the actor does not see: whoever ends her
-- work is told the number and nothing else.
create function trefoil.liaison_beyond(officer integer, day date) returns integer language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select count(distinct a.organization_id)::integer from trefoil.liaison_assignment a
  join trefoil.liaison_officer o on o.id = a.officer_id
  where a.officer_id = officer and a.role = 'primary' and upper_inf(a.known)
    and (upper(a.valid) is null or upper(a.valid) > day)
    and not (trefoil.sees_all() or a.scope_place = any(trefoil.my_places()) or a.scope = any(trefoil.my_scopes()))
    and (trefoil.writes_all() or o.scope_place = any(trefoil.my_written_places())
         or o.scope = any(trefoil.my_written_scopes()))
$$;

-- The logins of officers of the desks that the actor serves: a list may name an officer by her login.
create function trefoil.liaison_logins() returns table (officer_id integer, login text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select o.id, a.login from trefoil.liaison_officer o join trefoil.account a on a.id = o.account_id
  where trefoil.serves_queue(o.scope, null)
$$;

-- Whether an act was taken back, whoever did it: a change that was taken back is none.
create function trefoil.is_liaison_act_undone(act uuid) returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.liaison_act a where a.id = act and a.undone_at is not null)
$$;

create function trefoil.refresh_liaison_statistics() returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if trefoil.may_write() then
    analyze trefoil.liaison_officer, trefoil.liaison_officer_fact, trefoil.liaison_assignment, trefoil.liaison_visit;
  end if;
end $$;

call trefoil.seal_table('liaison_act');
call trefoil.seal_table('liaison_officer');
call trefoil.seal_table('liaison_officer_fact');
call trefoil.seal_table('liaison_absence');
call trefoil.seal_table('liaison_assignment');
call trefoil.seal_table('liaison_contact');
call trefoil.seal_table('liaison_visit');

create policy liaison_act_seen on trefoil.liaison_act for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy liaison_act_made on trefoil.liaison_act for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));
create policy liaison_act_undone on trefoil.liaison_act for update to trefoil_app
  using (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));

do $$
declare
  name text;
  seen text := '(select trefoil.sees_all())'
    || ' or scope_place = any((select trefoil.my_places())::integer[])'
    || ' or scope = any((select trefoil.my_scopes())::integer[])';
  written text := '((select trefoil.writes_all())'
    || ' or scope_place = any((select trefoil.my_written_places())::integer[])'
    || ' or scope = any((select trefoil.my_written_scopes())::integer[]))';
  named text := ' and ((select trefoil.writes_all()) or officer_id = any((select trefoil.my_named_officers())::integer[]))';
  own text := ' or organization_id = any((select trefoil.my_organizations())::integer[])';
  served text;
  checked text;
begin
  foreach name in array array['liaison_officer', 'liaison_officer_fact', 'liaison_absence'] loop
    served := format(' or %s = any((select trefoil.my_liaison_officers())::integer[])',
      case name when 'liaison_officer' then 'id' else 'officer_id' end);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using (%s)', name || '_seen', name, seen || served);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check (%s)', name || '_made', name, written);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using (%s) with check (%s)', name || '_changed', name, written, written);
  end loop;
  foreach name in array array['liaison_assignment', 'liaison_visit'] loop
    execute format('create policy %I on trefoil.%I for select to trefoil_app using (%s)', name || '_seen', name, seen || own);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check (%s)', name || '_made', name, written || named);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using (%s) with check (%s)', name || '_changed', name, written, written);
  end loop;
  -- The organization names its contact itself, or its body does.
  checked := '(select trefoil.may_take_part()) and (' || written || own || ')';
  execute format('create policy liaison_contact_seen on trefoil.liaison_contact for select to trefoil_app using (%s)', seen || own);
  execute format('create policy liaison_contact_made on trefoil.liaison_contact for insert to trefoil_app with check (%s)', checked);
  execute format('create policy liaison_contact_changed on trefoil.liaison_contact for update to trefoil_app using (%s) with check (%s)', checked, checked);
end $$;

grant select, insert, update (undone_at) on trefoil.liaison_act to trefoil_app;
grant select, insert, update (scope, account_id) on trefoil.liaison_officer to trefoil_app;
grant select, insert, update (known, closed_by) on trefoil.liaison_officer_fact to trefoil_app;
grant select, insert, update (known, closed_by) on trefoil.liaison_absence to trefoil_app;
grant select, insert, update (known, closed_by) on trefoil.liaison_assignment to trefoil_app;
grant select, insert, update (known) on trefoil.liaison_contact to trefoil_app;
grant select, insert, update (known) on trefoil.liaison_visit to trefoil_app;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.my_liaison_officers(), trefoil.my_named_officers(), trefoil.liaison_logins(),
  trefoil.liaison_beyond(integer, date), trefoil.is_liaison_act_undone(uuid), trefoil.refresh_liaison_statistics() to trefoil_app;
