-- Messages to customers (and, once a channel brings them, from customers): one row for each, from the step that writes it.
create table :schema._message (
  id uuid primary key,
  -- run, step and iteration: a step that is taken again is the same message
  key text not null unique,
  direction text not null check (direction in ('out', 'in')),
  channel text not null,
  contact uuid not null,
  -- where it goes: E.164 or an email address; null where there was none
  address text,
  language text,
  -- null where a gap kept it from being written
  text text,
  template text,
  status text not null check (status in ('queued', 'waiting', 'sent', 'failed', 'unknown', 'cancelled')),
  -- the record that set it off
  object text,
  record uuid,
  owner uuid,
  workflow uuid,
  run uuid,
  step text,
  error jsonb,
  -- when it is sent, or tried again
  due_at timestamptz,
  sent_at timestamptz,
  created_at timestamptz not null
);
create index _message_contact on :schema._message (contact, id desc);
create index _message_record on :schema._message (record, id desc);
create index _message_open on :schema._message (run) where status in ('queued', 'waiting');
