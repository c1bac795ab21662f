-- Who has to agree to what a workflow does before it is switched on, and what she said to each version (AUT-29, APR-02).
create table :schema._workflow_agreement (
  workflow uuid primary key references :schema._workflow on delete cascade,
  requester uuid not null references :schema._member,
  asked_by uuid,
  asked_at timestamptz not null
);

create table :schema._workflow_signature (
  id uuid primary key,
  workflow uuid not null references :schema._workflow on delete cascade,
  version integer not null,
  member uuid not null,
  decision text not null check (decision in ('signed', 'change')),
  comment text,
  -- what she read, in both languages, line by line: names and labels may change later
  summary jsonb not null,
  created_at timestamptz not null
);
create index _workflow_signature_list on :schema._workflow_signature (workflow, id desc);

-- Runs over all workflows: the failed ones, those that wait, of a stretch of time.
create index _workflow_run_status on :schema._workflow_run (status, id desc);
create index _workflow_run_time on :schema._workflow_run using brin (created_at);

-- How many changes of records came which way, by month of the workspace: counted from the event log as it is read.
create table :schema._workflow_effect (
  month date not null,
  object text not null,
  way text not null,
  count bigint not null,
  primary key (month, object, way)
);
