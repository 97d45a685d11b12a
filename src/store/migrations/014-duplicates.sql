-- Records that may be the same organization: what finds them, what was answered, and the merge of two records.

-- Keys by which records are found that are worth comparing (domain/duplicate-key.ts): of each name, address and code
-- ever put on record. Written by the import and never changed: whether two are alike is judged from the facts.
create table trefoil.organization_sign (
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  source text not null,
  anywhere bigint[] not null,
  local bigint[] not null,
  near bigint[] not null,
  primary key (organization_id, source),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade
);
create index organization_sign_scope on trefoil.organization_sign (scope_place, organization_id);
call trefoil.seal_table('organization_sign');
create policy organization_sign_seen on trefoil.organization_sign for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy organization_sign_made on trefoil.organization_sign for insert to trefoil_app
  with check ((select trefoil.writes_all())
    or scope_place = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[]));
grant select, insert on trefoil.organization_sign to trefoil_app;

-- Two that somebody has found not to be the same, with what was known then (grounds): another ground is asked anew.
create table trefoil.not_same (
  id uuid primary key,
  first_id integer not null references trefoil.organization,
  second_id integer not null references trefoil.organization,
  grounds text[] not null,
  reason text not null check (length(reason) between 1 and 500),
  account_id integer not null references trefoil.account,
  actor_zh text not null,
  actor_en text not null,
  at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by integer references trefoil.account,
  withdrawn_zh text,
  withdrawn_en text,
  check (first_id < second_id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index not_same_pair on trefoil.not_same (first_id, second_id) where withdrawn_at is null;
call trefoil.seal_table('not_same');
create policy not_same_seen on trefoil.not_same for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.organization o where o.id = not_same.first_id)
    and exists (select from trefoil.organization o where o.id = not_same.second_id));
create policy not_same_made on trefoil.not_same for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id())
    and (select count(*) from trefoil.organizations_written(array[not_same.first_id, not_same.second_id])) = 2);
create policy not_same_withdrawn on trefoil.not_same for update to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and (select count(*) from trefoil.organizations_written(array[not_same.first_id, not_same.second_id])) = 2);
grant select, insert, update (withdrawn_at, withdrawn_by, withdrawn_zh, withdrawn_en) on trefoil.not_same to trefoil_app;

-- Two records that were one organization: what the gone one said is not known any more, what belonged to it belongs to
-- the kept one, its code answers with the kept one. No organization has ended by it.
alter table trefoil.batch drop constraint batch_origin_check;
alter table trefoil.batch add constraint batch_origin_check
  check (origin in ('import', 'entry', 'case', 'census', 'merge'));
create table trefoil.record_merge (
  id uuid primary key,
  batch_id uuid not null unique references trefoil.batch,
  kept_id integer not null references trefoil.organization,
  gone_id integer not null references trefoil.organization,
  reason text not null check (length(reason) between 1 and 500),
  account_id integer not null references trefoil.account,
  actor_zh text not null,
  actor_en text not null,
  on_day date not null,
  at timestamptz not null default now(),
  undone_at timestamptz,
  undone_zh text,
  undone_en text,
  check (kept_id <> gone_id)
);
create unique index record_merge_gone on trefoil.record_merge (gone_id) where undone_at is null;
create index record_merge_kept on trefoil.record_merge (kept_id);

-- Each thing that a merge gave to the kept record, or ended: its row before, and a mark by which a later change shows.
create table trefoil.merge_move (
  id bigint generated always as identity primary key,
  merge_id uuid not null references trefoil.record_merge,
  what text not null check (what in ('document', 'case', 'censusReturn', 'officer', 'contact', 'visit', 'coordination',
    'account', 'lifeEvent')),
  thing text not null,
  ends boolean not null default false,
  before jsonb not null,
  mark text not null,
  unique (merge_id, what, thing)
);

call trefoil.seal_table('record_merge');
call trefoil.seal_table('merge_move');
create policy record_merge_seen on trefoil.record_merge for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.organization o where o.id in (record_merge.kept_id, record_merge.gone_id)));
create policy record_merge_made on trefoil.record_merge for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id())
    and (select count(*) from trefoil.organizations_written(array[record_merge.kept_id, record_merge.gone_id])) = 2);
create policy record_merge_undone on trefoil.record_merge for update to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and (select count(*) from trefoil.organizations_written(array[record_merge.kept_id, record_merge.gone_id])) = 2);
create policy merge_move_seen on trefoil.merge_move for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.record_merge m where m.id = merge_move.merge_id));
grant select, insert, update (undone_at, undone_zh, undone_en) on trefoil.record_merge to trefoil_app;
grant select on trefoil.merge_move to trefoil_app;

