-- Merges of records: which record lives on, and all that is needed to put things back within 30 days. A merged record
-- lies in the bin, is gone after 60 days, and its address still leads to the survivor.
create table :schema._merge (
  id uuid primary key,
  object text not null,
  survivor uuid not null,
  -- the survivor's values that the merge changed, in API form
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  -- rows that are no records (stays in stages, notifications, what modules keep), by who moved them
  moved jsonb not null default '{}',
  actor uuid,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid
);
create index _merge_survivor on :schema._merge (survivor, at) where undone_at is null;

create table :schema._merged_record (
  merge uuid not null references :schema._merge on delete cascade,
  record uuid not null,
  primary key (merge, record)
);
create index _merged_record_record on :schema._merged_record (record);

-- A relation of another record that pointed to `source` and points to the survivor now.
create table :schema._merged_link (
  merge uuid not null references :schema._merge on delete cascade,
  object text not null,
  record uuid not null,
  field text not null,
  source uuid not null,
  primary key (merge, object, record, field)
);
