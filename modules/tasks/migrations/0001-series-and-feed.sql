-- Which task a series has at which number: each is made once, whoever completes the one before it, and how often.
create table :schema._task_series (
  series uuid not null,
  number integer not null,
  task uuid not null,
  primary key (series, number)
);
create index _task_series_task on :schema._task_series (task);

-- The secret address of a member's calendar feed: only what it takes to know it again.
create table :schema._calendar_feed (
  member uuid primary key references :schema._member on delete cascade,
  -- the first part of the secret, to find it by
  key text not null unique,
  -- SHA-256 of the whole secret
  hash bytea not null,
  created_at timestamptz not null
);
