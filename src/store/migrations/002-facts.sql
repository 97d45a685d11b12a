-- Dated facts. valid is what days a fact speaks of, known is when it was on record; nothing is deleted. A correction
-- closes known and writes anew, a change of the world closes valid. stated_on is the day of the statement a fact comes
-- from. The exclusion constraints say what the field demands, for every day and at every instant.

create table trefoil.batch (
  id uuid primary key,
  account_id integer not null references trefoil.account,
  created_at timestamptz not null default now(),
  as_of date not null,
  state text not null check (state in ('checking', 'checked', 'importing', 'done', 'undone', 'failed')),
  files text[] not null,
  result jsonb not null default '{}',
  mapping jsonb not null default '{}',
  done_at timestamptz,
  undone_at timestamptz
);
create index batch_account on trefoil.batch (account_id, created_at desc);

create table trefoil.mapping (
  account_id integer not null references trefoil.account,
  signature text not null,
  mapping jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (account_id, signature)
);

create table trefoil.place_fact (
  id bigint generated always as identity primary key,
  place_id integer not null references trefoil.place,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  name text not null,
  level text not null check (level in ('nation', 'province', 'city', 'district', 'township', 'community')),
  parent_id integer references trefoil.place,
  managed_by_id integer references trefoil.place,
  longitude double precision,
  latitude double precision,
  exclude using gist (place_id with =, valid with &&, known with &&)
);
create index place_fact_parent on trefoil.place_fact (parent_id);
create index place_fact_batch on trefoil.place_fact (batch_id);
create index place_fact_closed on trefoil.place_fact (closed_by) where closed_by is not null;

-- A responsible body. Each industry body without a superior of its own line opens a line number of its own, so that a
-- grant can name one industry.
create table trefoil.body (
  id integer generated always as identity primary key,
  key text not null unique
);

create table trefoil.body_fact (
  id bigint generated always as identity primary key,
  body_id integer not null references trefoil.body,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  name text not null,
  line text not null check (line in ('civil', 'industry', 'community')),
  line_no smallint not null check (line_no between 1 and 63),
  level text,
  parent_id integer references trefoil.body check (parent_id <> body_id),
  place_id integer references trefoil.place,
  exclude using gist (body_id with =, valid with &&, known with &&)
);
create index body_fact_batch on trefoil.body_fact (batch_id);
create index body_fact_closed on trefoil.body_fact (closed_by) where closed_by is not null;

-- An organization. scope = place * 64 + line number of where it stands now (place 0: not known); every fact of it
-- carries the same scope, kept equal by the foreign keys, so that row security needs no join.
create table trefoil.organization (
  id integer generated always as identity primary key,
  code text not null unique,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  unique (id, scope)
);
create index organization_scope on trefoil.organization (scope_place, id);

alter table trefoil.grant_of add foreign key (organization_id) references trefoil.organization;

create table trefoil.organization_fact (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  name text not null,
  kind text not null check (kind in ('association', 'service', 'foundation', 'filed', 'lawFirm', 'accountingFirm', 'taxFirm')),
  status text not null check (status in ('active', 'liquidating', 'dormant', 'incubating')),
  registered_on date,
  ended_on date check (ended_on > registered_on),
  place_id integer references trefoil.place,
  address text,
  longitude double precision,
  latitude double precision,
  authority text,
  supervising_unit text,
  industry text,
  grade text check (grade in ('1A', '2A', '3A', '4A', '5A')),
  grade_valid_to date,
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, valid with &&, known with &&)
);
create index organization_fact_scope on trefoil.organization_fact (scope_place, organization_id);
create index organization_fact_batch on trefoil.organization_fact (batch_id);
create index organization_fact_closed on trefoil.organization_fact (closed_by) where closed_by is not null;

-- Exactly one responsible body on a day, or a listed gap: two are impossible. A row without line and body is a
-- statement that there is none.
create table trefoil.responsibility (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  line text check (line in ('civil', 'industry', 'community')),
  line_no smallint not null check (line_no between 0 and 63),
  body_id integer references trefoil.body,
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, valid with &&, known with &&)
);
create index responsibility_batch on trefoil.responsibility (batch_id);
create index responsibility_closed on trefoil.responsibility (closed_by) where closed_by is not null;

-- The organization's own return of counts. Null is "not answered".
create table trefoil.count_fact (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  staff integer check (staff >= 0),
  staff_full_time integer check (staff_full_time between 0 and staff),
  full_members integer check (full_members >= 0),
  probationary_members integer check (probationary_members >= 0),
  other_members integer check (other_members >= 0),
  relation_elsewhere integer check (relation_elsewhere >= 0),
  party_group boolean,
  instructor boolean,
  instructor_since date,
  not_built_reason text,
  check (full_members <= coalesce(staff_full_time, staff, full_members)),
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, valid with &&, known with &&)
);
create index count_fact_batch on trefoil.count_fact (batch_id);
create index count_fact_closed on trefoil.count_fact (closed_by) where closed_by is not null;

-- A Party organization. reach = scopes of the organizations that it or a subordinate covers: who sees one of them,
-- sees it.
create table trefoil.party_organization (
  id integer generated always as identity primary key,
  key text not null unique,
  reach integer[] not null default '{}',
  reach_places integer[] not null default '{}'
);

create table trefoil.party_organization_fact (
  id bigint generated always as identity primary key,
  party_organization_id integer not null references trefoil.party_organization,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  name text not null,
  level text not null check (level in ('committee', 'generalBranch', 'branch')),
  formation text not null check (formation in ('independent', 'joint', 'industry', 'regional')),
  nature text not null check (nature in ('formal', 'temporary', 'functional', 'floating')),
  founded_on date,
  ended_on date check (ended_on > founded_on),
  approval text,
  superior text,
  term_ends_on date,
  exclude using gist (party_organization_id with =, valid with &&, known with &&)
);
create index party_organization_fact_batch on trefoil.party_organization_fact (batch_id);
create index party_organization_fact_closed on trefoil.party_organization_fact (closed_by) where closed_by is not null;

-- Coverage: an organization in a Party organization. At most one is primary on a day; the others are never counted.
create table trefoil.coverage (
  id bigint generated always as identity primary key,
  organization_id integer not null,
  scope integer not null,
  scope_place integer not null generated always as (scope / 64) stored,
  party_organization_id integer not null references trefoil.party_organization,
  valid daterange not null check (not isempty(valid)),
  known tstzrange not null default tstzrange(now(), null),
  stated_on date not null,
  batch_id uuid references trefoil.batch,
  closed_by uuid references trefoil.batch,
  "primary" boolean not null,
  approval text,
  foreign key (organization_id, scope) references trefoil.organization (id, scope) on update cascade,
  exclude using gist (organization_id with =, party_organization_id with =, valid with &&, known with &&),
  exclude using gist (organization_id with =, valid with &&, known with &&) where ("primary")
);
create index coverage_party on trefoil.coverage (party_organization_id);
create index coverage_batch on trefoil.coverage (batch_id);
create index coverage_closed on trefoil.coverage (closed_by) where closed_by is not null;
