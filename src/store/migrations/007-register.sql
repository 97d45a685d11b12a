-- The register in depth: papers that follow what they belong to, the life of an organization, duplicates and merges.
create extension if not exists pg_trgm with schema public;

-- Who put a paper on file and who withdrew it, in the words of that time. A withdrawn paper stays listed for those who
-- take part; its bytes are not read any more.
alter table trefoil.document
  add column actor_zh text not null default '',
  add column actor_en text not null default '',
  add column withdrawn_by integer references trefoil.account,
  add column withdrawn_zh text,
  add column withdrawn_en text,
  add column withdrawn_why text,
  add check ((withdrawn_at is null) = (withdrawn_by is null));

-- A paper of an organization or of a case is seen by whoever sees that now; one of a meeting by its scopes.
drop policy document_seen on trefoil.document;
create policy document_seen on trefoil.document for select to trefoil_app
  using ((withdrawn_at is null or (select trefoil.may_take_part()))
    and case subject_kind
      when 'organization' then exists (select from trefoil.organization o where o.id = document.organization_id)
      when 'case' then exists (select from trefoil.case_file c where c.id = document.subject_id::uuid)
      else (select trefoil.sees_all())
        or places && (select trefoil.my_places())::integer[]
        or scopes && (select trefoil.my_scopes())::integer[]
        or organization_id = any((select trefoil.my_organizations())::integer[])
    end);
grant update (withdrawn_at, withdrawn_by, withdrawn_zh, withdrawn_en, withdrawn_why) on trefoil.document to trefoil_app;