-- A merge is taken back by whoever writes both records now, also where its maker has left.
create policy batch_merge_seen on trefoil.batch for select to trefoil_app
  using (origin = 'merge' and (select trefoil.actor_id()) is not null
    and exists (select from trefoil.record_merge m where m.batch_id = batch.id
      and (select count(*) from trefoil.organizations_written(array[m.kept_id, m.gone_id])) = 2));
create policy batch_merge_changed on trefoil.batch for update to trefoil_app
  using (origin = 'merge' and (select trefoil.actor_id()) is not null
    and exists (select from trefoil.record_merge m where m.batch_id = batch.id
      and (select count(*) from trefoil.organizations_written(array[m.kept_id, m.gone_id])) = 2));

-- Whether a batch was taken back, whosever it is: a change that was taken back is none.
create function trefoil.is_batch_undone(wanted uuid) returns boolean language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.batch b where b.id = wanted and b.state = 'undone')
$$;

-- The record in which a code now lives, however many merges it went through.
create function trefoil.merged_into(gone integer) returns integer language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  with recursive way as (
    select m.kept_id, 1 as step from trefoil.record_merge m where m.gone_id = gone and m.undone_at is null
    union all
    select m.kept_id, w.step + 1 from way w
    join trefoil.record_merge m on m.gone_id = w.kept_id and m.undone_at is null where w.step < 100
  )
  select kept_id from way order by step desc limit 1
$$;

-- What a thing says that somebody may change after the merge.
create function trefoil.merge_mark(what text, thing text) returns text language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select case what
    when 'document' then (select coalesce(d.withdrawn_at::text, '') from trefoil.document d where d.id::text = thing)
    when 'case' then (select c.version::text from trefoil.case_file c where c.id::text = thing)
    when 'censusReturn' then (select r.version || r.state from trefoil.census_return r where r.case_id::text = thing)
    when 'officer' then (select a.known::text from trefoil.liaison_assignment a where a.id::text = thing)
    when 'contact' then (select a.known::text from trefoil.liaison_contact a where a.id::text = thing)
    when 'visit' then (select v.known::text from trefoil.liaison_visit v where v.id::text = thing)
    when 'coordination' then (select c.valid::text from trefoil.coordination c where c.id::text = thing)
    when 'account' then (select g.valid::text from trefoil.grant_of g where g.id::text = thing)
    else (select coalesce(e.withdrawn_at::text, '') from trefoil.life_event e where e.id::text = thing) end
$$;

-- What belongs to the gone record, with its row as it is, and whether it ends because the kept one has its like. Papers
-- and outcomes stay with the name under which they were issued.
create function trefoil.things_of(gone integer, kept integer)
  returns table (what text, thing text, ends boolean, before jsonb) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select 'document', d.id::text, false, to_jsonb(d) - 'bytes' from trefoil.document d where d.organization_id = gone
  union all
  select 'case', c.id::text, false, to_jsonb(c) from trefoil.case_file c
  where c.organization_id = gone and not exists (
    select from trefoil.census_return r join trefoil.census_return o on o.campaign_id = r.campaign_id
    where r.case_id = c.id and o.organization_id = kept)
    and c.kind in ('assignment', 'handOver', 'claim', 'dispute', 'correction', 'censusReturn', 'followUp', 'conferenceTask')
    and not (c.kind = 'assignment' and c.closed_on is null)
  union all
  select 'censusReturn', r.case_id::text, false, to_jsonb(r) from trefoil.census_return r
  where r.organization_id = gone and not exists (
    select from trefoil.census_return o where o.campaign_id = r.campaign_id and o.organization_id = kept)
  union all
  select 'officer', a.id::text, exists (
      select from trefoil.liaison_assignment k where k.organization_id = kept and k.known && a.known and k.valid && a.valid
        and (k.role = 'primary' and a.role = 'primary' or k.role = 'assistant' and a.role = 'assistant' and k.officer_id = a.officer_id)),
    to_jsonb(a) from trefoil.liaison_assignment a where a.organization_id = gone and upper_inf(a.known)
  union all
  select 'contact', a.id::text, exists (
      select from trefoil.liaison_contact k where k.organization_id = kept and k.known && a.known and k.valid && a.valid),
    to_jsonb(a) from trefoil.liaison_contact a where a.organization_id = gone and upper_inf(a.known)
  union all
  select 'visit', v.id::text, false, to_jsonb(v) from trefoil.liaison_visit v where v.organization_id = gone
  union all
  select 'coordination', c.id::text, false, to_jsonb(c) from trefoil.coordination c
  where c.organization_id = gone and not exists (
    select from trefoil.coordination k where k.organization_id = kept and k.body_id = c.body_id and k.valid && c.valid)
  union all
  select 'account', g.id::text, false, to_jsonb(g) from trefoil.grant_of g where g.organization_id = gone
  union all
  select 'lifeEvent', e.id::text, false, to_jsonb(e) from trefoil.life_event e
  where e.successors @> array[gone] and not e.successors @> array[kept] and e.organization_id <> kept
