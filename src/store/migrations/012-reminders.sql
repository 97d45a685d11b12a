-- Reminders: what is told to a desk or to an organization, once for each event. It names the kind of case or the
-- campaign, the desk or organization, and a day; never a person. A notice is its copy in the list of one account that
-- serves the desk or the organization; mail gathers notices, and each is mailed once.

-- Only the operator sends mail: addresses are personal data, which an officer of the whole city does not read either.
create function trefoil.is_operator() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.my_writing_grants() g where g.role = 'operator' and g.place_id is null and g.lines is null)
$$;

create table trefoil.reminder (
  id bigint generated always as identity primary key,
  event text not null unique check (length(event) <= 300),
  -- What is not spoken of again before the days of the policy have passed.
  thing text not null check (length(thing) <= 300),
  topic text not null check (topic in ('arrived', 'dueSoon', 'overdue', 'asked', 'named')),
  -- The desk that is told, or where the organization stands that is.
  scope integer not null,
  scope_place integer not null,
  organization_id integer references trefoil.organization,
  -- Which open cases it speaks of; without a kind it speaks of none, and whoever sent it settles it.
  kind text,
  campaign text not null default '',
  state text,
  since date,
  due_on date,
  count integer,
  case_id uuid references trefoil.case_file,
  params jsonb not null check (params - array['name', 'kind', 'state', 'campaign', 'day', 'words'] = '{}'),
  on_day date not null,
  told_at timestamptz not null default now(),
  account_id integer not null references trefoil.account,
  settled_at timestamptz
);
create index reminder_thing on trefoil.reminder (thing, on_day);
create index reminder_day on trefoil.reminder (on_day);
create index reminder_desk on trefoil.reminder (scope, kind) where settled_at is null and organization_id is null;
create index reminder_organization on trefoil.reminder (organization_id) where settled_at is null;

-- Channels of one account. The application itself is always one; mail is chosen, and ends when its holder says so.
create table trefoil.mail_setting (
  account_id integer primary key references trefoil.account,
  language text not null default 'zh' check (language in ('zh', 'en')),
  by_mail boolean not null default false,
  rhythm text not null default 'daily' check (rhythm in ('daily', 'weekly')),
  hour smallint not null default 8 check (hour between 0 and 23),
  -- Monday is 0.
  weekday smallint not null default 0 check (weekday between 0 and 6),
  address text check (length(address) <= 254),
  pending_address text check (length(pending_address) <= 254),
  confirm_hash bytea,
  confirm_until timestamptz,
  check (address is not null or not by_mail)
);

-- One mail to one account: at most one digest a day. What a server said is kept as a word and a number, never as text.
create table trefoil.mail (
  id bigint generated always as identity primary key,
  account_id integer not null references trefoil.account,
  topic text not null check (topic in ('digest', 'confirm')),
  day date not null,
  state text not null check (state in ('claimed', 'sent', 'waiting', 'failed', 'unknown', 'dropped')),
  tries integer not null default 0,
  claimed_at timestamptz not null default now(),
  next_try_at timestamptz,
  sent_at timestamptz,
  fault text check (fault in ('unreachable', 'refused', 'slow', 'unsure')),
  code smallint,
  stop_hashes bytea[] not null default '{}'
);
create unique index mail_one_digest on trefoil.mail (account_id, day) where topic = 'digest';
create index mail_waiting on trefoil.mail (state) where state in ('claimed', 'waiting');
create index mail_stop on trefoil.mail using gin (stop_hashes);

create table trefoil.notice (
  id bigint generated always as identity primary key,
  reminder_id bigint not null references trefoil.reminder,
  account_id integer not null references trefoil.account,
  read_at timestamptz,
  mailed_at timestamptz,
  mail_id bigint references trefoil.mail,
  unique (reminder_id, account_id)
);
create index notice_account on trefoil.notice (account_id, id desc);
create index notice_mail on trefoil.notice (mail_id) where mail_id is not null;

-- A day that is no longer overruled keeps its row: nothing is deleted.
alter table trefoil.calendar_day add column withdrawn_at timestamptz, add column set_at timestamptz not null default now();
grant update (withdrawn_at, set_at) on trefoil.calendar_day to trefoil_app;

