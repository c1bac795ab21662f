-- Automatic numbers: one row for each object, field and resolved pattern, locked by whoever counts on.
create table :schema._auto_number (
  object text not null,
  field text not null,
  counter text not null,
  last bigint not null,
  primary key (object, field, counter)
);

-- Files: what is known of them; their bytes lie in the store under the id.
create table :schema._file (
  id uuid primary key,
  name text not null,
  size bigint not null,
  -- by content, not by name
  type text not null,
  digest text not null,
  uploaded_by uuid references :schema._member,
  created_at timestamptz not null,
  -- the older version that it took the place of
  previous uuid references :schema._file on delete set null
);
create index _file_previous on :schema._file (previous) where previous is not null;
create index _file_created on :schema._file (created_at);

-- The fields of records on which a file hangs; older versions hang there with their successor.
create table :schema._file_place (
  file uuid not null references :schema._file on delete cascade,
  object text not null,
  record uuid not null,
  field text not null,
  primary key (file, object, record, field)
);
create index _file_place_record on :schema._file_place (record);
