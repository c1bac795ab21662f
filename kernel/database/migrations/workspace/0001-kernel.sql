-- The kernel's own tables of a workspace. A leading underscore keeps them apart from the tables of objects,
-- whose names are camelCase identifiers. `:schema` stands for the quoted schema.
create table :schema._setting (
  name text primary key,
  value jsonb not null
);
insert into :schema._setting values ('version', '1');

create table :schema._object (
  name text primary key,
  definition jsonb not null,
  created_at timestamptz not null default now()
);

create table :schema._pipeline (
  name text primary key,
  object text not null,
  definition jsonb not null,
  created_at timestamptz not null default now()
);

create table :schema._role (
  name text primary key,
  definition jsonb not null,
  created_at timestamptz not null default now()
);

create table :schema._team (
  id uuid primary key,
  name text not null unique,
  label jsonb not null,
  parent uuid references :schema._team,
  manager uuid
);

create table :schema._member (
  id uuid primary key,
  user_id text unique,
  name text not null,
  email text,
  kind text not null check (kind in ('person', 'key', 'workflow')),
  role text not null references :schema._role on update cascade,
  team uuid references :schema._team on delete set null,
  locale text,
  time_zone text,
  active boolean not null default true,
  invited boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index _member_email on :schema._member (lower(email)) where kind = 'person';
alter table :schema._team add foreign key (manager) references :schema._member on delete set null;

create table :schema._api_key (
  id uuid primary key,
  name text not null,
  -- SHA-256 of the key: 256 random bits need no slow hash
  hash bytea not null unique,
  member uuid not null references :schema._member on delete cascade,
  -- the first characters, to tell keys apart in the list
  hint text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

-- An invitation or a password reset: the token itself is only in the mail.
create table :schema._invitation (
  id uuid primary key,
  member uuid not null references :schema._member on delete cascade,
  hash bytea not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null
);

create table :schema._view (
  id uuid primary key,
  object text not null,
  definition jsonb not null,
  visibility text not null check (visibility in ('private', 'team', 'role', 'everyone')),
  owner uuid references :schema._member on delete cascade,
  team uuid references :schema._team on delete cascade,
  role text references :schema._role on update cascade on delete cascade,
  position double precision not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index _view_object on :schema._view (object);

-- The event log: history, timeline, outbox and audit trail. `seq` is drawn after the row lock, so that a record's
-- versions keep their order; `xid` lets a subscriber's snapshot tell what it has seen (kernel/event).
create sequence :schema._event_seq;
create table :schema._event (
  seq bigint not null default nextval(':schema._event_seq'),
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  object text not null,
  record uuid not null,
  kind text not null,
  version integer,
  actor uuid,
  way text not null,
  cause jsonb,
  -- only the fields that changed, in API form; `before` is null for a creation
  before jsonb,
  after jsonb
) partition by range (at);
create index _event_record on :schema._event (record, seq);
create index _event_seq_order on :schema._event (seq);
create index _event_xid on :schema._event (xid, seq);
-- Months are made ahead by a job; what falls outside them lies here.
create table :schema._event_other partition of :schema._event default;

-- How far each durable subscriber has read. `snapshot`: all it has finished. While a stretch is worked through in
-- chunks, `target` is the stretch's end and `seq` the last event done.
create table :schema._subscriber (
  name text primary key,
  snapshot pg_snapshot not null,
  target pg_snapshot,
  seq bigint not null default 0,
  failures integer not null default 0,
  error text,
  updated_at timestamptz not null default now()
);

-- Long waits. The effect and the mark happen in one transaction.
create table :schema._timer (
  id uuid primary key,
  kind text not null,
  subject text not null,
  occurrence text not null,
  due_at timestamptz not null,
  payload jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'done', 'cancelled', 'missed', 'failed')),
  reason text,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (kind, subject, occurrence)
);
create index _timer_due on :schema._timer (due_at) where state = 'waiting';

create table :schema._idempotency (
  actor uuid not null,
  key text not null,
  hash bytea not null,
  status integer not null,
  headers jsonb not null,
  answer text,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index _idempotency_age on :schema._idempotency (created_at);

create table :schema._notification (
  id uuid primary key,
  member uuid not null references :schema._member on delete cascade,
  title text not null,
  body text,
  -- a path of the web app, such as /o/task/0198…
  link text,
  object text,
  record uuid,
  -- makes a retried step notify once
  key text unique,
  created_at timestamptz not null,
  read_at timestamptz
);
create index _notification_member on :schema._notification (member, id desc);
create index _notification_unread on :schema._notification (member) where read_at is null;

-- Where a record with a stage has been, and since when.
create table :schema._stage_history (
  id uuid primary key,
  object text not null,
  record uuid not null,
  pipeline text not null,
  stage text not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  actor uuid
);
create index _stage_history_record on :schema._stage_history (record, entered_at);
create unique index _stage_history_open on :schema._stage_history (record) where left_at is null;

-- Counts and sums of records by stage, kept as differences that a job folds together: an unfiltered board over a
-- million deals reads a few rows, and no two writers wait for each other.
create table :schema._tally (
  object text not null,
  pipeline text,
  stage text,
  owner uuid,
  team uuid,
  currency text,
  count bigint not null,
  amount numeric not null
);
create index _tally_object on :schema._tally (object);

-- What global search looks in. Filled by the subscriber `search.index`.
create table :schema._search (
  record uuid primary key,
  object text not null,
  owner uuid,
  team uuid,
  words tsvector not null
);
create index _search_words on :schema._search using gin (words) with (fastupdate = on, gin_pending_list_limit = 16384);
