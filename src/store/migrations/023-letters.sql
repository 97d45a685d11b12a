-- The papers of a case action, at most one of a kind; and what a decision says of its appeal on paper.
alter table trefoil.paper add column case_seq integer;
alter table trefoil.paper add foreign key (case_id, case_seq) references trefoil.case_action (case_id, seq);
alter table trefoil.paper add check (case_seq is null or case_id is not null);
create unique index paper_case_action on trefoil.paper (case_id, case_seq, kind) where case_seq is not null;

-- What an act of a case has issued, only an act of a case withdraws: an appeal, a proposal given up, a replacement. The
-- columns that say which are written by this function alone.
alter table trefoil.paper add constraint paper_of_act_withdrawn
  check (state <> 'withdrawn' or (case_seq is null) = (withdrawn_seq is null));
create function trefoil.withdraw_letter(wanted uuid, by_case uuid, by_seq integer, why text) returns boolean
  language plpgsql security definer set search_path = trefoil, pg_temp as $$
begin
  update paper p set state = 'withdrawn', version = p.version + 1, withdrawn_on = trefoil.today(), withdrawn_why = why,
    withdrawn_zh = a.actor_zh, withdrawn_en = a.actor_en, withdrawn_case = by_case, withdrawn_seq = by_seq
  from case_action a join case_file c on c.id = a.case_id
  where p.id = wanted and p.state = 'issued' and p.case_seq is not null and a.case_id = by_case and a.seq = by_seq
    and a.account_id = trefoil.actor_id()
    and (p.case_id = by_case or (p.kind = 'evaluationCertificate' and p.organization_id = c.organization_id));
  return found;
end $$;
revoke execute on function trefoil.withdraw_letter(uuid, uuid, integer, text) from public;
grant execute on function trefoil.withdraw_letter(uuid, uuid, integer, text) to trefoil_app;

-- The last day of an appeal that the paper names. Whoever is served late has the days of the law all the same.
alter table trefoil.outcome add column appeal_by date check (appeal_by >= decided_on);

-- Whether somebody signs in for an organization today; without, its papers go out on paper.
create function trefoil.organization_has_account(organization integer) returns boolean language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select exists (select from trefoil.grant_of g join trefoil.account a on a.id = g.account_id
    where g.organization_id = organization and g.role = 'organization' and g.valid @> trefoil.today()
      and a.disabled_at is null)
$$;
revoke execute on function trefoil.organization_has_account(integer) from public;
grant execute on function trefoil.organization_has_account(integer) to trefoil_app;

-- An outcome against somebody has its issued paper, with a number, in the same transaction.
create function trefoil.outcome_has_paper() returns trigger language plpgsql security definer
  set search_path = trefoil, pg_temp as $$
begin
  if new.is_adverse and not exists (select from paper p where p.case_id = new.case_id and p.case_seq = new.seq
      and p.state = 'issued') then
    raise exception 'An outcome against somebody has its issued paper.' using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger outcome_has_paper after insert on trefoil.outcome
  deferrable initially deferred for each row execute function trefoil.outcome_has_paper();
revoke execute on function trefoil.outcome_has_paper() from public;
