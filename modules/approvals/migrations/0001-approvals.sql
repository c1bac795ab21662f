-- Approvals: who is asked what, level by level, and what each decided. A decision and what follows from it (the next
-- level, the waking of the run, the record's release) are one transaction on the request's locked row.
create table :schema._approval (
  id uuid primary key,
  title text not null,
  body text,
  object text,
  record uuid,
  state text not null check (state in ('pending', 'approved', 'rejected', 'expired', 'withdrawn')),
  requester uuid not null,
  -- the record's owner when it was asked for: "manager" is hers, and she hears the outcome
  owner uuid,
  -- the step of a workflow that waits for it
  run uuid,
  step text,
  iteration text,
  -- all levels at once
  parallel boolean not null,
  -- the record is held meanwhile, but for these fields
  locks boolean not null,
  lock_except text[] not null,
  -- the requester may approve it herself
  own boolean not null,
  -- reminders, escalation, expiry, in hours
  settings jsonb not null,
  decided_by uuid,
  comment text,
  decided_at timestamptz,
  created_at timestamptz not null
);
create index _approval_pending_record on :schema._approval (record) where state = 'pending';
create index _approval_record on :schema._approval (record, id desc);
create index _approval_list on :schema._approval (state, id desc);
create index _approval_requester on :schema._approval (requester, id desc);
create index _approval_run on :schema._approval (run) where state = 'pending';

create table :schema._approval_level (
  request uuid not null references :schema._approval on delete cascade,
  level integer not null,
  need text not null check (need in ('any', 'all')),
  -- as they were named: members, `role:x`, `team:x`, `manager`
  names jsonb not null,
  state text not null check (state in ('waiting', 'open', 'approved')),
  primary key (request, level)
);

-- One approver of one level, and what she decided: at most once.
create table :schema._approval_seat (
  id uuid primary key,
  request uuid not null references :schema._approval on delete cascade,
  level integer not null,
  member uuid not null,
  -- in whose place she sits
  stands_for uuid,
  via text not null check (via in ('named', 'absence', 'delegated', 'escalated')),
  decision text check (decision in ('approved', 'rejected', 'delegated')),
  comment text,
  decided_at timestamptz,
  -- when her mail was queued
  mailed_at timestamptz,
  unique (request, level, member)
);
create index _approval_seat_open on :schema._approval_seat (member, request) where decision is null;

-- A link that decides without signing in: hers, for this level, once. Only its hash is kept.
create table :schema._approval_link (
  hash bytea primary key,
  seat uuid not null references :schema._approval_seat on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index _approval_link_seat on :schema._approval_link (seat);

-- Who decides for whom while she is absent.
create table :schema._approval_stand_in (
  member uuid primary key references :schema._member on delete cascade,
  delegate uuid not null references :schema._member on delete cascade
);

-- A run that is cancelled waits for nothing more, whichever way it was cancelled: what it asked for ends with it.
create function :schema._approval_end_with_run() returns trigger language plpgsql as $$
begin
  execute format('update %I._approval set state = ''withdrawn'', decided_at = $1 where run = $2 and state = ''pending''', tg_table_schema) using new.finished_at, new.id;
  return null;
end $$;
create trigger _approval_end_with_run after update of status on :schema._workflow_run
  for each row when (new.status = 'cancelled') execute function :schema._approval_end_with_run();
