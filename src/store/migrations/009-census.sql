-- Censuses. A campaign asks a question set of the organizations that stood on a day; who is expected is frozen when it
-- opens. Each expected organization has one row here and one case; what it answers is kept version by version.

create table trefoil.campaign (
  id uuid primary key,
  account_id integer not null references trefoil.account,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  -- A census, or the annual reports of a year.
  purpose text not null default 'census' check (purpose in ('census', 'annualReport')),
  year integer check (year between 1990 and 2100),
  title text not null check (length(title) between 1 and 120),
  question_set text not null,
  set_version integer not null,
  -- The form as it was asked, from the opening on: a later edition of the set changes nothing of it.
  questions jsonb,
  cut_off date not null,
  due_on date not null,
  closes_on date not null check (closes_on >= due_on),
  -- Places (and all below), lines and kinds that are asked; empty is all.
  places text[] not null,
  lines text[] not null,
  kinds text[] not null,
  state text not null check (state in ('draft', 'open', 'closed', 'frozen')),
  policy text,
  -- The desk that runs it, and the scopes and places of those who were expected: who sees one of them, sees it.
  office_scope integer not null,
  office_name text not null,
  reach integer[] not null default '{}',
  reach_places integer[] not null default '{}',
  expected integer,
  opened_at timestamptz,
  closed_at timestamptz,
  -- The instant as of which "the census knew".
  frozen_at timestamptz,
  freeze_reason text,
  check ((purpose = 'annualReport') = (year is not null)),
  check ((state = 'draft') = (opened_at is null)),
  check ((state = 'frozen') = (frozen_at is not null))
);

create unique index campaign_year on trefoil.campaign (office_scope, year) where purpose = 'annualReport' and state <> 'draft';

-- What was expected of one organization. Code, name, place, line and kind are those of the opening; the desk follows the
-- case. The state is the case's, copied by the trigger below so that a count needs no join.
create table trefoil.census_return (
  case_id uuid primary key references trefoil.case_file,
  campaign_id uuid not null references trefoil.campaign,
  organization_id integer not null references trefoil.organization,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  district_id integer references trefoil.place,
  township_id integer references trefoil.place,
  line text check (line in ('civil', 'industry', 'community')),
  kind text not null,
  code text not null,
  name text not null,
  body_key text,
  body_name text not null,
  desk integer not null,
  state text not null default 'notStarted',
  due_on date,
  -- The day by which it comes in on time: the campaign's, or that of an extension.
  answer_due_on date not null,
  started_at timestamptz,
  first_submitted_on date,
  is_late boolean,
  is_unchanged boolean,
  answers jsonb not null default '{}',
  notes jsonb not null default '{}',
  version integer not null default 0,
  reminded_at timestamptz,
  unique (campaign_id, organization_id)
);
create index census_return_organization on trefoil.census_return (organization_id);
create index census_return_desk on trefoil.census_return (campaign_id, desk);

-- Every save and every submission, with who and when: what changed, and of a submission all that it says.
create table trefoil.census_answer (
  case_id uuid not null references trefoil.census_return,
  version integer not null check (version > 0),
  act text not null check (act in ('save', 'submit')),
  changed jsonb not null,
  notes jsonb not null default '{}',
  answers jsonb,
  hash text,
  account_id integer not null references trefoil.account,
  actor_zh text not null,
  actor_en text not null,
  at timestamptz not null default now(),
  primary key (case_id, version),
  check ((act = 'submit') = (answers is not null and hash is not null))
);
create trigger census_answer_stays before update or delete on trefoil.census_answer
  for each row execute function trefoil.audit_stays();
create trigger census_answer_stays_whole before truncate on trefoil.census_answer
  for each statement execute function trefoil.audit_stays();

-- What a body reports up the line when its returns are in.
create table trefoil.census_report (
  case_id uuid primary key references trefoil.case_file,
  campaign_id uuid not null references trefoil.campaign,
  body_key text,
  body_name text not null,
  desk integer not null,
  unique (campaign_id, desk)
);

call trefoil.seal_table('campaign');
call trefoil.seal_table('census_return');
call trefoil.seal_table('census_answer');
call trefoil.seal_table('census_report');

create policy census_return_seen on trefoil.census_return for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[])
    or desk / 64 = any((select trefoil.my_places())::integer[])
    or desk = any((select trefoil.my_scopes())::integer[]));
create policy census_return_made on trefoil.census_return for insert to trefoil_app
  with check ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[]));
create policy census_return_moved on trefoil.census_return for update to trefoil_app
  using ((select trefoil.may_take_part()) and ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[])
    or desk / 64 = any((select trefoil.my_written_places())::integer[])
    or desk = any((select trefoil.my_written_scopes())::integer[])));

