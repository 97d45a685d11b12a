-- What the rules found in a case, and what was decided in it. An outcome against somebody cannot be on record without
-- rules, pack, facts, reasons, evidence, a day to put things right or the word that there is none, remedies, notice,
-- hearing and a second officer (domain.md 5); that is said here once more, whatever the application does.

-- What the rules of a pack found at one action of a case: enough to find it again.
create table trefoil.judgement (
  case_id uuid not null references trefoil.case_file,
  seq integer not null,
  pass text not null check (pass in ('registration', 'annualReport', 'evaluation', 'party')),
  policy text not null,
  as_of date not null,
  facts jsonb not null check (jsonb_typeof(facts) = 'array'),
  findings jsonb not null check (jsonb_typeof(findings) = 'array'),
  proposal jsonb not null,
  primary key (case_id, seq),
  foreign key (case_id, seq) references trefoil.case_action (case_id, seq)
);

create table trefoil.outcome (
  case_id uuid not null references trefoil.case_file,
  seq integer not null,
  kind text not null,
  organization_id integer references trefoil.organization,
  -- The year it is about, where it is about one.
  year integer check (year between 1990 and 2100),
  outcome text not null,
  is_adverse boolean not null,
  legal_order text not null check (legal_order in ('state', 'party')),
  rules text[] not null,
  reasons text not null,
  evidence text not null,
  cure_by date,
  remedies jsonb not null check (jsonb_typeof(remedies) = 'array'),
  notice_seq integer,
  judgement_seq integer,
  proposed_by integer references trefoil.account,
  decided_by integer not null references trefoil.account,
  decided_on date not null,
  served_on date,
  overturned_on date,
  primary key (case_id, seq),
  foreign key (case_id, seq) references trefoil.case_action (case_id, seq),
  foreign key (case_id, notice_seq) references trefoil.case_action (case_id, seq),
  foreign key (case_id, judgement_seq) references trefoil.judgement (case_id, seq),
  check (served_on is null or served_on >= decided_on),
  constraint outcome_adverse check (not is_adverse or (
    cardinality(rules) > 0 and btrim(reasons) <> '' and btrim(evidence) <> '' and jsonb_array_length(remedies) > 0
    and notice_seq is not null and notice_seq < seq and judgement_seq is not null
    and proposed_by is not null and proposed_by <> decided_by))
);
create index outcome_organization on trefoil.outcome (organization_id, kind, year) where overturned_on is null;

-- The actions of the case definitions that are outcomes against somebody; a test compares them with the definitions.
create table trefoil.adverse_action (kind text not null, action text not null, primary key (kind, action));
insert into trefoil.adverse_action values
  ('annualReport', 'decide'), ('annualReport', 'uphold'),
  ('listing', 'decide'), ('listing', 'uphold'),
  ('registration', 'decide'), ('registration', 'uphold'),
  ('foundParty', 'decide'), ('foundParty', 'uphold'),
  ('joinParty', 'decide'), ('joinParty', 'uphold'),
  ('evaluation', 'decide'), ('evaluation', 'uphold'), ('evaluation', 'vetoDecide'), ('evaluation', 'vetoUphold'),
  ('demotion', 'decide'), ('demotion', 'uphold');

call trefoil.seal_table('judgement');
call trefoil.seal_table('outcome');
call trefoil.seal_table('adverse_action');

create policy judgement_seen on trefoil.judgement for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.case_file c where c.id = judgement.case_id));
create policy judgement_made on trefoil.judgement for insert to trefoil_app
  with check ((select trefoil.actor_id()) is not null and (select trefoil.may_take_part())
    and exists (select from trefoil.case_file c where c.id = judgement.case_id));
create policy outcome_seen on trefoil.outcome for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.case_file c where c.id = outcome.case_id));
create policy outcome_made on trefoil.outcome for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and decided_by = (select trefoil.actor_id())
    and exists (select from trefoil.case_file c where c.id = outcome.case_id));
