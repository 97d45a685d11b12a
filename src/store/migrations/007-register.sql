-- The register in depth: papers that follow what they belong to, and the life of an organization.

-- Who put a paper on file and who withdrew it, in the words of that time. A withdrawn paper stays listed for those who
-- take part; its bytes are not read any more.
alter table trefoil.document
  add column actor_zh text not null default '',
  add column actor_en text not null default '',
  add column withdrawn_by integer references trefoil.account,
  add column withdrawn_zh text,
  add column withdrawn_en text,
  add column withdrawn_why text,
  add check ((withdrawn_at is null) = (withdrawn_by is null));

-- A paper is seen by whoever now sees what it belongs to: the organization, the case, the conference.
drop policy document_seen on trefoil.document;
create policy document_seen on trefoil.document for select to trefoil_app
  using ((select trefoil.actor_id()) is not null and (withdrawn_at is null or (select trefoil.may_take_part()))
    and case subject_kind
      when 'organization' then exists (select from trefoil.organization o where o.id = document.organization_id)
      when 'case' then exists (select from trefoil.case_file c where c.id = document.subject_id::uuid)
      when 'conference' then exists (select from trefoil.conference f where f.id = document.subject_id::uuid)
    end);
grant update (withdrawn_at, withdrawn_by, withdrawn_zh, withdrawn_en, withdrawn_why) on trefoil.document to trefoil_app;

-- The life of an organization: what happened on which day, by which paper. What an event states of the organization is
-- in the facts of its batch; where that is taken back, so is the event.
create table trefoil.life_event (
  id uuid primary key,
  organization_id integer not null references trefoil.organization,
  event text not null check (event in ('register', 'arrive', 'rest', 'resume', 'liquidate', 'deregister', 'revoke',
    'move', 'leave', 'merge', 'split')),
  on_day date not null,
  reason text not null,
  document text not null,
  -- Who goes on in its place.
  successors integer[] not null default '{}',
  batch_id uuid not null references trefoil.batch,
  account_id integer not null references trefoil.account,
  actor_zh text not null,
  actor_en text not null,
  at timestamptz not null default now(),
  withdrawn_at timestamptz,
  check (event not in ('register', 'merge', 'split') or cardinality(successors) > 0)
);
create index life_event_organization on trefoil.life_event (organization_id, on_day);
create index life_event_successors on trefoil.life_event using gin (successors);
create index life_event_batch on trefoil.life_event (batch_id);
call trefoil.seal_table('life_event');

create policy life_event_seen on trefoil.life_event for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.organization o where o.id = life_event.organization_id));
create policy life_event_made on trefoil.life_event for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id())
    and organization_id in (select trefoil.organizations_written(array[life_event.organization_id])));
create policy life_event_withdrawn on trefoil.life_event for update to trefoil_app
  using (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));
grant select, insert, update (withdrawn_at) on trefoil.life_event to trefoil_app;

-- Why organizations came into the population of registered ones, or left it, on the days of a period: for those that
-- the actor saw counted there, wherever they stand now. Nothing else is told of them.
create function trefoil.flow_causes(from_day date, to_day date, known_at timestamptz)
  returns table (organization_id integer, day date, cause text) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  with seen as (
    select distinct s.organization_id from trefoil.standing s
    where s.known @> known_at and s.population = 'registered'
      and ((lower(s.valid) between from_day and to_day) or (upper(s.valid) between from_day and to_day))
      and ((select trefoil.sees_all()) or s.scope_place = any((select trefoil.my_places())::integer[])
        or s.scope = any((select trefoil.my_scopes())::integer[])
        or s.organization_id = any((select trefoil.my_organizations())::integer[]))
  ), stretch as (
    select s.organization_id, s.population, lower(s.valid) as start, upper(s.valid) as stop,
           lag(s.population) over life as was, lag(upper(s.valid)) over life as was_to,
           lead(s.population) over life as becomes, lead(lower(s.valid)) over life as becomes_from
    from trefoil.standing s join seen on seen.organization_id = s.organization_id
    where s.known @> known_at
    window life as (partition by s.organization_id order by s.valid)
  ), turn as (
    select organization_id, start as day, true as comes, was_to = start and was = 'firm' as is_passed
    from stretch where population = 'registered' and (was is distinct from 'registered' or was_to is distinct from start)
    union all
    select organization_id, stop, false, becomes_from = stop
    from stretch where population = 'registered' and (becomes is distinct from 'registered' or becomes_from is distinct from stop)
  )
  select t.organization_id, t.day,
    case when t.comes then case when t.is_passed or e.event = 'arrive' then 'movedIn' else 'founded' end
         when e.event = 'revoke' then 'revoked'
         when t.is_passed or e.event = 'leave' then 'movedOut'
         else 'deregistered' end
  from turn t
  left join lateral (
    select l.event from trefoil.life_event l
    where l.organization_id = t.organization_id and l.on_day = t.day and l.at <= known_at
      and (l.withdrawn_at is null or l.withdrawn_at > known_at) and l.event in ('arrive', 'revoke', 'leave')
    order by l.at desc limit 1) e on true
  where t.day between from_day and to_day
$$;
revoke execute on function trefoil.flow_causes(date, date, timestamptz) from public;
grant execute on function trefoil.flow_causes(date, date, timestamptz) to trefoil_app;
