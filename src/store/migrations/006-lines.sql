-- The three lines: what a body answers for, who took over from whom, hand-overs that take effect when the receiver
-- accepts, coordinating bodies, and the joint conference that decides what is disputed.

-- A code that was retired says who took over, where that is known.
alter table trefoil.place_fact add column successor_id integer references trefoil.place check (successor_id <> place_id);
alter table trefoil.body_fact add column successor_id integer references trefoil.body check (successor_id <> body_id);
-- Which industries an industry committee answers for, and which supervising units it stands beside; lists with ";".
alter table trefoil.body_fact add column industries text;
alter table trefoil.body_fact add column units text;

-- One open question of a kind about an organization; of claims one for each body.
create unique index case_file_one_open on trefoil.case_file (organization_id, kind)
  where closed_on is null and kind in ('assignment', 'handOver', 'dispute');
create unique index case_file_one_claim on trefoil.case_file (organization_id, (parties -> 'claimant' ->> 'body'))
  where closed_on is null and kind = 'claim';

-- Gaps are few among many standings, and counted on every page.
create index standing_gap on trefoil.standing (organization_id) where body_id is null and upper_inf(known);

-- What an officer may know of an organization of another line by its exact code, where it stands in the territory of a
-- grant that writes: the register of social organizations is public there; nothing of members is told.
create function trefoil.organization_in_territory(wanted text)
  returns table (id integer, scope integer, name text, kind text, industry text, supervising_unit text,
                 place_name text, ended_on date) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select o.id, o.scope, f.name, f.kind, f.industry, f.supervising_unit, pf.name, f.ended_on
  from trefoil.organization o
  join lateral (select * from trefoil.organization_fact f where f.organization_id = o.id and upper_inf(f.known)
                order by lower(f.valid) desc limit 1) f on true
  left join trefoil.place p on p.id = o.scope_place
  left join trefoil.place_fact pf on pf.place_id = p.id and upper_inf(pf.known) and pf.valid @> trefoil.today()
  where o.code = wanted and exists (
    select from trefoil.my_writing_grants() g left join trefoil.place home on home.id = g.place_id
    where g.place_id is null or p.lo between home.lo and home.hi)
$$;

-- Moves an organization to the line of the body that takes it over, so that its officer can write there. Only in the
-- transaction in which she herself has accepted, serving the receiver's desk, what somebody has offered who might write
-- the organization on the day of the offer.
create function trefoil.take_over(taken uuid) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  file trefoil.case_file;
  way record;
  taker jsonb;
  stands trefoil.organization;
begin
  select * into file from trefoil.case_file c where c.id = taken;
  select * into way from (values ('handOver', 'receiver', 'accept', 'offer'), ('claim', 'claimant', 'take', 'yield'),
    ('registration', 'body', 'takePapers', 'passPapers')) as w(kind, taker, takes, gives) where w.kind = file.kind;
  select * into stands from trefoil.organization o where o.id = file.organization_id;
  taker := file.parties -> way.taker;
  if stands.id is null or taker is null
    or not exists (
      select from trefoil.case_action a where a.case_id = taken and a.seq = file.version
        and a.xmin = pg_current_xact_id()::xid and a.account_id = trefoil.actor_id() and a.action = way.takes)
    or not trefoil.serves_queue((taker ->> 'scope')::integer, null)
    or not exists (
      select from trefoil.case_action a join trefoil.grant_of g on g.account_id = a.account_id
        and g.valid @> a.on_day and g.role in ('operator', 'officer')
      left join trefoil.place home on home.id = g.place_id left join trefoil.place p on p.id = stands.scope_place
      where a.case_id = taken and a.action = way.gives
        and (g.place_id is null or p.lo between home.lo and home.hi)
        and (g.lines is null or (stands.scope % 64)::smallint = any(g.lines)))
  then
    raise exception 'Nothing was handed over here.' using errcode = '42501';
  end if;
  update trefoil.organization o set scope = o.scope_place * 64 + f.line_no
  from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()
  where o.id = stands.id and b.key = taker ->> 'body';
end $$;

