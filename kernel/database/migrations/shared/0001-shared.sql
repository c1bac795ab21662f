-- What all workspaces share: which there are, and the manual clock. Kept few and small (HOUSE.md, Scale).
create table hubung.workspace (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  schema text not null unique,
  locale text not null,
  currency text not null,
  time_zone text not null,
  phone_country text not null default 'ID',
  created_at timestamptz not null
);

-- One row. `now` is null until the first PUT: the clock then starts at wall time.
create table hubung.clock (
  singleton boolean primary key default true check (singleton),
  now timestamptz
);
insert into hubung.clock default values;

-- A living worker process; the dead are recognised by a silent heartbeat and their jobs freed.
create table hubung.worker (
  id text primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null
);

-- Exact numbers leave as JSON numbers up to 15 significant digits, as text beyond (API.md §4).
create function hubung.number_json(value numeric) returns json language sql immutable parallel safe as $$
  select case when length(replace(abs(trim_scale(value))::text, '.', '')) <= 15 then to_json(trim_scale(value)) else to_json(trim_scale(value)::text) end
$$;
