-- Functions of a workspace: code that workflows run, with its versions, its runs and what each run asked for.
create table :schema._function (
  id uuid primary key,
  name text not null unique,
  label text not null,
  description text,
  language text not null check (language in ('js', 'ts')),
  code text not null,
  -- what the visual builder made the code of; null where it is written by hand
  blocks jsonb,
  -- bounds what it may do
  role text not null,
  enabled boolean not null,
  version integer not null,
  author uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table :schema._function_version (
  function uuid not null references :schema._function on delete cascade,
  version integer not null,
  language text not null,
  code text not null,
  blocks jsonb,
  author uuid,
  created_at timestamptz not null,
  primary key (function, version)
);

create table :schema._function_run (
  id uuid primary key,
  -- null for code that stands in a workflow itself
  function uuid,
  version integer,
  kind text not null check (kind in ('workflow', 'test')),
  -- run, step and iteration of the workflow: a retry goes on with the same row
  key text unique,
  workflow uuid,
  workflow_run uuid,
  status text not null check (status in ('running', 'completed', 'failed')),
  -- what it was given, the first time: every try is given the same
  given jsonb not null,
  -- the time inside
  at timestamptz not null,
  result jsonb,
  error jsonb,
  log jsonb not null default '[]',
  attempt integer not null,
  -- milliseconds of computing of the last try
  spent integer,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index _function_run_list on :schema._function_run (function, id desc);
create index _function_run_age on :schema._function_run (at);

-- The journal: what a run asked for and was answered, written in the transaction of the effect. A retry is answered from here.
create table :schema._function_call (
  run uuid not null references :schema._function_run on delete cascade,
  n integer not null,
  name text not null,
  arguments jsonb not null,
  -- `sending`: it may have happened; `pretended`: in a test
  state text not null check (state in ('sending', 'done', 'failed', 'pretended')),
  answer jsonb,
  error jsonb,
  at timestamptz not null,
  primary key (run, n)
);