$$;

-- Refuses unless the actor has written the merge in this very transaction and writes both of its records.
create function trefoil.demand_merge(wanted uuid) returns trefoil.record_merge language plpgsql stable
  security definer set search_path = trefoil, pg_temp as $$
declare
  found trefoil.record_merge;
begin
  select * into found from trefoil.record_merge m where m.id = wanted and m.xmin = pg_current_xact_id()::xid;
  if found.id is null
    or (select count(*) from trefoil.organizations_written(array[found.kept_id, found.gone_id])) <> 2 then
    raise exception 'Nothing was merged here.' using errcode = '42501';
  end if;
  return found;
end $$;

-- Gives what belongs to the gone record to the kept one.
create function trefoil.move_things(wanted uuid) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  done trefoil.record_merge := trefoil.demand_merge(wanted);
  kept trefoil.organization;
  name text;
begin
  if done.undone_at is not null then
    raise exception 'Nothing was merged here.' using errcode = '42501';
  end if;
  select * into kept from trefoil.organization o where o.id = done.kept_id;
  select f.name into name from trefoil.organization_fact f
  where f.organization_id = kept.id and upper_inf(f.known) order by lower(f.valid) desc limit 1;
  insert into trefoil.merge_move (merge_id, what, thing, ends, before, mark)
  select done.id, t.what, t.thing, t.ends, t.before, '' from trefoil.things_of(done.gone_id, done.kept_id) t;

  update trefoil.document d set organization_id = kept.id, scopes = array[kept.scope], places = array[kept.scope_place],
    subject_id = case subject_kind when 'organization' then kept.code else subject_id end
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'document' and d.id::text = m.thing;

  update trefoil.case_file c set organization_id = kept.id,
    subject = case when c.subject ? 'code' then c.subject || jsonb_build_object('code', kept.code, 'name', name) else c.subject end,
    parties = (select jsonb_object_agg(p.key, case when (p.value ->> 'organizationId')::integer = done.gone_id
        then p.value || jsonb_build_object('organizationId', kept.id) else p.value end) from jsonb_each(c.parties) p),
    queue_organization = case c.queue_organization when done.gone_id then kept.id else c.queue_organization end,
    scopes = array_append(array_remove(c.scopes, kept.scope), kept.scope),
    places = array_append(array_remove(c.places, kept.scope_place), kept.scope_place)
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'case' and c.id::text = m.thing;

  update trefoil.census_return r set organization_id = kept.id, scope = kept.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'censusReturn' and r.case_id::text = m.thing;
  update trefoil.liaison_assignment a set organization_id = kept.id, scope = kept.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'officer' and not m.ends and a.id::text = m.thing;
  update trefoil.liaison_assignment a set known = tstzrange(lower(a.known), now())
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'officer' and m.ends and a.id::text = m.thing;
  update trefoil.liaison_contact a set organization_id = kept.id, scope = kept.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'contact' and not m.ends and a.id::text = m.thing;
  update trefoil.liaison_contact a set known = tstzrange(lower(a.known), now())
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'contact' and m.ends and a.id::text = m.thing;
  update trefoil.liaison_visit v set organization_id = kept.id, scope = kept.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'visit' and v.id::text = m.thing;
  update trefoil.coordination c set organization_id = kept.id, scope = kept.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'coordination' and c.id::text = m.thing;
  update trefoil.grant_of g set organization_id = kept.id
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'account' and g.id::text = m.thing;
  update trefoil.life_event e set successors = array_replace(e.successors, done.gone_id, kept.id)
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'lifeEvent' and e.id::text = m.thing;

  update trefoil.merge_move m set mark = coalesce(trefoil.merge_mark(m.what, m.thing), '') where m.merge_id = done.id;
end $$;

