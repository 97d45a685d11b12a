-- Evaluations: the call, one evaluation for each organization under it with its case, and the experts of its panels.
-- The score and the grade of the committee stand beside what a veto leaves of them; neither is ever changed by it.

-- Who may be named to a panel: accounts, for the authorities of a place and below (null: everywhere). It gives no sight of
-- anything: an expert sees the evaluations to whose panel she was named. Rows are made by the functions below alone.
create table trefoil.expert (
  account_id integer primary key references trefoil.account,
  place_id integer references trefoil.place,
  -- What she is called on a panel, such as "accounts expert no. 2"; null is the title of the account.
  title_zh text check (length(title_zh) between 1 and 60),
  title_en text check (length(title_en) between 1 and 60),
  field_zh text not null,
  field_en text not null,
  valid daterange not null default daterange(current_date, null)
);

create table trefoil.evaluation_call (
  id uuid primary key,
  account_id integer not null references trefoil.account,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  title text not null check (length(title) between 1 and 120),
  year integer not null check (year between 1990 and 2100),
  sheet_id text not null,
  -- The sheet and the terms as they were published: a later edition or pack changes nothing of a call.
  sheet jsonb,
  terms jsonb,
  apply_by date not null,
  veto_on date not null check (veto_on >= apply_by),
  kinds text[] not null,
  state text not null check (state in ('draft', 'published', 'closed')),
  office_scope integer not null,
  office_place integer not null generated always as (office_scope / 64) stored,
  office_name text not null,
  published_on date,
  closed_on date,
  check ((state = 'draft') = (published_on is null)),
  check ((state = 'draft') = (sheet is null) and (state = 'draft') = (terms is null)),
  check ((state = 'closed') = (closed_on is not null))
);

create table trefoil.evaluation (
  case_id uuid primary key references trefoil.case_file,
  call_id uuid not null references trefoil.evaluation_call,
  organization_id integer not null references trefoil.organization,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  -- The desk of the authority.
  desk integer not null,
  code text not null,
  name text not null,
  kind text not null,
  answers jsonb not null default '{}',
  answers_version integer not null default 0,
  filed_on date,
  -- The mean of the experts, and of it the Party-building part.
  score numeric(6, 2) check (score >= 0),
  party_score numeric(6, 2) check (party_score >= 0 and party_score <= score),
  means jsonb,
  -- Why points were taken off or given, by indicator and without saying whose reason it is.
  reasons jsonb,
  -- The grade by the bands of the pack, that of the committee, and what a veto that stands does.
  grade_by_score text check (grade_by_score in ('1A', '2A', '3A', '4A', '5A')),
  panel_grade text check (panel_grade in ('1A', '2A', '3A', '4A', '5A')),
  veto text check (veto in ('capAt', 'ineligible')),
  veto_cap text check (veto_cap in ('1A', '2A', '3A', '4A', '5A')),
  -- What was announced, and for how long.
  grade text check (grade in ('1A', '2A', '3A', '4A', '5A')),
  grade_valid_to date,
  announced_on date,
  unique (call_id, organization_id),
  check ((veto is null) = (veto_cap is null)),
  check (panel_grade is null or score is not null),
  check (panel_grade is null or panel_grade <= grade_by_score),
  check (grade is null or (announced_on is not null and grade_valid_to is not null)),
  check (veto is null or grade is null or (veto = 'capAt' and grade <= veto_cap))
);
create index evaluation_organization on trefoil.evaluation (organization_id);

