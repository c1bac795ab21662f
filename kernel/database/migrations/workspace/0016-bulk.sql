-- Bulk work: one change to many records as one piece of work, with the set of records fixed when it is asked for.
create table :schema._bulk (
  id uuid primary key,
  object text not null,
  change jsonb not null,
  member uuid not null references :schema._member,
  status text not null check (status in ('running', 'completed', 'failed', 'cancelled')),
  -- why it failed as a whole: code and parameters
  error jsonb,
  total integer not null,
  -- parts done: a restart goes on here
  part integer not null default 0,
  done integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  -- its events come after this number of the log
  seq_from bigint not null,
  undo jsonb,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index _bulk_of_member on :schema._bulk (member, id desc);

-- The records, as many in a row as one transaction changes: a million of them are 16 MB.
create table :schema._bulk_part (
  bulk uuid not null references :schema._bulk on delete cascade,
  number integer not null,
  ids uuid[] not null,
  primary key (bulk, number)
);
alter table :schema._bulk_part alter column ids set storage external;

-- Records that were refused (`run`), or that an undoing left as they are (`undo`), with the reasons.
create table :schema._bulk_left (
  bulk uuid not null references :schema._bulk on delete cascade,
  phase text not null check (phase in ('run', 'undo')),
  record uuid not null,
  reasons jsonb not null,
  primary key (bulk, phase, record)
);