call trefoil.seal_table('reminder');
call trefoil.seal_table('mail_setting');
call trefoil.seal_table('mail');
call trefoil.seal_table('notice');

create policy reminder_seen on trefoil.reminder for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope_place = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or organization_id = any((select trefoil.my_organizations())::integer[]));
create policy notice_seen on trefoil.notice for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy notice_read on trefoil.notice for update to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy mail_setting_seen on trefoil.mail_setting for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy mail_setting_made on trefoil.mail_setting for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()));
create policy mail_setting_changed on trefoil.mail_setting for update to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy mail_seen on trefoil.mail for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));

grant select on trefoil.reminder to trefoil_app;
grant select, update (read_at) on trefoil.notice to trefoil_app;
-- Addresses are written by the functions below, which see to it that each was confirmed.
grant select (account_id, language, by_mail, rhythm, hour, weekday, address, pending_address, confirm_until),
  insert (account_id, language, by_mail, rhythm, hour, weekday),
  update (language, by_mail, rhythm, hour, weekday) on trefoil.mail_setting to trefoil_app;
grant select (id, account_id, topic, day, state, tries, sent_at, fault, code) on trefoil.mail to trefoil_app;

-- The rows of a JSON list as reminders; an organization is told where it stands.
create function trefoil.asked_reminders(rows json) returns table (event text, thing text, topic text, scope integer,
  organization integer, kind text, campaign text, state text, since date, due_on date, count integer, case_id uuid,
  params jsonb) language sql stable security definer set search_path = trefoil, pg_temp as $$
  select r.event, r.thing, r.topic, coalesce(o.scope, r.scope), r.organization, r.kind, coalesce(r.campaign, ''), r.state,
         r.since, r.due_on, r.count, r.case_id, r.params
  from json_to_recordset(rows) as r(event text, thing text, topic text, scope integer, organization integer, kind text,
    campaign text, state text, since date, due_on date, count integer, case_id uuid, params jsonb)
  left join trefoil.organization o on o.id = r.organization
$$;

-- Puts reminders on record and a notice of each into the lists of the accounts that serve the desk or organization. A
-- desk that no account serves is heard by the desk above it, of the same line: the nearest one that somebody serves.
-- Write-only: of the accounts it tells nothing but how many reminders reached nobody. An event told before is told
-- again only where more cases came to it, or where it had been settled.
create function trefoil.post_reminders(rows json) returns table (put integer, unheard integer) language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
#variable_conflict use_column
declare
  outside boolean;
begin
  if not trefoil.may_write() then
    raise exception 'Nobody who writes is signed in.' using errcode = '42501';
  end if;
  select not trefoil.writes_all() and coalesce(bool_or(not coalesce(r.scope / 64 = any(trefoil.my_written_places())
    or r.scope = any(trefoil.my_written_scopes()), false)), false)
  into outside from (select distinct a.scope from trefoil.asked_reminders(rows) a) r;
  if outside then
    raise exception 'A reminder outside the scope.' using errcode = '42501';
  end if;
  return query
  with told as (
    insert into trefoil.reminder as r (event, thing, topic, scope, scope_place, organization_id, kind, campaign, state,
      since, due_on, count, case_id, params, on_day, account_id)
    select a.event, a.thing, a.topic, a.scope, a.scope / 64, a.organization, a.kind, a.campaign, a.state, a.since, a.due_on,
      a.count, a.case_id, a.params, trefoil.today(), trefoil.actor_id()
    from trefoil.asked_reminders(rows) a
    on conflict (event) do update set count = excluded.count, case_id = excluded.case_id, told_at = now(), settled_at = null
      where (r.count < excluded.count or r.settled_at is not null) and r.scope = excluded.scope
        and r.organization_id is not distinct from excluded.organization_id
    returning r.id, r.scope, r.organization_id
  ), granted as (
    select g.* from trefoil.grant_of g join trefoil.account a on a.id = g.account_id and a.disabled_at is null
    where g.valid @> trefoil.today()
  ), root as (
    select p.id from trefoil.place p where not exists (select from trefoil.place above
      where above.lo < p.lo and above.hi >= p.hi and above.hi >= above.lo)
  ), at as (
    select t.id, (t.scope % 64)::smallint as line_no, up.id as place_id, up.hi - up.lo as reach
    from told t left join trefoil.place home on home.id = t.scope / 64
    join trefoil.place up on up.id = home.id or up.lo <= home.lo and up.hi >= home.hi and up.hi >= up.lo
      or home.id is null and up.id in (select id from root)
    where t.organization_id is null
  ), near as (
    select a.id, a.reach, g.account_id from at a join granted g on g.role in ('operator', 'officer')
      and (g.place_id = a.place_id or g.place_id is null and a.place_id in (select id from root))
      and (g.lines is null or a.line_no = any(g.lines))
  ), served as (
    select t.id, g.account_id from told t join granted g on g.organization_id = t.organization_id and g.role = 'organization'
    union
    select n.id, n.account_id from near n where n.reach = (select min(x.reach) from near x where x.id = n.id)
  ), heard as (
    insert into trefoil.notice as n (reminder_id, account_id) select id, account_id from served
    on conflict (reminder_id, account_id) do update set read_at = null
    returning n.reminder_id
  )
  select (select count(*)::integer from told),
         (select count(*)::integer from told where id not in (select reminder_id from heard));