-- Open questions about who answers for an organization go with it: whoever writes it now may close them.
create function trefoil.show_questions(ids integer[]) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  update trefoil.case_file c set scopes = array_append(array_remove(c.scopes, o.scope), o.scope),
    places = array_append(array_remove(c.places, o.scope_place), o.scope_place)
  from trefoil.organization o
  where o.id = c.organization_id and c.closed_on is null and c.kind in ('assignment', 'handOver', 'claim', 'dispute')
    and not c.scopes @> array[o.scope] and o.id in (select trefoil.organizations_written(ids))
$$;

-- A body that helps beside the one responsible, from a day to a day. It answers for nothing. Where it was ended, it
-- says why, and which days had been meant before, so that the end can be taken back.
create table trefoil.coordination (
  id uuid primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  body_id integer not null references trefoil.body,
  valid daterange not null check (not isempty(valid)),
  task text not null check (length(task) <= 400),
  ended_why text check (length(ended_why) <= 400),
  before_end daterange check ((before_end is null) = (ended_why is null)),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  at timestamptz not null default now(),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, body_id with =, valid with &&)
);
call trefoil.seal_table('coordination');
create policy coordination_seen on trefoil.coordination for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy coordination_made on trefoil.coordination for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[])));
create policy coordination_ended on trefoil.coordination for update to trefoil_app
  using ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[]));
grant select, insert, update (valid, ended_why, before_end) on trefoil.coordination to trefoil_app;

-- The joint conference: who meets, when and where, and what was said. It is seen by the desk that convenes it and by
-- the parties of the questions on its agenda; each question only by its own parties.
create table trefoil.conference (
  id uuid primary key,
  day date not null,
  place text not null check (length(place) between 1 and 200),
  convenor_scope integer not null,
  convenor_name text not null,
  scopes integer[] not null,
  places integer[] not null,
  minutes text not null default '' check (length(minutes) <= 20000),
  held_on date,
  version integer not null default 1,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  at timestamptz not null default now()
);
create index conference_day on trefoil.conference (day desc, id);

-- What is on the agenda (a question), and what was given to somebody to do (a task); both are cases.
create table trefoil.conference_item (
  conference_id uuid not null references trefoil.conference,
  case_id uuid not null references trefoil.case_file,
  part text not null check (part in ('question', 'task')),
  at timestamptz not null default clock_timestamp(),
  primary key (conference_id, case_id)
);
create index conference_item_case on trefoil.conference_item (case_id);

call trefoil.seal_table('conference');
call trefoil.seal_table('conference_item');
create policy conference_seen on trefoil.conference for select to trefoil_app
  using ((select trefoil.sees_all())
    or places && (select trefoil.my_places())::integer[]
    or scopes && (select trefoil.my_scopes())::integer[]);
create policy conference_made on trefoil.conference for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and ((select trefoil.writes_all())
    or convenor_scope / 64 = any((select trefoil.my_written_places())::integer[])
    or convenor_scope = any((select trefoil.my_written_scopes())::integer[])));
create policy conference_kept on trefoil.conference for update to trefoil_app
  using ((select trefoil.writes_all())
    or convenor_scope / 64 = any((select trefoil.my_written_places())::integer[])
    or convenor_scope = any((select trefoil.my_written_scopes())::integer[]));
create policy conference_item_seen on trefoil.conference_item for select to trefoil_app
  using ((select trefoil.actor_id()) is not null and case_id in (select c.id from trefoil.case_file c)
    and conference_id in (select c.id from trefoil.conference c));
create policy conference_item_made on trefoil.conference_item for insert to trefoil_app
  with check ((select trefoil.may_write()) and (select trefoil.actor_id()) is not null
    and case_id in (select c.id from trefoil.case_file c)
    and conference_id in (select c.id from trefoil.conference c
      where (select trefoil.writes_all()) or c.convenor_scope / 64 = any((select trefoil.my_written_places())::integer[])
        or c.convenor_scope = any((select trefoil.my_written_scopes())::integer[])));
grant select, insert, update (day, place, minutes, held_on, version, scopes, places) on trefoil.conference to trefoil_app;
grant select, insert on trefoil.conference_item to trefoil_app;

revoke execute on function trefoil.organization_in_territory(text), trefoil.take_over(uuid), trefoil.show_questions(integer[])
  from public;
grant execute on function trefoil.organization_in_territory(text), trefoil.take_over(uuid), trefoil.show_questions(integer[])
  to trefoil_app;
