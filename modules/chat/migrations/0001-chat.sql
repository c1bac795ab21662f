-- Team chat: channels and conversations, who is in them and how far she has read, and messages, ten million and more.
create table :schema._chat_channel (
  id uuid primary key,
  kind text not null check (kind in ('public', 'private', 'direct')),
  -- of a conversation null, but for a bot's with one member: the bot's name
  name text,
  topic text not null default '',
  -- of a conversation: who is in it, so that the same people have one
  people text unique,
  -- places given out so far; a message's `seq` is drawn under this row's lock, so its order is that of the commits
  last_seq bigint not null default 0,
  last_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null,
  created_by uuid
);
-- public names are one each; a private channel's would tell that it exists
create unique index _chat_channel_name on :schema._chat_channel (lower(name)) where kind = 'public';

create table :schema._chat_member (
  channel uuid not null references :schema._chat_channel on delete cascade,
  member uuid not null,
  joined_at timestamptz not null,
  -- the last message of the channel that she has seen: what is unread is the difference to `last_seq`
  read_seq bigint not null default 0,
  muted boolean not null default false,
  primary key (channel, member)
);
create index _chat_member_member on :schema._chat_member (member, channel);

create table :schema._chat_message (
  id uuid primary key,
  channel uuid not null references :schema._chat_channel on delete cascade,
  -- of an answer: the message that began the thread
  thread uuid references :schema._chat_message on delete cascade,
  -- its place in the channel, or in its thread
  seq bigint not null,
  author uuid,
  -- the name under which a workflow or a program speaks
  bot text,
  text text not null,
  -- letters and digits alone: PostgreSQL's parser would leave out what looks like a tag, and keep an address as one word
  words tsvector not null generated always as (to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(text, '<@[0-9a-fA-F-]{36}>', ' ', 'g'), '[^0-9a-zA-Z\u0080-\uffff]+', ' ', 'g'))) stored,
  mentions uuid[] not null default '{}',
  object text,
  record uuid,
  link text,
  -- a notice's time with its zone, as it was said
  stamp text,
  files jsonb not null default '[]',
  reactions jsonb not null default '{}',
  replies integer not null default 0,
  last_reply_at timestamptz,
  task uuid,
  -- of a notice: the same on every retry
  key text,
  -- of a notice that began a thread: what the thread is about, so that the next one about it joins it
  subject text,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz
);
create unique index _chat_message_place on :schema._chat_message (channel, seq) where thread is null;
create unique index _chat_message_thread on :schema._chat_message (thread, seq) where thread is not null;
create unique index _chat_message_key on :schema._chat_message (key) where key is not null;
create unique index _chat_message_subject on :schema._chat_message (channel, subject) where subject is not null;
create index _chat_message_words on :schema._chat_message using gin (words);
create index _chat_message_task on :schema._chat_message (task) where task is not null;

-- Questions that need an answer from one colleague.
create table :schema._chat_ask (
  id uuid primary key,
  message uuid not null unique references :schema._chat_message on delete cascade,
  channel uuid not null,
  -- whatever she writes in it is her answer
  thread uuid not null,
  asker uuid not null,
  asked uuid not null,
  hours integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'pinged', 'escalated', 'answered', 'ended')),
  asked_at timestamptz not null,
  pinged_at timestamptz,
  escalated_at timestamptz,
  -- the supervisor who was told
  supervisor uuid,
  answered_at timestamptz
);
create index _chat_ask_open on :schema._chat_ask (asked, channel) where state in ('waiting', 'pinged', 'escalated');

-- A channel's way to an outside chat, and each message on its way.
create table :schema._chat_outside (
  channel uuid primary key references :schema._chat_channel on delete cascade,
  connector text not null,
  -- sealed: whoever has it can post there
  address text not null,
  -- what may be shown of it
  host text not null,
  posts text not null check (posts in ('bots', 'all')),
  enabled boolean not null default true,
  allow_private boolean not null default false,
  created_at timestamptz not null,
  created_by uuid,
  last_sent_at timestamptz,
  rest_until timestamptz,
  failures integer not null default 0
);
create table :schema._chat_delivery (
  id uuid primary key,
  channel uuid not null references :schema._chat_outside on delete cascade,
  message uuid not null references :schema._chat_message on delete cascade,
  seq bigint generated always as identity,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed', 'unknown')),
  created_at timestamptz not null,
  attempts integer not null default 0,
  answered_at timestamptz,
  status integer,
  error text,
  unique (channel, message)
);
create index _chat_delivery_log on :schema._chat_delivery (channel, seq desc);
create index _chat_delivery_waiting on :schema._chat_delivery (channel, seq) where state in ('waiting', 'sending');
