-- Exports: what was asked, how far it is, and the file in pieces, so that any worker can write it and any web process send it.
create table :schema._export (
  id uuid primary key,
  object text not null,
  options jsonb not null,
  member uuid not null references :schema._member,
  way text not null,
  locale text not null,
  status text not null check (status in ('running', 'completed', 'failed', 'cancelled')),
  error jsonb,
  -- the try that writes: a worker that was believed dead finds itself replaced
  run uuid,
  -- rows to come, counted when it begins; rows written
  total integer,
  rows integer not null default 0,
  size bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz
);
create index _export_of_member on :schema._export (member, id desc);

create table :schema._export_piece (
  export uuid not null references :schema._export on delete cascade,
  number integer not null,
  data bytea not null,
  primary key (export, number)
);
alter table :schema._export_piece alter column data set storage external;

-- Undoing an import: its events lie between two numbers of the log, and are gone through from the newest.
alter table :schema._import add column seq_from bigint;
alter table :schema._import add column undo jsonb;

create table :schema._import_left (
  import uuid not null references :schema._import on delete cascade,
  object text not null,
  record uuid not null,
  reason text not null,
  primary key (import, object, record)
);
