-- Official papers: what a body writes to an organization, from a template, with a number and a code by which anyone can
-- check it. Word and PDF are made of what stands here; nothing of a rendered file is kept.

-- How a body signs its papers and begins their numbers. Known to all who are signed in, as it stands on every paper.
create table trefoil.paper_office (
  body_id integer primary key references trefoil.body,
  scope integer not null,
  name text not null check (length(name) between 2 and 60),
  code text not null unique check (length(code) between 2 and 12),
  version integer not null check (version > 0),
  set_by integer not null references trefoil.account default trefoil.actor_id(),
  set_at timestamptz not null default now()
);

-- Templates as an office words them. A version is never changed: a newer one takes its place. Without a template the
-- shipped one is in force again.
create table trefoil.paper_template (
  body_id integer not null references trefoil.body,
  scope integer not null,
  template text not null check (template ~ '^[a-z][a-z0-9-]{1,39}$'),
  version integer not null check (version > 0),
  content jsonb check (octet_length(content::text) <= 262144),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  actor_zh text not null,
  actor_en text not null,
  at timestamptz not null default now(),
  primary key (body_id, template, version)
);
create trigger paper_template_stays before update or delete on trefoil.paper_template
  for each row execute function trefoil.audit_stays();

create table trefoil.paper (
  id uuid primary key,
  kind text not null check (kind ~ '^[a-z][A-Za-z]{2,39}$'),
  -- The whole template as it was when the paper was written, so that a later wording changes no paper.
  template jsonb not null,
  -- The version of the office's wording; null where it is the shipped one.
  office_version integer,
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 1048576),
  title text not null check (length(title) between 1 and 300),
  body_id integer not null references trefoil.body,
  scope integer not null,
  office_name text not null,
  case_id uuid references trefoil.case_file,
  organization_id integer references trefoil.organization,
  organization_name text,
  -- Who else may see it once it is issued: where the organization and the parties of the case stand.
  scopes integer[] not null,
  places integer[] not null,
  state text not null default 'draft' check (state in ('draft', 'issued', 'withdrawn')),
  version integer not null default 1 check (version > 0),
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  drafted_zh text not null,
  drafted_en text not null,
  drafted_at timestamptz not null default now(),
  prefix text,
  year integer,
  number integer check (number > 0),
  issued_on date,
  issued_by integer references trefoil.account,
  issued_zh text,
  issued_en text,
  code text unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  hash text,
  -- What the paper says since it was issued, in words: a later release of Trefoil changes no word of it.
  model jsonb check (octet_length(model::text) <= 1048576),
  served_on date,
  served_way text check (served_way in ('direct', 'left', 'post', 'electronic', 'public')),
  withdrawn_on date,
  withdrawn_zh text,
  withdrawn_en text,
  withdrawn_why text check (length(withdrawn_why) <= 500),
  -- The action of a case that withdrew it; null where a hand did.
  withdrawn_case uuid,
  withdrawn_seq integer,
  foreign key (withdrawn_case, withdrawn_seq) references trefoil.case_action (case_id, seq),
  unique (prefix, year, number),
  check (num_nonnulls(prefix, year, number, issued_on, issued_by, issued_zh, issued_en, code, hash, model)
    = case state when 'draft' then 0 else 10 end),
  check (num_nonnulls(withdrawn_case, withdrawn_seq) = 0 or (num_nonnulls(withdrawn_case, withdrawn_seq) = 2 and state = 'withdrawn')),
  check (num_nonnulls(withdrawn_on, withdrawn_zh, withdrawn_en, withdrawn_why) = case state when 'withdrawn' then 4 else 0 end),
  check (num_nonnulls(served_on, served_way) in (0, 2) and (served_on is null or issued_on <= served_on))
);
create index paper_case on trefoil.paper (case_id);
create index paper_organization on trefoil.paper (organization_id);
create index paper_day on trefoil.paper (coalesce(issued_on, 'infinity'), drafted_at, id);
create index paper_scopes on trefoil.paper using gin (scopes);
create index paper_places on trefoil.paper using gin (places);

-- A paper goes from draft to issued to withdrawn and never back. What was issued stays as it is: only its service and
-- its withdrawal are added, each once.
create function trefoil.paper_stays() returns trigger language plpgsql as $$
declare
  late text[] := array['state', 'version', 'served_on', 'served_way', 'withdrawn_on', 'withdrawn_zh', 'withdrawn_en',
    'withdrawn_why', 'withdrawn_case', 'withdrawn_seq'];
