-- Forced row security on every table, one pattern (the arrays are fetched once a statement). A policy names the
-- application's role only; the owner's functions work through the owner policies below. What a person may write is
-- what the grants of an officer reach, not what other grants let the same person read.
alter table trefoil.migration enable row level security;
alter table trefoil.migration force row level security;

do $$
declare
  name text;
  seen text := '((select trefoil.sees_all())'
    || ' or scope_place = any((select trefoil.my_places())::integer[])'
    || ' or scope = any((select trefoil.my_scopes())::integer[])'
    || ' or %s = any((select trefoil.my_organizations())::integer[]))';
  written text := '((select trefoil.writes_all())'
    || ' or scope_place = any((select trefoil.my_written_places())::integer[])'
    || ' or scope = any((select trefoil.my_written_scopes())::integer[]))';
  one text;
begin
  foreach name in array array['organization', 'organization_fact', 'responsibility', 'count_fact', 'coverage', 'standing'] loop
    one := format(seen, case name when 'organization' then 'id' else 'organization_id' end);
    execute format('alter table trefoil.%I enable row level security', name);
    execute format('alter table trefoil.%I force row level security', name);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using %s', name || '_seen', name, one);
    execute format('grant select on trefoil.%I to trefoil_app', name);
    -- A standing carries the place of its own days, where its writer may have nothing to say: functions write it.
    continue when name = 'standing';
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check %s', name || '_made', name, written);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using %s with check %s', name || '_changed', name, written, written);
    execute format('grant insert, update on trefoil.%I to trefoil_app', name);
  end loop;

  foreach name in array array['place_fact', 'body', 'body_fact'] loop
    execute format('alter table trefoil.%I enable row level security', name);
    execute format('alter table trefoil.%I force row level security', name);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using ((select trefoil.actor_id()) is not null)', name || '_seen', name);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check ((select trefoil.writes_all()))', name || '_made', name);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using ((select trefoil.writes_all()))', name || '_changed', name);
    execute format('grant select, insert, update on trefoil.%I to trefoil_app', name);
  end loop;

  foreach name in array array['batch', 'mapping', 'plan'] loop
    execute format('alter table trefoil.%I enable row level security', name);
    execute format('alter table trefoil.%I force row level security', name);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using (account_id = (select trefoil.actor_id()))', name || '_seen', name);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()))', name || '_made', name);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()))', name || '_changed', name);
    execute format('grant select, insert, update on trefoil.%I to trefoil_app', name);
  end loop;
end $$;

-- A Party organization is seen by whoever sees one of those it reaches, and written only by who may write all of them:
-- what it is decides where each of them stands.
create function trefoil.writes_reach(reach integer[]) returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select trefoil.writes_all() or (reach <> '{}' and not exists (
    select from unnest(reach) as r(scope)
    where not (r.scope / 64 = any(trefoil.my_written_places()) or r.scope = any(trefoil.my_written_scopes()))))
$$;

alter table trefoil.party_organization enable row level security;
alter table trefoil.party_organization force row level security;
create policy party_organization_seen on trefoil.party_organization for select to trefoil_app
  using ((select trefoil.sees_all())
    or reach_places && (select trefoil.my_places())::integer[]
    or reach && (select trefoil.my_scopes())::integer[]
    or exists (select from trefoil.coverage c where c.party_organization_id = party_organization.id
               and c.organization_id = any((select trefoil.my_organizations())::integer[])));
create policy party_organization_made on trefoil.party_organization for insert to trefoil_app
  with check ((select trefoil.writes_all()) or trefoil.writes_reach(reach));

alter table trefoil.party_organization_fact enable row level security;
alter table trefoil.party_organization_fact force row level security;
create policy party_organization_fact_seen on trefoil.party_organization_fact for select to trefoil_app
  using (party_organization_id in (select p.id from trefoil.party_organization p));
create policy party_organization_fact_made on trefoil.party_organization_fact for insert to trefoil_app
  with check ((select trefoil.writes_all()) or exists (select from trefoil.party_organization p
              where p.id = party_organization_id and trefoil.writes_reach(p.reach)));
create policy party_organization_fact_changed on trefoil.party_organization_fact for update to trefoil_app
  using ((select trefoil.writes_all()) or exists (select from trefoil.party_organization p
         where p.id = party_organization_id and trefoil.writes_reach(p.reach)));
grant select, insert on trefoil.party_organization to trefoil_app;
grant select, insert, update on trefoil.party_organization_fact to trefoil_app;

-- The owner is under forced row security too, so its functions need a policy of their own. No application role may
-- become the owner (a test reads the catalogue for it).
do $$
declare
  name text;
begin
  for name in select relname from pg_class where relnamespace = 'trefoil'::regnamespace and relkind = 'r' loop
    execute format('create policy %I on trefoil.%I to %I using (true) with check (true)', name || '_owner', name, current_user);
  end loop;
end $$;