create table trefoil.evaluation_expert (
  case_id uuid not null references trefoil.evaluation,
  account_id integer not null references trefoil.account,
  -- The panel that scores, or that which reviews; nobody is on both.
  panel text not null check (panel in ('first', 'review')),
  title_zh text not null,
  title_en text not null,
  named_by integer not null references trefoil.account,
  declared_at timestamptz,
  served_until date,
  has_interest boolean,
  is_recused boolean not null default false,
  scores jsonb not null default '{}',
  version integer not null default 1,
  handed_in_at timestamptz,
  ballot text check (ballot in ('uphold', 'change', 'abstain')),
  ballot_reason text,
  primary key (case_id, account_id),
  check (named_by <> account_id),
  check ((declared_at is null) = (has_interest is null)),
  check (handed_in_at is null or (panel = 'first' and declared_at is not null and not is_recused)),
  check (ballot is null or (panel = 'review' and declared_at is not null and not is_recused and btrim(ballot_reason) <> ''))
);
create index evaluation_expert_account on trefoil.evaluation_expert (account_id);

call trefoil.seal_table('expert');
call trefoil.seal_table('evaluation_call');
call trefoil.seal_table('evaluation');
call trefoil.seal_table('evaluation_expert');

-- The evaluations to whose panels the actor was named and from which she does not stand back.
create function trefoil.my_panels() returns uuid[] language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(array_agg(e.case_id), '{}') from trefoil.evaluation_expert e
  where e.account_id = (select trefoil.actor_id()) and not e.is_recused
$$;

create policy expert_seen on trefoil.expert for select to trefoil_app
  using (account_id = (select trefoil.actor_id()) or (select trefoil.may_write()));

-- A published call is seen by whoever is signed in: it is public.
create policy evaluation_call_seen on trefoil.evaluation_call for select to trefoil_app
  using ((select trefoil.actor_id()) is not null and (state <> 'draft' or account_id = (select trefoil.actor_id())
    or (select trefoil.sees_all())
    or office_place = any((select trefoil.my_places())::integer[])
    or office_scope = any((select trefoil.my_scopes())::integer[])));
create policy evaluation_call_made on trefoil.evaluation_call for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and ((select trefoil.writes_all())
    or office_scope / 64 = any((select trefoil.my_written_places())::integer[])
    or office_scope = any((select trefoil.my_written_scopes())::integer[])));
create policy evaluation_call_moved on trefoil.evaluation_call for update to trefoil_app
  using ((select trefoil.writes_all())
    or office_scope / 64 = any((select trefoil.my_written_places())::integer[])
    or office_scope = any((select trefoil.my_written_scopes())::integer[]));

create policy evaluation_seen on trefoil.evaluation for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or desk / 64 = any((select trefoil.my_places())::integer[])
    or desk = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[])
    or case_id = any((select trefoil.my_panels())::uuid[]));
create policy evaluation_made on trefoil.evaluation for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and ((select trefoil.writes_all())
    or desk / 64 = any((select trefoil.my_written_places())::integer[])
    or desk = any((select trefoil.my_written_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[])));
create policy evaluation_moved on trefoil.evaluation for update to trefoil_app
  using ((select trefoil.may_take_part()) and ((select trefoil.writes_all())
    or desk / 64 = any((select trefoil.my_written_places())::integer[])
    or desk = any((select trefoil.my_written_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[])));

-- Who is on a panel is seen by the authority and by the expert herself: by no other expert, and never by the organization.
create policy evaluation_expert_seen on trefoil.evaluation_expert for select to trefoil_app
  using (account_id = (select trefoil.actor_id()) or (select trefoil.writes_all())
    or exists (select from trefoil.evaluation e where e.case_id = evaluation_expert.case_id
      and (e.desk / 64 = any((select trefoil.my_written_places())::integer[])
        or e.desk = any((select trefoil.my_written_scopes())::integer[]))));
create policy evaluation_expert_named on trefoil.evaluation_expert for insert to trefoil_app
  with check (named_by = (select trefoil.actor_id()) and ((select trefoil.writes_all())
    or exists (select from trefoil.evaluation e where e.case_id = evaluation_expert.case_id
      and (e.desk / 64 = any((select trefoil.my_written_places())::integer[])
        or e.desk = any((select trefoil.my_written_scopes())::integer[])))));
create policy evaluation_expert_moved on trefoil.evaluation_expert for update to trefoil_app
  using (account_id = (select trefoil.actor_id()));

-- Papers of an evaluation are shown to its panel too.
create policy document_of_panel on trefoil.document for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and subject_kind = 'case' and subject_id = any((select trefoil.my_panels()::text[])::text[]));