end $$;

-- No reminder outlives what it reminds of: where no open case is left, it is settled, and its count is what is left.
create function trefoil.settle_reminders() returns integer language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  settled integer;
begin
  if not trefoil.writes_all() then
    raise exception 'Only who writes everything settles all reminders.' using errcode = '42501';
  end if;
  with live as (
    select r.id, count(c.id)::integer as left_over from trefoil.reminder r
    left join trefoil.case_file c on c.queue_scope = r.scope and c.kind = r.kind and c.closed_on is null
      and coalesce(c.subject ->> 'campaign', '') = r.campaign and (r.state is null or c.state = r.state)
      and (r.topic <> 'arrived' or c.waiting_since = r.since) and (r.topic <> 'dueSoon' or c.due_on = r.due_on)
      and (r.topic <> 'overdue' or c.due_on < trefoil.today())
    where r.settled_at is null and r.kind is not null and r.organization_id is null group by r.id
    union all
    select r.id, count(c.id)::integer from trefoil.reminder r
    left join trefoil.case_file c on c.queue_organization = r.organization_id and c.kind = r.kind and c.closed_on is null
      and coalesce(c.subject ->> 'campaign', '') = r.campaign and (r.state is null or c.state = r.state)
      and (r.topic <> 'arrived' or c.waiting_since = r.since) and (r.topic <> 'dueSoon' or c.due_on = r.due_on)
      and (r.topic <> 'overdue' or c.due_on < trefoil.today())
    where r.settled_at is null and r.kind is not null and r.organization_id is not null group by r.id
  ), changed as (
    update trefoil.reminder r set count = case when r.count is not null then l.left_over end,
      settled_at = case when l.left_over = 0 then now() end
    from live l where l.id = r.id and (l.left_over = 0 or r.count <> l.left_over)
    returning r.settled_at
  )
  select count(*) from changed where settled_at is not null into settled;
  return settled;
end $$;

-- The same in the transaction in which the last of them leaves the queue. Only emptiness is written: two who work at
-- one desk do not meet at a counter.
create function trefoil.settle_left_queue() returns trigger language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  update trefoil.reminder done set settled_at = now() where done.id in (
    select r.id from stale s join fresh f on f.id = s.id
    join trefoil.reminder r on r.settled_at is null and r.kind = s.kind
      and r.campaign = coalesce(s.subject ->> 'campaign', '') and (r.state is null or r.state = s.state)
      and (r.organization_id = s.queue_organization or r.organization_id is null and r.scope = s.queue_scope)
    where s.closed_on is null
      and (f.closed_on, f.state, f.queue_scope, f.queue_organization, f.due_on, f.waiting_since)
        is distinct from (s.closed_on, s.state, s.queue_scope, s.queue_organization, s.due_on, s.waiting_since)
      and not exists (select from trefoil.case_file c where c.closed_on is null and c.kind = r.kind
        and (c.queue_organization = r.organization_id or r.organization_id is null and c.queue_scope = r.scope)
        and coalesce(c.subject ->> 'campaign', '') = r.campaign and (r.state is null or c.state = r.state)
        and (r.topic <> 'arrived' or c.waiting_since = r.since) and (r.topic <> 'dueSoon' or c.due_on = r.due_on)
        and (r.topic <> 'overdue' or c.due_on < trefoil.today())));
  return null;
