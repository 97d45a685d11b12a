-- The first pass and the Party-side cases that it starts.

-- What was given in with a registration: each time a version of its own, none is changed. Counts only, never a person.
create table trefoil.registration_paper (
  case_id uuid not null references trefoil.case_file,
  kind text not null check (kind in ('charter', 'commitment', 'survey')),
  version integer not null check (version > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  actor_zh text not null,
  actor_en text not null,
  at timestamptz not null default now(),
  primary key (case_id, kind, version)
);
create trigger registration_paper_stays before update or delete on trefoil.registration_paper
  for each row execute function trefoil.audit_stays();
create trigger registration_paper_stays_whole before truncate on trefoil.registration_paper
  for each statement execute function trefoil.audit_stays();

call trefoil.seal_table('registration_paper');
create policy registration_paper_seen on trefoil.registration_paper for select to trefoil_app
  using ((select trefoil.actor_id()) is not null
    and exists (select from trefoil.case_file c where c.id = registration_paper.case_id));
create policy registration_paper_made on trefoil.registration_paper for insert to trefoil_app
  with check ((select trefoil.may_take_part()) and account_id = (select trefoil.actor_id())
    and exists (select from trefoil.case_file c where c.id = registration_paper.case_id
                and c.kind = 'registration' and c.closed_on is null));
grant select, insert on trefoil.registration_paper to trefoil_app;

-- Cases that came about from another: the link is in the subject of the later one.
create index case_file_origin on trefoil.case_file ((subject ->> 'origin')) where subject ? 'origin';

-- The bodies of a line whose seat is a place or above it, the nearest first: where a registration or a filing is decided.
create function trefoil.desks_above(place integer, wanted text) returns table (scope integer, name text, key text)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select above.id * 64 + f.line_no, f.name, b.key
  from trefoil.place home
  join trefoil.place above on home.lo between above.lo and above.hi
  join trefoil.body_fact f on f.place_id = above.id and f.line = wanted and upper_inf(f.known) and f.valid @> trefoil.today()
  join trefoil.body b on b.id = f.body_id
  where home.id = place
  order by above.hi - above.lo, b.key
$$;

-- A registration is about the organization that came on the register by it: said once more by the case file, by whoever
-- has just handed out its certificate and writes that organization.
create function trefoil.bind_registration(bound uuid, wanted text) returns void language plpgsql
  security definer set search_path = trefoil, pg_temp as $$
declare
  file trefoil.case_file;
  stands trefoil.organization;
begin
  select * into file from trefoil.case_file c where c.id = bound and c.kind = 'registration';
  select * into stands from trefoil.organization o where o.code = wanted;
  if stands.id is null
    or not exists (
      select from trefoil.case_action a where a.case_id = bound and a.seq = file.version and a.action = 'certify'
        and a.xmin = pg_current_xact_id()::xid and a.account_id = trefoil.actor_id())
    or not exists (select from trefoil.organizations_written(array[stands.id]) w where w = stands.id)
  then
    raise exception 'No certificate was handed out here.' using errcode = '42501';
  end if;
  update trefoil.case_file c set organization_id = stands.id,
    scopes = array_append(array_remove(c.scopes, stands.scope), stands.scope),
    places = array_append(array_remove(c.places, stands.scope_place), stands.scope_place)
  where c.id = bound;
end $$;

-- How large a Party organization is today: the organizations that it covers and the full members working there, as counts.
create function trefoil.party_size(wanted text) returns table (units integer, full_members integer)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select count(*)::integer, coalesce(sum(n.full_members), 0)::integer
  from trefoil.party_organization p
  join trefoil.coverage c on c.party_organization_id = p.id and upper_inf(c.known) and c.valid @> trefoil.today()
  left join trefoil.count_fact n on n.organization_id = c.organization_id and upper_inf(n.known) and n.valid @> trefoil.today()
  where p.key = wanted
$$;

revoke execute on function trefoil.desks_above(integer, text), trefoil.bind_registration(uuid, text),
  trefoil.party_size(text) from public;
grant execute on function trefoil.desks_above(integer, text), trefoil.bind_registration(uuid, text),
  trefoil.party_size(text) to trefoil_app;
