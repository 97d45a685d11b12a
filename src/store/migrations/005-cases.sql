-- Cases: a process is its append-only list of actions. What is stored beside the list (state, queue, due day) is what the
-- pure functions of domain/case.ts give for it; the constraint says what must never fail: an open case waits in exactly
-- one queue, a closed one in none.

-- A table of the schema: row security forced, and a policy for the owner, whose functions work through it.
create procedure trefoil.seal_table(name text) language plpgsql as $$
begin
  execute format('alter table trefoil.%I enable row level security', name);
  execute format('alter table trefoil.%I force row level security', name);
  execute format('create policy %I on trefoil.%I to %I using (true) with check (true)', name || '_owner', name, current_user);
end $$;
revoke all on procedure trefoil.seal_table(text) from public;

-- Where a batch of facts comes from: a file, a page's single entry, a case, a census. All can be taken back whole.
alter table trefoil.batch add column origin text not null default 'import'
  check (origin in ('import', 'entry', 'case', 'census'));
alter table trefoil.batch add column title text;

-- The desks of the actor: scopes (place * 64 + line) at which a queue is waited for. A grant serves the bodies that have
-- their seat at its own place, not those below it: these are seen and may be acted for, but they are others' work.
create function trefoil.my_desks() returns integer[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  with mine as (
    select g.place_id, g.lines from trefoil.my_writing_grants() g
  ), roots as (
    -- In preorder a tree begins where all before it has ended: one look over the places, and only for whoever needs it.
    select id from (
      select id, lo, max(hi) over (order by lo rows between unbounded preceding and 1 preceding) as before
      from trefoil.place where hi >= lo and exists (select from mine where place_id is null)
    ) numbered where before is null or lo > before
  ), seats as (
    select place_id, lines from mine where place_id is not null
    union all
    select roots.id, mine.lines from mine cross join roots where mine.place_id is null
  )
  select coalesce(array_agg(distinct place_id * 64 + line), '{}')
  from seats cross join lateral unnest(coalesce(lines, (select array_agg(n::smallint) from generate_series(0, 63) n))) as line
$$;

create function trefoil.may_take_part() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.my_grants() g where g.role in ('operator', 'officer', 'organization'))
$$;

create table trefoil.case_file (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z][A-Za-z]{2,39}$'),
  organization_id integer references trefoil.organization,
  -- What the case is about in words that its parties may all read: names, codes, days, counts. Never a person.
  subject jsonb not null,
  -- Role in the case -> {"scope": n, "name": text} or {"organizationId": n, "name": text}.
  parties jsonb not null,
  scopes integer[] not null,
  places integer[] not null,
  opened_on date not null,
  opened_at timestamptz not null default now(),
  state text not null,
  version integer not null check (version > 0),
  queue_scope integer,
  queue_organization integer references trefoil.organization,
  waiting_since date not null,
  due_on date,
  closed_on date,
  check (num_nonnulls(queue_scope, queue_organization) = case when closed_on is null then 1 else 0 end)
);
create index case_file_queue on trefoil.case_file (queue_scope, due_on) where closed_on is null;
create index case_file_queue_organization on trefoil.case_file (queue_organization) where closed_on is null;
create index case_file_organization on trefoil.case_file (organization_id, kind);
create index case_file_places on trefoil.case_file using gin (places);
create index case_file_scopes on trefoil.case_file using gin (scopes);

create table trefoil.case_action (
  case_id uuid not null references trefoil.case_file,
  seq integer not null check (seq > 0),
  action text not null,
  -- The role in the case for which it was done, and the actor's roles at that time.
  party text not null,
  account_id integer not null references trefoil.account,
  roles text[] not null,
  actor_zh text not null,
  actor_en text not null,
  on_day date not null,
  at timestamptz not null default now(),
  form jsonb not null default '{}',
  primary key (case_id, seq)
);
create trigger case_action_stays before update or delete on trefoil.case_action
  for each row execute function trefoil.audit_stays();
