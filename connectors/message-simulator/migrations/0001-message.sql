-- What the simulator of messages got, try by try.
create table :schema._simulated_message (
  id uuid primary key,
  channel text not null,
  key text not null,
  recipient text not null,
  text text not null,
  language text not null,
  template text,
  -- how it was met: taken, busy, down, refused, cut (taken, but the sender does not hear of it)
  answer text not null,
  at timestamptz not null
);
create index _simulated_message_key on :schema._simulated_message (key);