-- How many things that a merge moved or ended somebody has changed since; and a later merge of the kept record.
create function trefoil.count_moved_since(wanted uuid) returns integer language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select (select count(*) from trefoil.merge_move m
          where m.merge_id = wanted and m.mark is distinct from coalesce(trefoil.merge_mark(m.what, m.thing), ''))::integer
    + (select count(*) from trefoil.record_merge later join trefoil.record_merge m on later.gone_id = m.kept_id
       where m.id = wanted and later.undone_at is null)::integer
$$;

-- Gives everything back, after the merge was marked as undone.
create function trefoil.move_things_back(wanted uuid) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  done trefoil.record_merge := trefoil.demand_merge(wanted);
  gone trefoil.organization;
begin
  if done.undone_at is null then
    raise exception 'Nothing was undone here.' using errcode = '42501';
  end if;
  select * into gone from trefoil.organization o where o.id = done.gone_id;
  update trefoil.document d set organization_id = b.organization_id, scopes = b.scopes, places = b.places, subject_id = b.subject_id
  from trefoil.merge_move m cross join lateral jsonb_populate_record(null::trefoil.document, m.before) b
  where m.merge_id = done.id and m.what = 'document' and d.id::text = m.thing;
  update trefoil.case_file c set organization_id = b.organization_id, subject = b.subject, parties = b.parties,
    queue_organization = b.queue_organization, queue_scope = b.queue_scope, scopes = b.scopes, places = b.places
  from trefoil.merge_move m cross join lateral jsonb_populate_record(null::trefoil.case_file, m.before) b
  where m.merge_id = done.id and m.what = 'case' and c.id::text = m.thing;
  update trefoil.census_return r set organization_id = gone.id, scope = (m.before ->> 'scope')::integer
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'censusReturn' and r.case_id::text = m.thing;
  update trefoil.liaison_assignment a set organization_id = gone.id, scope = gone.scope, known = (m.before ->> 'known')::tstzrange
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'officer' and a.id::text = m.thing;
  update trefoil.liaison_contact a set organization_id = gone.id, scope = gone.scope, known = (m.before ->> 'known')::tstzrange
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'contact' and a.id::text = m.thing;
  update trefoil.liaison_visit v set organization_id = gone.id, scope = gone.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'visit' and v.id::text = m.thing;
  update trefoil.coordination c set organization_id = gone.id, scope = gone.scope
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'coordination' and c.id::text = m.thing;
  update trefoil.grant_of g set organization_id = gone.id
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'account' and g.id::text = m.thing;
  update trefoil.life_event e set successors = array_replace(e.successors, done.kept_id, gone.id)
  from trefoil.merge_move m where m.merge_id = done.id and m.what = 'lifeEvent' and e.id::text = m.thing;
end $$;

-- What belongs to a record, counted for a comparison; only for whoever sees the record.
create function trefoil.count_things(ids integer[])
  returns table (organization_id integer, what text, count integer) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  with seen as (
    select o.id from trefoil.organization o where o.id = any(ids)
      and ((select trefoil.sees_all()) or o.scope_place = any((select trefoil.my_places())::integer[])
        or o.scope = any((select trefoil.my_scopes())::integer[])
        or o.id = any((select trefoil.my_organizations())::integer[]))
  )
  select s.id, t.what, count(*)::integer from seen s cross join lateral (
    select 'party' as what from trefoil.coverage c where c.organization_id = s.id and upper_inf(c.known)
      and c.valid @> trefoil.today()
    union all select case when c.closed_on is null then 'openCase' else 'closedCase' end
      from trefoil.case_file c where c.organization_id = s.id and c.kind <> 'censusReturn'
    union all select 'document' from trefoil.document d where d.organization_id = s.id and d.withdrawn_at is null
    union all select 'censusReturn' from trefoil.census_return r where r.organization_id = s.id
    union all select 'officer' from trefoil.liaison_assignment a where a.organization_id = s.id and upper_inf(a.known)
      and a.valid @> trefoil.today()
    union all select 'visit' from trefoil.liaison_visit v where v.organization_id = s.id and upper_inf(v.known) and not v.withdrawn
    union all select 'coordination' from trefoil.coordination c where c.organization_id = s.id and c.valid @> trefoil.today()
    union all select 'lifeEvent' from trefoil.life_event e where e.organization_id = s.id and e.withdrawn_at is null
    union all select 'account' from trefoil.grant_of g where g.organization_id = s.id and g.valid @> trefoil.today()
  ) t group by s.id, t.what
$$;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.is_batch_undone(uuid), trefoil.merged_into(integer), trefoil.move_things(uuid), trefoil.count_moved_since(uuid),
  trefoil.move_things_back(uuid), trefoil.count_things(integer[]) to trefoil_app;