end $$;
create trigger case_file_settles after update on trefoil.case_file
  referencing old table as stale new table as fresh
  for each statement execute function trefoil.settle_left_queue();

-- An address is proposed, and counts once the link that was sent to it was followed: once, within two days. More than
-- five such letters a day to anybody's address are not sent.
create function trefoil.propose_address(wanted text, token text) returns boolean language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  me integer := trefoil.actor_id();
begin
  if me is null then
    raise exception 'No one is signed in.' using errcode = '42501';
  end if;
  if (select count(*) from trefoil.mail m where m.account_id = me and m.topic = 'confirm'
      and m.claimed_at > now() - interval '1 day') >= 5 then
    return false;
  end if;
  insert into trefoil.mail (account_id, topic, day, state, tries) values (me, 'confirm', trefoil.today(), 'claimed', 1);
  insert into trefoil.mail_setting as s (account_id, pending_address, confirm_hash, confirm_until)
  values (me, wanted, sha256(convert_to(token, 'UTF8')), now() + interval '2 days')
  on conflict (account_id) do update set pending_address = excluded.pending_address,
    confirm_hash = excluded.confirm_hash, confirm_until = excluded.confirm_until;
  return true;
end $$;

-- What became of the letter that was sent last to confirm an address of the actor.
create function trefoil.finish_confirmation(outcome text, why text, number integer) returns void language sql
  security definer set search_path = trefoil, pg_temp as $$
  update trefoil.mail set state = outcome, fault = why, code = number, sent_at = case when outcome = 'sent' then now() end
  where id = (select max(m.id) from trefoil.mail m where m.account_id = trefoil.actor_id() and m.topic = 'confirm')
$$;

create function trefoil.forget_address() returns void language sql security definer
  set search_path = trefoil, pg_temp as $$
  update trefoil.mail_setting set address = null, by_mail = false, pending_address = null, confirm_hash = null,
    confirm_until = null where account_id = trefoil.actor_id()
$$;

-- The two links of a mail work for whoever holds them, signed in or not; each does one thing to one account.
create function trefoil.confirm_address(token text) returns boolean language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
declare
  whose integer;
begin
  update trefoil.mail_setting set address = pending_address, by_mail = true, pending_address = null, confirm_hash = null,
    confirm_until = null
  where confirm_hash = sha256(convert_to(token, 'UTF8')) and confirm_until > now() returning account_id into whose;
  if whose is null then
    return false;
  end if;
  insert into trefoil.audit (account_id, roles, act, subject, facts) values (whose, '{}', 'mail.confirm', 'own settings', '{}');
  return true;
end $$;

create function trefoil.stop_mail(token text) returns boolean language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
declare
  whose integer := (select m.account_id from trefoil.mail m
                    where m.stop_hashes @> array[sha256(convert_to(token, 'UTF8'))] limit 1);
begin
  if whose is null then
    return false;
  end if;
  update trefoil.mail_setting set by_mail = false where account_id = whose and by_mail;
  if found then
    insert into trefoil.audit (account_id, roles, act, subject, facts) values (whose, '{}', 'mail.stop', 'own settings', '{}');
  end if;
  return true;
end $$;

-- Accounts with something to be mailed, and when they want it. The operator learns no address here.
create function trefoil.accounts_to_mail() returns table (account_id integer, rhythm text, hour smallint, weekday smallint)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select s.account_id, s.rhythm, s.hour, s.weekday from trefoil.mail_setting s
  join trefoil.account a on a.id = s.account_id and a.disabled_at is null
  where trefoil.is_operator() and s.by_mail and exists (
    select from trefoil.notice n join trefoil.reminder r on r.id = n.reminder_id
    where n.account_id = s.account_id and n.read_at is null and n.mailed_at is null and r.settled_at is null)
$$;

-- Takes mails to be sent: who gets what, in which language, with a fresh token to stop them. What was read or settled
-- since is left out; a mail with nothing left to say is dropped.
create function trefoil.take_mails(ids bigint[]) returns table (id bigint, tries integer, address text, language text,
  token text, reminders json) language plpgsql security definer set search_path = trefoil, pg_temp as $$
