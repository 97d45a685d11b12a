-- Drafts: what somebody has typed and not yet sent in. They are the account's own: no other role, the operator's
-- included, reads them, and nothing in the house counts them.
create table trefoil.draft (
  account_id integer not null references trefoil.account default trefoil.actor_id(),
  -- What the draft is for: a noun and an id of ours, never a word that somebody typed.
  key text not null check (key ~ '^[a-z]{2,20}\.[0-9A-Za-z-]{1,60}$'),
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 262144),
  version integer not null check (version > 0),
  updated_at timestamptz not null default now(),
  primary key (account_id, key)
);
call trefoil.seal_table('draft');

create policy draft_seen on trefoil.draft for select to trefoil_app using (account_id = (select trefoil.actor_id()));
create policy draft_made on trefoil.draft for insert to trefoil_app
  with check (account_id = (select trefoil.actor_id()) and (select trefoil.may_take_part()));
create policy draft_changed on trefoil.draft for update to trefoil_app using (account_id = (select trefoil.actor_id()));

grant select, insert, update (content, version, updated_at) on trefoil.draft to trefoil_app;