grant select on trefoil.expert to trefoil_app;
grant select, insert on trefoil.evaluation_call to trefoil_app;
grant update (version, title, year, sheet_id, sheet, terms, apply_by, veto_on, kinds, state, published_on, closed_on)
  on trefoil.evaluation_call to trefoil_app;
grant select, insert on trefoil.evaluation to trefoil_app;
grant update (answers, answers_version, filed_on, score, party_score, means, reasons, grade_by_score, panel_grade,
  veto, veto_cap, grade, grade_valid_to, announced_on) on trefoil.evaluation to trefoil_app;
grant select, insert on trefoil.evaluation_expert to trefoil_app;
grant update (declared_at, served_until, has_interest, is_recused, scores, version, handed_in_at, ballot, ballot_reason)
  on trefoil.evaluation_expert to trefoil_app;

-- What an organization answers is its own; score, grade and veto are the authority's alone, and a grade is announced only
-- of what was scored and only where the case has come that far.
create function trefoil.evaluation_holds() returns trigger language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
declare
  at_state text;
begin
  if (new.score, new.party_score, new.means, new.grade_by_score, new.panel_grade, new.veto, new.veto_cap, new.grade,
      new.grade_valid_to, new.announced_on)
    is not distinct from (old.score, old.party_score, old.means, old.grade_by_score, old.panel_grade, old.veto, old.veto_cap,
      old.grade, old.grade_valid_to, old.announced_on) then
    return new;
  end if;
  if trefoil.actor_id() is not null and not trefoil.serves_queue(new.desk, null) then
    raise exception 'Score, grade and veto are the authority''s.' using errcode = '42501';
  end if;
  if new.grade is distinct from old.grade then
    select state into at_state from case_file where id = new.case_id;
    if at_state is distinct from 'confirmed' or new.score is null then
      raise exception 'A grade is announced of a case that is confirmed.' using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
create trigger evaluation_holds before update on trefoil.evaluation for each row execute function trefoil.evaluation_holds();

-- What was handed in or voted is not changed; whoever stands back gives nothing.
create function trefoil.evaluation_expert_holds() returns trigger language plpgsql as $$
begin
  if old.handed_in_at is not null and (new.scores, new.handed_in_at) is distinct from (old.scores, old.handed_in_at) then
    raise exception 'Scores that were handed in stay as they are.' using errcode = '23514';
  elsif old.declared_at is not null
    and (new.declared_at, new.served_until, new.has_interest, new.is_recused)
      is distinct from (old.declared_at, old.served_until, old.has_interest, old.is_recused)
    and not (new.is_recused and not old.is_recused) then
    raise exception 'A declaration stays as it was made, except to stand back.' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger evaluation_expert_holds before update on trefoil.evaluation_expert
  for each row execute function trefoil.evaluation_expert_holds();

-- Experts who can be named by a desk, with the day until which each spoke for the organization (infinity: does so now).
create function trefoil.experts_for(wanted uuid)
  returns table (account_id integer, title_zh text, title_en text, field_zh text, field_en text, served_until date, panel text)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select x.account_id, coalesce(x.title_zh, a.title_zh), coalesce(x.title_en, a.title_en), x.field_zh, x.field_en,
    (select max(coalesce(upper(g.valid) - 1, 'infinity'::date)) from grant_of g
     where g.account_id = x.account_id and g.organization_id = e.organization_id),
    (select p.panel from evaluation_expert p where p.case_id = wanted and p.account_id = x.account_id)
  from evaluation e
  join place office on office.id = e.desk / 64
  join expert x on x.valid @> trefoil.today()
  join account a on a.id = x.account_id and a.disabled_at is null
  left join place home on home.id = x.place_id
  where e.case_id = wanted and trefoil.serves_queue(e.desk, null) and (x.place_id is null or office.lo between home.lo and home.hi)
  order by x.account_id