#variable_conflict use_column
begin
  if not trefoil.is_operator() then
    raise exception 'Only the operator sends mail.' using errcode = '42501';
  end if;
  return query
  with said as (
    select n.mail_id, json_agg(json_build_object('topic', r.topic, 'params', r.params, 'count', r.count)
                               order by r.due_on nulls last, r.id) as reminders
    from trefoil.notice n join trefoil.reminder r on r.id = n.reminder_id
    where n.mail_id = any(ids) and n.read_at is null and r.settled_at is null group by n.mail_id
  ), fresh as (
    select m.id, s.address, s.language, said.reminders,
      replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') as token
    from trefoil.mail m left join said on said.mail_id = m.id
    left join trefoil.mail_setting s on s.account_id = m.account_id and s.by_mail
    where m.id = any(ids)
  ), taken as (
    update trefoil.mail m set tries = m.tries + 1, claimed_at = now(), next_try_at = null,
      state = case when f.address is null or f.reminders is null then 'dropped' else 'claimed' end,
      stop_hashes = m.stop_hashes || sha256(convert_to(f.token, 'UTF8'))
    from fresh f where f.id = m.id returning m.id, m.tries, m.state, f.address, f.language, f.token, f.reminders
  )
  select t.id, t.tries, t.address, t.language, t.token, t.reminders from taken t where t.state = 'claimed' order by t.id;
end $$;

-- Claims the digests of a day: the notices count as mailed from here on, whatever becomes of the mail.
create function trefoil.claim_digests(accounts integer[], on_day date) returns setof bigint language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.is_operator() then
    raise exception 'Only the operator sends mail.' using errcode = '42501';
  end if;
  return query
  with claimed as (
    insert into trefoil.mail (account_id, topic, day, state)
    select a, 'digest', on_day, 'claimed' from unnest(accounts) a
    on conflict (account_id, day) where topic = 'digest' do nothing returning mail.id, mail.account_id
  ), marked as (
    update trefoil.notice n set mailed_at = now(), mail_id = c.id from claimed c, trefoil.reminder r
    where n.account_id = c.account_id and r.id = n.reminder_id and n.read_at is null and n.mailed_at is null
      and r.settled_at is null
    returning n.mail_id
  )
  select c.id from claimed c where c.id in (select mail_id from marked) order by 1;
end $$;

-- Mails whose next try has come. One that was claimed long ago and never came to an end may have gone out: it is not
-- sent again (at most once), and is counted as unknown.
create function trefoil.mails_to_retry() returns setof bigint language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.is_operator() then
    raise exception 'Only the operator sends mail.' using errcode = '42501';
  end if;
  update trefoil.mail set state = 'unknown', fault = 'unsure'
  where state = 'claimed' and claimed_at < now() - interval '15 minutes';
  return query select m.id from trefoil.mail m where m.state = 'waiting' and m.next_try_at <= now() order by 1 for update skip locked;
end $$;

create function trefoil.finish_mail(which bigint, outcome text, why text, number integer, again_in integer) returns void
  language plpgsql security definer set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.is_operator() then
    raise exception 'Only the operator sends mail.' using errcode = '42501';
  end if;
  update trefoil.mail set state = outcome, fault = why, code = number, next_try_at = now() + make_interval(secs => again_in),
    sent_at = case when outcome = 'sent' then now() end
  where id = which and state = 'claimed';
end $$;

-- What became of the mails of the last days, as counts.
create function trefoil.mail_counts(days integer) returns table (state text, fault text, count integer) language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select m.state, m.fault, count(*)::integer from trefoil.mail m
  where trefoil.is_operator() and m.day > trefoil.today() - days group by 1, 2 order by 1, 2
$$;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.is_operator(), trefoil.post_reminders(json), trefoil.settle_reminders(),
  trefoil.propose_address(text, text), trefoil.finish_confirmation(text, text, integer), trefoil.forget_address(),
  trefoil.confirm_address(text), trefoil.stop_mail(text), trefoil.accounts_to_mail(), trefoil.take_mails(bigint[]),
  trefoil.claim_digests(integer[], date), trefoil.mails_to_retry(),
  trefoil.finish_mail(bigint, text, text, integer, integer), trefoil.mail_counts(integer) to trefoil_app;