create policy outcome_moved on trefoil.outcome for update to trefoil_app
  using ((select trefoil.may_take_part()) and exists (select from trefoil.case_file c where c.id = outcome.case_id
    and ((select trefoil.writes_all())
      or c.places && (select trefoil.my_written_places())::integer[]
      or c.scopes && (select trefoil.my_written_scopes())::integer[])));
create policy adverse_action_seen on trefoil.adverse_action for select to trefoil_app
  using ((select trefoil.actor_id()) is not null);

grant select, insert on trefoil.judgement to trefoil_app;
grant select, insert, update (served_on, overturned_on) on trefoil.outcome to trefoil_app;
grant select on trefoil.adverse_action to trefoil_app;

-- Of what is decided, only the day of serving and that of an overturning are added, each once.
create function trefoil.outcome_stays() returns trigger language plpgsql as $$
begin
  if (old.served_on is not null and new.served_on is distinct from old.served_on)
    or (old.overturned_on is not null and new.overturned_on is distinct from old.overturned_on) then
    raise exception 'An outcome keeps the day on which it was served or overturned.' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger outcome_stays before update on trefoil.outcome for each row execute function trefoil.outcome_stays();

-- An adverse action has its outcome in the same transaction.
create function trefoil.adverse_action_holds() returns trigger language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  if exists (select from adverse_action a join case_file c on c.id = new.case_id
             where a.kind = c.kind and a.action = new.action)
    and not exists (select from outcome o where o.case_id = new.case_id and o.seq = new.seq and o.is_adverse) then
    raise exception 'The action % has no outcome with reasons, evidence and remedies.', new.action using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger case_action_adverse after insert on trefoil.case_action
  deferrable initially deferred for each row execute function trefoil.adverse_action_holds();

-- An adverse outcome names who gave notice, comes after a hearing or the end of its days, and is by somebody who decided
-- nothing in the case before.
create function trefoil.outcome_holds() returns trigger language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  if not new.is_adverse then
    return null;
  end if;
  if not exists (select from case_action a where a.case_id = new.case_id and a.seq = new.notice_seq
                 and a.account_id = new.proposed_by)
    or not exists (select from case_action a where a.case_id = new.case_id and a.seq = new.seq
                   and a.account_id = new.decided_by) then
    raise exception 'An adverse outcome names whoever gave notice and whoever decided.' using errcode = '23514';
  elsif not exists (select from case_action a where a.case_id = new.case_id and a.seq > new.notice_seq and a.seq < new.seq) then
    raise exception 'An adverse outcome follows a hearing.' using errcode = '23514';
  elsif exists (select from outcome o where o.case_id = new.case_id and o.seq < new.seq and o.seq > new.notice_seq
                and o.is_adverse and o.decided_by = new.decided_by) then
    raise exception 'An appeal is decided by somebody else.' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger outcome_holds after insert on trefoil.outcome
  deferrable initially deferred for each row execute function trefoil.outcome_holds();

-- The civil-affairs desk that registers: that of the division in its code, else the nearest above its place.
create function trefoil.registration_desk(organization integer) returns table (scope integer, name text, key text)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  with root as (
    select p.id from trefoil.place p order by p.hi - p.lo desc, p.id limit 1
  ), homes as (
    select p.lo, p.hi, 0 as rank from trefoil.organization o
    join trefoil.place p on p.code = substr(o.code, 3, 6) where o.id = organization and length(o.code) = 18
    union all
    select p.lo, p.hi, 1 from trefoil.organization o join trefoil.place p on p.id = o.scope_place where o.id = organization
  )
  select above.id * 64 + f.line_no, f.name, b.key
  from homes h
  join trefoil.place above on h.lo between above.lo and above.hi
  join trefoil.body_fact f on coalesce(f.place_id, (select id from root)) = above.id and f.line = 'civil' and upper_inf(f.known) and f.valid @> trefoil.today()
  join trefoil.body b on b.id = f.body_id
  order by h.rank, above.hi - above.lo, b.key limit 1
$$;
revoke execute on function trefoil.registration_desk(integer), trefoil.outcome_stays(), trefoil.adverse_action_holds(),
  trefoil.outcome_holds() from public;
grant execute on function trefoil.registration_desk(integer) to trefoil_app;
