-- A ticket opens one realtime line within a minute, for programs that cannot send a cookie or a key with it. Unlogged:
-- a crash of the database may forget them.
create unlogged table hubung.realtime_ticket (
  -- SHA-256 of the ticket
  hash bytea primary key,
  workspace text not null,
  member uuid not null,
  way text not null,
  session text,
  expires_at timestamptz not null
);
