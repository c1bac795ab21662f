-- Workflows: their definitions, versions, enrolments, runs and steps. All of it is written in the transaction of the
-- record's change or of the step's effect, so that a crash loses and repeats nothing (API.md §7, "The promise").
create table :schema._workflow (
  id uuid primary key,
  name text not null,
  object text not null,
  enabled boolean not null,
  -- the version in force; waiting runs stay on theirs
  version integer not null,
  definition jsonb not null,
  -- workflows act as themselves: this member (kind `workflow`) carries the role that bounds them
  member uuid not null references :schema._member,
  author uuid,
  -- `<template or module>/<key>` where one brought it, and the hash of what it brought last: another hash of the
  -- definition means that the customer has changed it, and her edit wins
  source text unique,
  source_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- a removed workflow keeps its runs readable and is not installed again
  deleted_at timestamptz
);
create index _workflow_living on :schema._workflow (id) where deleted_at is null;

create table :schema._workflow_version (
  workflow uuid not null references :schema._workflow on delete cascade,
  version integer not null,
  definition jsonb not null,
  author uuid,
  created_at timestamptz not null,
  primary key (workflow, version)
);

-- How often a record has met a workflow's trigger. `inside`: it has not ceased to hold since (reenrol: afterExit).
create table :schema._workflow_entry (
  workflow uuid not null references :schema._workflow on delete cascade,
  record uuid not null,
  entries integer not null,
  inside boolean not null,
  primary key (workflow, record)
);
create index _workflow_entry_record on :schema._workflow_entry (record);

-- One enrolment: this workflow, this record, this occurrence, at most once.
create table :schema._workflow_run (
  id uuid primary key,
  workflow uuid not null references :schema._workflow on delete cascade,
  version integer not null,
  object text not null,
  record uuid,
  occurrence text not null,
  status text not null check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'missed')),
  -- why it was cancelled or ended early: `loop`, `deleted`, `stopped`, `person`
  reason text,
  -- what set it off: kind, entry, changed, by, at, and the values before that the workflow names
  trigger jsonb not null,
  -- workflow after workflow that led here, oldest first: [{ workflow, run, object, record }]
  chain jsonb not null default '[]',
  depth integer not null,
  attempt integer not null default 0,
  error jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  unique (workflow, record, occurrence)
);
create index _workflow_run_list on :schema._workflow_run (workflow, id desc);
create index _workflow_run_record on :schema._workflow_run (record, id desc);
create index _workflow_run_open on :schema._workflow_run (id) where status in ('queued', 'running', 'waiting');

-- One step of one run, written in the transaction of its effect: what stands here has happened, once.
create table :schema._workflow_step (
  run uuid not null references :schema._workflow_run on delete cascade,
  step text not null,
  -- which turn of a loop; empty outside loops
  iteration text not null default '',
  -- its place in the run's story
  position integer not null,
  type text not null,
  status text not null check (status in ('running', 'waiting', 'completed', 'skipped', 'failed', 'unknown')),
  input jsonb,
  output jsonb,
  error jsonb,
  warnings jsonb,
  attempt integer not null default 1,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (run, step, iteration)
);