$$;

-- For an expert's own page: the case moves on without her seeing it.
create function trefoil.panel_state(wanted uuid) returns text language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select c.state from case_file c where c.id = wanted and wanted = any(trefoil.my_panels())
$$;

-- Why the organization asks for a review: told to the panel of others, who see nothing else of the case.
create function trefoil.review_grounds(wanted uuid) returns text language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select a.form ->> 'grounds' from case_action a
  where a.case_id = wanted and a.action in ('requestReview', 'recordReview')
    and exists (select from evaluation_expert e where e.case_id = wanted and e.account_id = trefoil.actor_id()
      and e.panel = 'review' and e.declared_at is not null and not e.is_recused)
  order by a.seq desc limit 1
$$;
revoke execute on function trefoil.review_grounds(uuid) from public;
grant execute on function trefoil.review_grounds(uuid) to trefoil_app;

-- Evaluations that the actor was named to and has not done with; counted in the menu.
create function trefoil.open_panels() returns integer language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select count(*)::integer from evaluation_expert p join case_file c on c.id = p.case_id
  where p.account_id = trefoil.actor_id() and not p.is_recused
    and ((p.panel = 'first' and c.state = 'scoring' and p.handed_in_at is null)
      or (p.panel = 'review' and c.state = 'reviewing' and p.ballot is null))
$$;

-- Who keeps the list of experts of a place: who answers for all of it, or for its registration of organizations.
create function trefoil.keeps_experts(place integer) returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select coalesce(trefoil.writes_all() or place = any(trefoil.my_written_places())
    or place * 64 + 1 = any(trefoil.my_written_scopes()), false)
$$;

-- The experts whom the actor keeps or may name, those who ended last. An entry that ended on its first day is none.
create function trefoil.list_experts()
  returns table (account_id integer, login text, title_zh text, title_en text, field_zh text, field_en text,
    place_name text, since date, last_day date, is_kept boolean)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  with mine as (
    select unnest(trefoil.my_written_places()) as id
    union select s / 64 from unnest(trefoil.my_written_scopes()) s where s % 64 = 1
  )
  select x.account_id, a.login, coalesce(x.title_zh, a.title_zh), coalesce(x.title_en, a.title_en), x.field_zh, x.field_en,
    f.name, lower(x.valid), upper(x.valid) - 1, trefoil.keeps_experts(x.place_id)
  from expert x
  join account a on a.id = x.account_id
  left join place home on home.id = x.place_id
  left join lateral (select name from place_fact where place_id = x.place_id and upper_inf(known)
                     order by upper(valid) desc limit 1) f on true
  where not isempty(x.valid) and (trefoil.writes_all()
    or exists (select from mine join place p on p.id = mine.id where x.place_id is null or p.lo between home.lo and home.hi))
  order by not (x.valid @> trefoil.today()), x.account_id
$$;

create function trefoil.demand_keeper(place integer) returns void language plpgsql stable security definer
  set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.keeps_experts(place) then
    raise exception 'Experts are listed by the authority of the place.' using errcode = '42501';
  end if;
end $$;

-- Puts an account on the list: gives its id; null where no account that signs in has this login; minus one where it is on
-- a list today, of whatever place.
create function trefoil.add_expert(wanted_login text, place integer, title json, field json) returns integer
  language plpgsql security definer set search_path = trefoil, pg_temp as $$
declare
  who integer;
