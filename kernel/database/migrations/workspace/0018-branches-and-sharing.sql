-- Branches: where a company works from. A team and a member belong to at most one; a member without one is in her team's.
create table :schema._branch (
  id uuid primary key,
  name text not null unique,
  label jsonb not null,
  time_zone text,
  address jsonb
);
alter table :schema._team add column branch uuid references :schema._branch on delete set null;
-- `manager`: to whom she reports.
alter table :schema._member add column branch uuid references :schema._branch on delete set null,
  add column manager uuid references :schema._member on delete set null;

-- Rows that match `definition.filter` are also open to whom it names; such rules only add.
create table :schema._sharing_rule (
  id uuid primary key,
  object text not null,
  definition jsonb not null,
  created_at timestamptz not null
);
create index _sharing_rule_object on :schema._sharing_rule (object);