create policy campaign_seen on trefoil.campaign for select to trefoil_app
  using ((select trefoil.sees_all()) or account_id = (select trefoil.actor_id())
    or (state <> 'draft' and (reach_places && (select trefoil.my_places())::integer[]
      or reach && (select trefoil.my_scopes())::integer[]
      or id in (select r.campaign_id from trefoil.census_return r
                where r.organization_id = any((select trefoil.my_organizations())::integer[])))));
create policy campaign_made on trefoil.campaign for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));
create policy campaign_moved on trefoil.campaign for update to trefoil_app
  using ((select trefoil.writes_all())
    or office_scope / 64 = any((select trefoil.my_written_places())::integer[])
    or office_scope = any((select trefoil.my_written_scopes())::integer[]));

create policy census_answer_seen on trefoil.census_answer for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.census_return r where r.case_id = census_answer.case_id));
create policy census_answer_made on trefoil.census_answer for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_take_part())
    and exists (select from trefoil.census_return r where r.case_id = census_answer.case_id));

create policy census_report_seen on trefoil.census_report for select to trefoil_app
  using ((select trefoil.sees_all())
    or desk / 64 = any((select trefoil.my_places())::integer[])
    or desk = any((select trefoil.my_scopes())::integer[]));
create policy census_report_made on trefoil.census_report for insert to trefoil_app
  with check ((select trefoil.writes_all()) or (select trefoil.may_write()));

grant select, insert, update on trefoil.campaign to trefoil_app;
grant select, insert on trefoil.census_return to trefoil_app;
grant update (started_at, first_submitted_on, is_late, is_unchanged, answers, notes, version, reminded_at)
  on trefoil.census_return to trefoil_app;
grant select, insert on trefoil.census_answer to trefoil_app;
grant select, insert on trefoil.census_report to trefoil_app;

-- A return stands where its case stands, whoever moved it: state, clock and the desk of the body.
create function trefoil.census_return_follows() returns trigger language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  update trefoil.census_return r
  set state = new.state, due_on = new.due_on,
      answer_due_on = case when r.first_submitted_on is null and new.state in ('notStarted', 'inProgress')
        then coalesce(new.due_on, r.answer_due_on) else r.answer_due_on end,
      desk = coalesce((new.parties -> 'body' ->> 'scope')::integer, r.desk)
  where r.case_id = new.id;
  return null;
end $$;
create trigger census_return_follows after update of state, due_on, parties on trefoil.case_file
  for each row when (new.kind = 'censusReturn') execute function trefoil.census_return_follows();

-- A campaign is held while something in it is decided, so that a freeze waits for it and it for a freeze.
create function trefoil.hold_campaign(wanted uuid) returns text language sql security definer
  set search_path = trefoil, pg_temp as $$
  select c.state from trefoil.campaign c where c.id = wanted and trefoil.actor_id() is not null for share
$$;

-- organization_desk for many at once.
create function trefoil.organization_desks(ids integer[])
  returns table (organization_id integer, scope integer, name text, key text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  with root as materialized (
    select coalesce((select p.id from trefoil.place p order by p.hi - p.lo desc, p.id limit 1), 0) as id
  ), bodies as materialized (
    select f.body_id, coalesce(f.place_id, root.id) * 64 + f.line_no as scope, f.name, b.key, f.line, f.place_id
    from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()
    cross join root
  ), asked as (
    select o.id, o.scope_place from trefoil.organization o where o.id = any(ids)
  ), held as materialized (
    select a.id, d.scope, d.name, d.key from asked a
    join trefoil.responsibility r on r.organization_id = a.id and upper_inf(r.known) and r.valid @> trefoil.today()
    join bodies d on d.body_id = r.body_id
  ), owners as materialized (
    select distinct on (home.id) home.id as place, d.scope, d.name, d.key
    from trefoil.place home join trefoil.place above on home.lo between above.lo and above.hi
    join bodies d on d.place_id = above.id and d.line = 'civil'
    where home.id in (select a.scope_place from asked a where a.id not in (select h.id from held h))
    order by home.id, above.hi - above.lo, d.key
  )
  select h.id, h.scope, h.name, h.key from held h
  union all
  select a.id, coalesce(w.scope, root.id * 64 + 1), coalesce(w.name, '—'), w.key
  from asked a cross join root left join owners w on w.place = a.scope_place
  where a.id not in (select h.id from held h)
$$;

-- After a census was sent out, the planner's picture of its tables is taken anew.
create function trefoil.refresh_census() returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if trefoil.may_write() then
    analyze trefoil.case_file, trefoil.case_action, trefoil.census_return;
  end if;
end $$;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.refresh_census(), trefoil.hold_campaign(uuid), trefoil.organization_desks(integer[]) to trefoil_app;
