-- The supervision of the passes: what was first decided in a case stands beside its state, as the pure function of its
-- actions gives it (domain/case.ts), so that figures are a GROUP BY and open the very cases that they count.
alter table trefoil.case_file
  add column decided_on date,
  add column decision text,
  -- Working days from the opening.
  add column decided_days integer check (decided_days >= 0),
  add column appealed_on date,
  add column overturned_on date,
  -- The key of the body at whose desk a pass is decided; of an office, never of a person.
  add column authority text generated always as (parties -> 'authority' ->> 'body') stored,
  add constraint case_file_decision check (num_nonnulls(decided_on, decision, decided_days) in (0, 3)
    and (decided_on is not null or (appealed_on is null and overturned_on is null)));
grant update (decided_on, decision, decided_days, appealed_on, overturned_on) on trefoil.case_file to trefoil_app;
create index case_file_decided on trefoil.case_file (kind, decided_on) where decided_on is not null;
create index case_file_open on trefoil.case_file (kind, due_on) where closed_on is null;
create index case_file_second_look on trefoil.case_file (opened_on) where kind = 'secondLook';

-- The draw for a second look, one for each case that passed, whether it falls or not. The number is the database's own:
-- the application may not name it. So the share can be counted again and each draw explained.
create table trefoil.second_look_draw (
  case_id uuid primary key references trefoil.case_file,
  seq integer not null,
  percent integer not null check (percent >= 0),
  draw integer not null default floor(random() * 10000) check (draw between 0 and 9999),
  is_drawn boolean not null generated always as (draw < percent * 100) stored,
  at timestamptz not null default now(),
  foreign key (case_id, seq) references trefoil.case_action (case_id, seq)
);
call trefoil.seal_table('second_look_draw');
create policy second_look_draw_seen on trefoil.second_look_draw for select to trefoil_app
  using ((select trefoil.actor_id()) is not null and exists (select from trefoil.case_file c
    where c.id = second_look_draw.case_id and ((select trefoil.sees_all())
      or c.places && (select trefoil.my_places())::integer[]
      or c.scopes && (select trefoil.my_scopes())::integer[])));
create policy second_look_draw_made on trefoil.second_look_draw for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and exists (select from trefoil.case_action a
    where a.case_id = second_look_draw.case_id and a.seq = second_look_draw.seq
      and a.account_id = (select trefoil.actor_id())));
grant select, insert (case_id, seq, percent) on trefoil.second_look_draw to trefoil_app;