create trigger case_action_stays_whole before truncate on trefoil.case_action
  for each statement execute function trefoil.audit_stays();

-- Days on which the calendar of the holiday library is overruled: a day of rest, or a day of work.
create table trefoil.calendar_day (
  day date primary key,
  works boolean not null,
  source text not null,
  set_by integer not null references trefoil.account default trefoil.actor_id()
);

-- Papers: minutes, decisions, replies. Small files, kept with the facts and backed up with them.
create table trefoil.document (
  id uuid primary key,
  -- Whose: an organization, or a case, or a meeting by its id.
  subject_kind text not null check (subject_kind in ('organization', 'case', 'conference')),
  subject_id text not null,
  scopes integer[] not null,
  places integer[] not null,
  organization_id integer references trefoil.organization,
  name text not null check (length(name) between 1 and 150),
  media_type text not null,
  bytes bytea not null check (octet_length(bytes) <= 20971520),
  sha256 text not null,
  account_id integer not null references trefoil.account,
  at timestamptz not null default now(),
  withdrawn_at timestamptz
);
create index document_subject on trefoil.document (subject_kind, subject_id);

call trefoil.seal_table('case_file');
call trefoil.seal_table('case_action');
call trefoil.seal_table('calendar_day');
call trefoil.seal_table('document');

-- A case is seen by whoever sees the scope of one of its parties, and by the organization that it is about.
create policy case_file_seen on trefoil.case_file for select to trefoil_app
  using ((select trefoil.sees_all())
    or places && (select trefoil.my_places())::integer[]
    or scopes && (select trefoil.my_scopes())::integer[]
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy case_file_made on trefoil.case_file for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and ((select trefoil.writes_all())
    or places && (select trefoil.my_written_places())::integer[]
    or scopes && (select trefoil.my_written_scopes())::integer[]
    or organization_id = any((select trefoil.my_organizations())::integer[])));
create policy case_file_moved on trefoil.case_file for update to trefoil_app
  using ((select trefoil.may_take_part()) and ((select trefoil.writes_all())
    or places && (select trefoil.my_written_places())::integer[]
    or scopes && (select trefoil.my_written_scopes())::integer[]
    or organization_id = any((select trefoil.my_organizations())::integer[])));
-- Asked of the one case that an action is of: a list of all cases that are seen would be made for each statement.
create policy case_action_seen on trefoil.case_action for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.case_file c where c.id = case_action.case_id));
create policy case_action_made on trefoil.case_action for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and account_id = (select trefoil.actor_id())
    and exists (select from trefoil.case_file c where c.id = case_action.case_id));
create policy calendar_day_seen on trefoil.calendar_day for select to trefoil_app
  using ((select trefoil.actor_id()) is not null);
create policy calendar_day_made on trefoil.calendar_day for insert to trefoil_app
  with check ((select trefoil.writes_all()));
create policy calendar_day_changed on trefoil.calendar_day for update to trefoil_app
  using ((select trefoil.writes_all()));
create policy document_seen on trefoil.document for select to trefoil_app
  using ((select trefoil.sees_all())
    or places && (select trefoil.my_places())::integer[]
    or scopes && (select trefoil.my_scopes())::integer[]
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy document_made on trefoil.document for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_take_part())
    and ((select trefoil.writes_all())
      or places && (select trefoil.my_written_places())::integer[]
      or scopes && (select trefoil.my_written_scopes())::integer[]
      or organization_id = any((select trefoil.my_organizations())::integer[])));
create policy document_withdrawn on trefoil.document for update to trefoil_app
  using (account_id = (select trefoil.actor_id()) or (select trefoil.writes_all()));

grant select, insert on trefoil.case_file to trefoil_app;
grant update (subject, parties, scopes, places, state, version, queue_scope, queue_organization, waiting_since, due_on, closed_on)
  on trefoil.case_file to trefoil_app;
grant select, insert on trefoil.case_action to trefoil_app;
grant select, insert, update (works, source, set_by) on trefoil.calendar_day to trefoil_app;
grant select, insert, update (withdrawn_at) on trefoil.document to trefoil_app;