begin
  if tg_op = 'DELETE' or old.state = 'withdrawn'
     or (old.state = 'issued' and (new.state = 'draft' or to_jsonb(new) - late <> to_jsonb(old) - late
         or (old.served_on is not null and (new.served_on, new.served_way) is distinct from (old.served_on, old.served_way))))
     or (old.state = 'draft' and new.state = 'withdrawn')
     or (new.id, new.body_id, new.scope, new.case_id, new.organization_id)
        is distinct from (old.id, old.body_id, old.scope, old.case_id, old.organization_id) then
    raise exception 'An issued paper stays as it is.' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger paper_stays before update or delete on trefoil.paper for each row execute function trefoil.paper_stays();

call trefoil.seal_table('paper_office');
call trefoil.seal_table('paper_template');
call trefoil.seal_table('paper');

create policy paper_office_seen on trefoil.paper_office for select to trefoil_app
  using ((select trefoil.actor_id()) is not null);
create policy paper_office_made on trefoil.paper_office for insert to trefoil_app
  with check (set_by = (select trefoil.actor_id()) and scope = any((select trefoil.my_desks())::integer[]));
create policy paper_office_changed on trefoil.paper_office for update to trefoil_app
  using ((select trefoil.actor_id()) is not null and scope = any((select trefoil.my_desks())::integer[]))
  with check (set_by = (select trefoil.actor_id()) and scope = any((select trefoil.my_desks())::integer[]));

create policy paper_template_seen on trefoil.paper_template for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope / 64 = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[]));
create policy paper_template_made on trefoil.paper_template for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and scope = any((select trefoil.my_desks())::integer[]));

-- A draft is its office's own; an issued paper is seen by whoever sees what it is about, and by the organization.
create policy paper_seen on trefoil.paper for select to trefoil_app
  using ((select trefoil.sees_all())
    or scope / 64 = any((select trefoil.my_places())::integer[])
    or scope = any((select trefoil.my_scopes())::integer[])
    or (state <> 'draft' and (places && (select trefoil.my_places())::integer[]
      or scopes && (select trefoil.my_scopes())::integer[]
      or organization_id = any((select trefoil.my_organizations())::integer[]))));
create policy paper_made on trefoil.paper for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and ((select trefoil.writes_all())
    or scope / 64 = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[])));
create policy paper_changed on trefoil.paper for update to trefoil_app
  using ((select trefoil.writes_all())
    or scope / 64 = any((select trefoil.my_written_places())::integer[])
    or scope = any((select trefoil.my_written_scopes())::integer[]));

grant select, insert on trefoil.paper_office to trefoil_app;
grant update (scope, name, code, version, set_by, set_at) on trefoil.paper_office to trefoil_app;
grant select, insert on trefoil.paper_template to trefoil_app;
grant select, insert on trefoil.paper to trefoil_app;
grant update (template, office_version, content, title, office_name, state, version, prefix, year,
  number, issued_on, issued_by, issued_zh, issued_en, code, hash, model, served_on, served_way, withdrawn_on, withdrawn_zh,
  withdrawn_en, withdrawn_why) on trefoil.paper to trefoil_app;

-- The number after the last of a document code in a year. Papers are never deleted, so there are no gaps; two that take
-- the same number at once meet the constraint, and one of them is tried again.
create function trefoil.next_paper_number(wanted text, in_year integer) returns integer language sql stable
  security definer set search_path = trefoil, pg_temp as $$
  select coalesce(max(number), 0) + 1 from trefoil.paper where prefix = wanted and year = in_year
$$;

-- What anybody who holds a paper may check, by its code alone: nothing of a person, nothing of what the paper
-- says, but for a certificate, whose grade and last day are there to be shown.
create function trefoil.verify_paper(wanted text) returns table (kind text, prefix text, year integer, number integer,
    issued_on date, office_name text, organization_name text, state text, withdrawn_on date, hash text, grade text, valid_to date)
  language sql stable security definer set search_path = trefoil, pg_temp as $$
  select p.kind, p.prefix, p.year, p.number, p.issued_on, p.office_name, p.organization_name, p.state, p.withdrawn_on, p.hash,
    case when p.kind = 'evaluationCertificate' then p.content ->> 'grade' end,
    case when p.kind = 'evaluationCertificate' then (p.content ->> 'validTo')::date end
  from trefoil.paper p where p.code = wanted and p.state <> 'draft'
$$;

revoke execute on all functions in schema trefoil from public;
grant execute on function trefoil.next_paper_number(text, integer), trefoil.verify_paper(text) to trefoil_app;
