-- Work that outlives its request: checks and imports of files. The queue itself is pg-boss's own schema (store/jobs.ts),
-- whose jobs hold ids only. A job runs with the rights of the account that ordered it, found out anew when it begins.

-- How far the work on a batch has come. Beside the row of the batch, which the import itself writes when it ends.
create table trefoil.job_progress (
  batch_id uuid primary key references trefoil.batch,
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  -- How often the work was begun: one that always ends its process is not begun for ever.
  attempts integer not null default 0,
  step text not null default 'waiting' check (step ~ '^[a-z][A-Za-z]{2,39}$'),
  done integer not null default 0,
  total integer not null default 0,
  step_at timestamptz not null default clock_timestamp(),
  at timestamptz not null default clock_timestamp(),
  stop_asked boolean not null default false
);
call trefoil.seal_table('job_progress');
create policy job_progress_seen on trefoil.job_progress for select to trefoil_app
  using (account_id = (select trefoil.actor_id()));
create policy job_progress_made on trefoil.job_progress for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));
create policy job_progress_changed on trefoil.job_progress for update to trefoil_app
  using (account_id = (select trefoil.actor_id()) and (select trefoil.may_write()));
grant select, insert on trefoil.job_progress to trefoil_app;
grant update (attempts, step, done, total, step_at, at, stop_asked) on trefoil.job_progress to trefoil_app;

alter table trefoil.batch drop constraint batch_state_check;
alter table trefoil.batch add constraint batch_state_check
  check (state in ('checking', 'checked', 'importing', 'done', 'undone', 'failed', 'stopped'));
create index batch_unfinished on trefoil.batch (created_at) where state in ('checking', 'importing');
-- The batch whose files were mended and handed in again with this one.
alter table trefoil.batch add column corrects uuid references trefoil.batch check (corrects <> id);
create index batch_corrects on trefoil.batch (corrects) where corrects is not null;
-- Words that the clerk accepted in place of what was read, for this batch alone: a list of sheet, column, read, value.
alter table trefoil.batch add column overrides jsonb not null default '[]';

-- The server itself: the operator's account has no password, its sessions are made by whoever holds the migrator's
-- connection (store/session.ts).
create function trefoil.is_system() returns boolean language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.account a
                 where a.id = (select trefoil.actor_id()) and a.login = 'operator' and a.password_hash is null)
$$;

-- What a start has to take up again, oldest first.
create function trefoil.unfinished_batches() returns setof uuid language sql stable security definer
  set search_path = trefoil, pg_temp as $$
  select b.id from trefoil.batch b where b.state in ('checking', 'importing') and trefoil.is_system()
  order by b.created_at
$$;

-- A session for the account that ordered an unfinished batch, as long as it may still write. Its word: opened, refused
-- (the account is disabled or has no grant to write any more), or ended (there is nothing to do).
create function trefoil.open_job_session(batch uuid, token text) returns text language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  who integer;
begin
  if not trefoil.is_system() then
    raise exception 'Only the server itself takes up a job.' using errcode = '42501';
  end if;
  select b.account_id into who from trefoil.batch b where b.id = batch and b.state in ('checking', 'importing');
  if who is null then
    return 'ended';
  end if;
  if not exists (select from trefoil.account a join trefoil.grant_of g on g.account_id = a.id
                 where a.id = who and a.disabled_at is null and g.role in ('operator', 'officer')
                   and g.valid @> trefoil.today()) then
    return 'refused';
  end if;
  insert into trefoil.session (token_hash, account_id, expires_at)
  values (sha256(convert_to(token, 'UTF8')), who, now() + interval '12 hours');
  return 'opened';
end $$;

-- Tells a batch whose account may not write any more, or whose work ends its process again and again, why it ended.
create function trefoil.fail_batch(batch uuid, failure jsonb) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
begin
  if not trefoil.is_system() then
    raise exception 'Only the server itself takes up a job.' using errcode = '42501';
  end if;
  update trefoil.batch b set state = 'failed', result = b.result || jsonb_build_object('failure', failure)
  where b.id = batch and b.state in ('checking', 'importing');
end $$;

revoke execute on function trefoil.is_system(), trefoil.unfinished_batches(), trefoil.open_job_session(uuid, text),
  trefoil.fail_batch(uuid, jsonb) from public;
grant execute on function trefoil.is_system(), trefoil.unfinished_batches(), trefoil.open_job_session(uuid, text),
  trefoil.fail_batch(uuid, jsonb) to trefoil_app;
