-- Workflows that something outside sets off: they have no record, so no object either.
alter table :schema._workflow alter column object drop not null;
alter table :schema._workflow_run alter column object drop not null;
-- without a record the occurrence alone says which time it is
create unique index _workflow_run_once on :schema._workflow_run (workflow, occurrence) where record is null;

-- The address of a workflow that is called, and the secret that its callers know, sealed with the installation's own.
create table :schema._workflow_hook (
  workflow uuid primary key references :schema._workflow on delete cascade,
  token text not null unique,
  secret text not null,
  created_at timestamptz not null,
  secret_at timestamptz not null
);