begin
  perform trefoil.demand_keeper(place);
  select a.id into who from account a
  where a.login = wanted_login and a.disabled_at is null and a.password_hash is not null and a.id <> trefoil.actor_id();
  if who is null then
    return null;
  end if;
  if exists (select from expert x where x.account_id = who and x.valid @> trefoil.today()) then
    return -1;
  end if;
  insert into expert (account_id, place_id, title_zh, title_en, field_zh, field_en, valid)
  values (who, place, title ->> 'zh', title ->> 'en', field ->> 'zh', field ->> 'en', daterange(trefoil.today(), null))
  on conflict (account_id) do update set place_id = excluded.place_id, title_zh = excluded.title_zh,
    title_en = excluded.title_en, field_zh = excluded.field_zh, field_en = excluded.field_en, valid = excluded.valid;
  return who;
end $$;

-- From today on she is named to no further panel; those to which she was named go on.
create function trefoil.end_expert(who integer) returns boolean language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  if not exists (select from expert x where x.account_id = who) then
    return false;
  end if;
  perform trefoil.demand_keeper((select x.place_id from expert x where x.account_id = who));
  update expert x set valid = daterange(lower(x.valid), trefoil.today())
  where x.account_id = who and x.valid @> trefoil.today();
  return found;
end $$;

-- Whoever was named to a panel is told, once for each naming: the organization and the call, no person. It is hers to
-- read as long as the panel is, and ends with the work of the panel.
create function trefoil.tell_experts(which uuid, of_panel text, accounts integer[], said jsonb) returns integer
  language plpgsql security definer set search_path = trefoil, pg_temp as $$
declare
  message bigint;
  heard integer := (select count(*) from evaluation_expert x where x.case_id = which and x.panel = of_panel
    and x.account_id = any(accounts) and x.named_by = trefoil.actor_id());
begin
  if heard <> cardinality(accounts) then
    raise exception 'Only who names an expert tells her.' using errcode = '42501';
  end if;
  insert into reminder (event, thing, topic, scope, scope_place, case_id, params, on_day, account_id)
  select concat_ws('/', 'named', c.id, c.version), concat_ws('/', 'named', c.id, of_panel), 'named', e.desk, e.desk / 64, c.id,
    said, trefoil.today(), trefoil.actor_id()
  from case_file c join evaluation e on e.case_id = c.id where c.id = which
  returning id into message;
  insert into notice (reminder_id, account_id) select message, unnest(accounts);
  return heard;
end $$;

create policy reminder_of_panel on trefoil.reminder for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and topic = 'named' and case_id = any((select trefoil.my_panels())::uuid[]));
create index reminder_named on trefoil.reminder (case_id) where topic = 'named' and settled_at is null;

create function trefoil.settle_named() returns trigger language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  update reminder r set settled_at = now() from stale s join fresh f on f.id = s.id
  where r.topic = 'named' and r.settled_at is null and r.case_id = s.id
    and s.state in ('scoring', 'reviewing') and f.state <> s.state;
  return null;
end $$;
create trigger case_file_ends_panel after update on trefoil.case_file
  referencing old table as stale new table as fresh
  for each statement execute function trefoil.settle_named();

-- Grades whose last day comes.
create index organization_grade_end on trefoil.organization_fact (grade_valid_to)
  where upper_inf(known) and grade_valid_to is not null;

revoke execute on function trefoil.my_panels(), trefoil.evaluation_holds(), trefoil.evaluation_expert_holds(),
  trefoil.experts_for(uuid), trefoil.panel_state(uuid), trefoil.open_panels(), trefoil.keeps_experts(integer),
  trefoil.list_experts(), trefoil.demand_keeper(integer), trefoil.add_expert(text, integer, json, json),
  trefoil.end_expert(integer), trefoil.tell_experts(uuid, text, integer[], jsonb), trefoil.settle_named() from public;
grant execute on function trefoil.my_panels(), trefoil.experts_for(uuid), trefoil.panel_state(uuid), trefoil.open_panels(),
  trefoil.keeps_experts(integer), trefoil.list_experts(), trefoil.add_expert(text, integer, json, json),
  trefoil.end_expert(integer), trefoil.tell_experts(uuid, text, integer[], jsonb) to trefoil_app;
