-- Where each organization stands, day by day, as the pure rules judged the facts under a pack: one row a stretch of
-- days in which nothing changes. Derived, so it is recomputed for what a change touches, under one pack at a time; bitemporal like the facts, so
-- "as known then" gives the same figures later. It carries the place and line of its own days. What lists are sorted by
-- stands in front: the further back a column is, the longer a look at all rows takes.
create table trefoil.standing (
  id bigint generated always as identity primary key,
  organization_id integer not null references trefoil.organization,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  place_id integer not null,
  -- The days of the span, which an index can be asked for and the planner can count; what says a range is neither.
  begins date not null generated always as (coalesce(lower(valid), '-infinity')) stored,
  ends date not null generated always as (coalesce(upper(valid), 'infinity')) stored,
  full_members integer,
  registered_on date,
  policy text not null,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  code text not null,
  name text not null,
  -- The pinyin of the name, by which lists are sorted.
  sort_key text collate "C" not null default '',
  line_no smallint not null,
  line text,
  body_id integer,
  kind text not null,
  status text not null,
  population text not null,
  industry text,
  supervising_unit text,
  grade text,
  standing text not null,
  rule text not null,
  eligible boolean not null,
  eligible_since date,
  coverage_class text not null,
  covered boolean not null,
  covered_wide boolean not null,
  work_covered boolean not null,
  party_organization_id integer,
  party_level text,
  staff integer,
  staff_full_time integer,
  probationary_members integer,
  other_members integer,
  relation_elsewhere integer,
  party_group boolean not null,
  instructor boolean not null,
  officer_valid boolean not null,
  not_built_reason text,
  next_change date,
  exclude using gist (organization_id with =, valid with &&, known with &&)
);
create index standing_scope on trefoil.standing (scope_place, organization_id);

create table trefoil.plan (
  id uuid primary key,
  account_id integer not null references trefoil.account,
  created_at timestamptz not null default now(),
  as_of date not null,
  known_at timestamptz not null,
  policy text not null,
  place_id integer references trefoil.place,
  line text,
  state text not null check (state in ('solving', 'solved', 'failed')),
  input jsonb not null,
  result jsonb,
  failure text
);
create index plan_account on trefoil.plan (account_id, created_at desc);