-- A natural key that exists outside the scope must not be disclosed by a duplicate-key error: these tell the import
-- which keys it may not write, and nothing else of them. `whole`: also what the Party organization itself is.
create function trefoil.codes_taken(codes text[]) returns table (code text, mine boolean) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select o.code, (select trefoil.writes_all()) or o.scope_place = any((select trefoil.my_written_places())::integer[])
    or o.scope = any((select trefoil.my_written_scopes())::integer[])
  from trefoil.organization o where o.code = any(codes) and (select trefoil.may_write())
$$;

create function trefoil.party_keys_taken(keys text[]) returns table (key text, mine boolean, whole boolean)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select p.key, (select trefoil.writes_all()) or p.reach_places && (select trefoil.my_written_places())::integer[]
      or p.reach && (select trefoil.my_written_scopes())::integer[],
    trefoil.writes_reach(p.reach)
  from trefoil.party_organization p where p.key = any(keys) and (select trefoil.may_write())
$$;

-- Standings are judged for all days of an organization, also for those on which it stood in another place. The
-- functions look at where it stands now: who sees it reads its standings, who writes it writes them.
create function trefoil.standings_of(ids integer[], pack text) returns setof trefoil.standing language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select s.* from trefoil.standing s join trefoil.organization o on o.id = s.organization_id
  where s.organization_id = any(ids) and (pack is null or s.policy = pack) and upper_inf(s.known)
    and ((select trefoil.sees_all()) or o.scope_place = any((select trefoil.my_places())::integer[])
         or o.scope = any((select trefoil.my_scopes())::integer[])
         or o.id = any((select trefoil.my_organizations())::integer[]))
$$;

create function trefoil.organizations_written(ids integer[]) returns setof integer language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select o.id from trefoil.organization o where o.id = any(ids)
    and ((select trefoil.writes_all()) or o.scope_place = any((select trefoil.my_written_places())::integer[])
         or o.scope = any((select trefoil.my_written_scopes())::integer[]))
$$;

create function trefoil.close_standings(ids bigint[]) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  update trefoil.standing set known = tstzrange(lower(known), now())
  where id = any(ids) and upper_inf(known) and organization_id in (select trefoil.organizations_written(
    (select array_agg(distinct organization_id) from trefoil.standing where id = any(ids))))
$$;

-- A row for an organization that the actor does not write, or for a place where it never stood, is refused.
create function trefoil.open_standings(pack text, rows json) returns void language plpgsql
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
      officer_valid, not_built_reason, next_change, registered_on)
    select r.organization_id, pack, r.valid, r.place_id * 64 + r.line_no, r.place_id, r.line_no, r.line, r.body_id,
      r.code, r.name, coalesce(r.sort_key, ''), r.kind, r.status, r.population, r.industry, r.supervising_unit, r.grade,
      r.standing, r.rule, r.eligible, r.eligible_since, r.coverage_class, r.covered, r.covered_wide, r.work_covered,
      r.party_organization_id, r.party_level, r.staff, r.staff_full_time, r.full_members, r.probationary_members,
      r.other_members, r.relation_elsewhere, r.party_group, r.instructor, r.officer_valid, r.not_built_reason, r.next_change,
      r.registered_on
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

-- Who sees an organization that a Party organization or one below it covers, sees the Party organization. Reckoned over
-- all districts, whoever caused it; where nothing is covered any more, the last reach stays.
create function trefoil.refresh_reach() returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  with recursive named as (
    select distinct p.id, p.key, f.superior from trefoil.party_organization p
    join trefoil.party_organization_fact f on f.party_organization_id = p.id and upper_inf(f.known)
  ), below as (
    select id as top, id from named
    union
    select below.top, n.id from below join named b on b.id = below.id join named n on n.superior = b.key
  ), reached as (
    select below.top as id, array_agg(distinct o.scope order by o.scope) as reach,
           array_agg(distinct o.scope_place order by o.scope_place) as places
    from below join trefoil.coverage c on c.party_organization_id = below.id and upper_inf(c.known)
    join trefoil.organization o on o.id = c.organization_id
    group by below.top
  )
  update trefoil.party_organization p set reach = r.reach, reach_places = r.places
  from reached r where r.id = p.id and p.reach <> r.reach
$$;

-- After many rows have come in, the planner's picture of the tables is taken anew: only the owner may ask for it.
create function trefoil.refresh_statistics() returns void language plpgsql
  security definer set search_path = trefoil, pg_temp set default_statistics_target = 20 as $$
begin
  if trefoil.may_write() then
    analyze trefoil.place, trefoil.place_fact, trefoil.organization, trefoil.organization_fact, trefoil.responsibility,
      trefoil.count_fact, trefoil.party_organization, trefoil.party_organization_fact, trefoil.coverage, trefoil.standing;
  end if;
end $$;

revoke all on all functions in schema trefoil from public;
grant usage on schema trefoil to trefoil_app;
grant execute on all functions in schema trefoil to trefoil_app;
revoke execute on function trefoil.audit_stays() from trefoil_app;
