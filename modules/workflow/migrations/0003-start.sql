-- A person sets a workflow off for records of her choice: how many, which are still to be enrolled, and when all were done.
create table :schema._workflow_start (
  id uuid primary key,
  workflow uuid not null references :schema._workflow on delete cascade,
  version integer not null,
  member uuid not null,
  object text not null,
  -- what every run of it is told
  trigger jsonb not null,
  total integer not null,
  -- parts that are enrolled, and records that the workflow's condition left out
  part integer not null default 0,
  enrolled boolean not null default false,
  skipped integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);

create table :schema._workflow_start_part (
  start uuid not null references :schema._workflow_start on delete cascade,
  number integer not null,
  ids uuid[] not null,
  primary key (start, number)
);

alter table :schema._workflow_run add column start uuid;
create index _workflow_run_start on :schema._workflow_run (start, status) where start is not null;
