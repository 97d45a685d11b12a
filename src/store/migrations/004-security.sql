-- Forced row security on every table, one pattern (the arrays are fetched once a statement). A policy names the
-- application's role only; the owner's functions work through the owner policies below.
do $$
declare
  name text;
  seen text := '((select trefoil.sees_all())'
    || ' or scope_place = any((select trefoil.my_places())::integer[])'
    || ' or scope = any((select trefoil.my_scopes())::integer[])'
    || ' or %s = any((select trefoil.my_organizations())::integer[]))';
  writes text := ' and (select trefoil.may_write())';
  one text;
begin
  foreach name in array array['organization', 'organization_fact', 'responsibility', 'count_fact', 'coverage', 'standing'] loop
    one := format(seen, case name when 'organization' then 'id' else 'organization_id' end);
    execute format('alter table trefoil.%I enable row level security', name);
    execute format('alter table trefoil.%I force row level security', name);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using %s', name || '_seen', name, one);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check (%s)', name || '_made', name, one || writes);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using (%s) with check (%s)', name || '_changed', name, one || writes, one || writes);
    execute format('grant select, insert, update on trefoil.%I to trefoil_app', name);
  end loop;

  foreach name in array array['place_fact', 'body', 'body_fact'] loop
    execute format('alter table trefoil.%I enable row level security', name);
    execute format('alter table trefoil.%I force row level security', name);
    execute format('create policy %I on trefoil.%I for select to trefoil_app using ((select trefoil.actor_id()) is not null)', name || '_seen', name);
    execute format('create policy %I on trefoil.%I for insert to trefoil_app with check ((select trefoil.sees_all()) and (select trefoil.may_write()))', name || '_made', name);
    execute format('create policy %I on trefoil.%I for update to trefoil_app using ((select trefoil.sees_all()) and (select trefoil.may_write()))', name || '_changed', name);
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

alter table trefoil.party_organization enable row level security;
alter table trefoil.party_organization force row level security;
create policy party_organization_seen on trefoil.party_organization for select to trefoil_app
  using ((select trefoil.sees_all())
    or reach_places && (select trefoil.my_places())::integer[]
    or reach && (select trefoil.my_scopes())::integer[]
    or exists (select from trefoil.coverage c where c.party_organization_id = party_organization.id
               and c.organization_id = any((select trefoil.my_organizations())::integer[])));
create policy party_organization_made on trefoil.party_organization for insert to trefoil_app
  with check (((select trefoil.sees_all())
    or reach_places && (select trefoil.my_places())::integer[]
    or reach && (select trefoil.my_scopes())::integer[]) and (select trefoil.may_write()));
create policy party_organization_changed on trefoil.party_organization for update to trefoil_app
  using (((select trefoil.sees_all())
    or reach_places && (select trefoil.my_places())::integer[]
    or reach && (select trefoil.my_scopes())::integer[]) and (select trefoil.may_write()))
  with check (((select trefoil.sees_all())
    or reach_places && (select trefoil.my_places())::integer[]
    or reach && (select trefoil.my_scopes())::integer[]) and (select trefoil.may_write()));

alter table trefoil.party_organization_fact enable row level security;
alter table trefoil.party_organization_fact force row level security;
create policy party_organization_fact_seen on trefoil.party_organization_fact for select to trefoil_app
  using (party_organization_id in (select p.id from trefoil.party_organization p));
create policy party_organization_fact_made on trefoil.party_organization_fact for insert to trefoil_app
  with check (party_organization_id in (select p.id from trefoil.party_organization p) and (select trefoil.may_write()));
create policy party_organization_fact_changed on trefoil.party_organization_fact for update to trefoil_app
  using (party_organization_id in (select p.id from trefoil.party_organization p) and (select trefoil.may_write()));
grant select, insert, update on trefoil.party_organization, trefoil.party_organization_fact to trefoil_app;

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

-- A natural key that exists outside the scope must not be disclosed by a duplicate-key error: these tell ids of codes
-- for the import, and only whether the actor may change them.
create function trefoil.codes_taken(codes text[]) returns table (code text, mine boolean) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select o.code, trefoil.sees_all() or o.scope_place = any(trefoil.my_places()) or o.scope = any(trefoil.my_scopes())
  from trefoil.organization o where o.code = any(codes) and trefoil.may_write()
$$;

create function trefoil.party_keys_taken(keys text[]) returns table (key text, mine boolean) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select p.key, trefoil.sees_all() or p.reach_places && trefoil.my_places() or p.reach && trefoil.my_scopes()
  from trefoil.party_organization p where p.key = any(keys) and trefoil.may_write()
$$;

revoke all on all functions in schema trefoil from public;
grant usage on schema trefoil to trefoil_app;
grant execute on all functions in schema trefoil to trefoil_app;
revoke execute on function trefoil.audit_stays() from trefoil_app;
