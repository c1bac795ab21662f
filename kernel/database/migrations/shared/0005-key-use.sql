-- How often a key with a limit was used in the minute that began at `since`. Shared by all processes, so that they count
-- together. Unlogged: a crash of the database may forget it.
create unlogged table hubung.key_use (
  key uuid primary key,
  since timestamptz not null,
  count integer not null
);
