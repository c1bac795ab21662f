-- Imports: the file as it came (in pieces, so that any worker can read it), how far it got, and the rows that failed.
create table :schema._import_file (
  id uuid primary key,
  name text not null,
  size bigint not null,
  encoding text not null,
  delimiter text not null,
  created_at timestamptz not null
);

create table :schema._import_piece (
  file uuid not null references :schema._import_file on delete cascade,
  number integer not null,
  data bytea not null,
  primary key (file, number)
);
alter table :schema._import_piece alter column data set storage external;

create table :schema._import (
  id uuid primary key,
  file uuid not null references :schema._import_file,
  object text not null,
  options jsonb not null,
  columns jsonb not null,
  member uuid not null references :schema._member,
  status text not null check (status in ('running', 'completed', 'failed', 'cancelled')),
  -- why it failed as a whole: code and parameters
  error jsonb,
  -- rows in the file; null until it has been read through once
  rows integer,
  -- rows done: a restart goes on here
  done integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  marked integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index _import_recent on :schema._import (id desc);

create table :schema._import_failure (
  import uuid not null references :schema._import on delete cascade,
  line integer not null,
  cells jsonb not null,
  reasons jsonb not null,
  primary key (import, line)
);