-- The desk of a body: where its seat is, in its line.
create function trefoil.body_desk(body integer) returns table (scope integer, name text, key text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select coalesce(f.place_id, (select p.id from trefoil.place p order by p.hi - p.lo desc, p.id limit 1), 0) * 64 + f.line_no,
         f.name, b.key
  from trefoil.body b join trefoil.body_fact f on f.body_id = b.id and upper_inf(f.known) and f.valid @> trefoil.today()
  where b.id = body
$$;

-- Who answers for an organization today: the desk of its responsible body or, where there is none, the civil-affairs
-- body nearest above its place, who owns the gap. The place above all answers where nobody else is on record.
create function trefoil.organization_desk(organization integer)
  returns table (scope integer, name text, key text, is_gap boolean) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  with held as (
    select d.scope, d.name, d.key, false as is_gap, 0 as rank from trefoil.responsibility r
    cross join lateral trefoil.body_desk(r.body_id) d
    where r.organization_id = organization and upper_inf(r.known) and r.valid @> trefoil.today() and r.body_id is not null
  ), owners as (
    select f.place_id * 64 + f.line_no as scope, f.name, b.key, true as is_gap, 1 + above.hi - above.lo as rank
    from trefoil.organization o
    join trefoil.place home on home.id = o.scope_place
    join trefoil.place above on home.lo between above.lo and above.hi
    join trefoil.body_fact f on f.place_id = above.id and f.line = 'civil' and upper_inf(f.known) and f.valid @> trefoil.today()
    join trefoil.body b on b.id = f.body_id
    where o.id = organization
  ), last as (
    select coalesce((select p.id from trefoil.place p order by p.hi - p.lo desc, p.id limit 1), 0) * 64 + 1 as scope,
           '—' as name, null::text as key, true as is_gap, 2147483647 as rank
  )
  select scope, name, key, is_gap
  from (select * from held union all select * from owners union all select * from last) d order by rank, key limit 1
$$;

-- Open cases about an organization go with it to the desk that answers for it now: a party that "follows" is put anew.
create function trefoil.refollow_cases(ids integer[]) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  with followed as (
    select c.id, c.organization_id, party.key as party, d.scope, d.name, d.key as body
    from trefoil.case_file c cross join lateral jsonb_each(c.parties) party
    cross join lateral trefoil.organization_desk(c.organization_id) d
    where c.closed_on is null and (party.value ->> 'follows')::boolean
      and c.organization_id in (select trefoil.organizations_written(ids))
      and (party.value ->> 'scope')::integer is distinct from d.scope
  ), put as (
    select c.id, f.scope as fresh, (c.parties -> f.party ->> 'scope')::integer as old,
           c.parties || jsonb_build_object(f.party, (c.parties -> f.party)
             || jsonb_build_object('scope', f.scope, 'name', f.name, 'body', f.body)) as parties
    from followed f join trefoil.case_file c on c.id = f.id
  )
  update trefoil.case_file c set parties = p.parties,
    scopes = array_append(array_remove(array_remove(c.scopes, p.old), p.fresh), p.fresh),
    places = array_append(array_remove(c.places, p.fresh / 64), p.fresh / 64),
    queue_scope = case when c.queue_scope = p.old then p.fresh else c.queue_scope end
  from put p where p.id = c.id
$$;

-- Whether the actor may act where a queue waits: at the desk itself, or above it.
create function trefoil.serves_queue(scope integer, organization integer) returns boolean language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select case when organization is not null then organization = any(trefoil.my_organizations())
    else trefoil.writes_all() or scope / 64 = any(trefoil.my_written_places()) or scope = any(trefoil.my_written_scopes()) end
$$;

grant usage on schema trefoil to trefoil_app;
revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.my_desks(), trefoil.may_take_part(), trefoil.serves_queue(integer, integer),
  trefoil.body_desk(integer), trefoil.organization_desk(integer), trefoil.refollow_cases(integer[]) to trefoil_app;
