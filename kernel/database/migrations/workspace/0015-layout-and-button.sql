-- How a record's screens are laid out, and the buttons that a company puts on them: presentation, never a right.
create table :schema._layout (
  id uuid primary key,
  object text not null,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (object, name)
);

create table :schema._button (
  id uuid primary key,
  object text not null,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (object, name)
);
