-- Webhooks out (API.md §9): who wants to hear of which events, and each delivery with how it went.
create table :schema._webhook (
  id uuid primary key,
  url text not null,
  events text[] not null,
  -- sealed with the installation's secret
  secret text not null,
  enabled boolean not null default true,
  allow_private boolean not null default false,
  created_at timestamptz not null,
  created_by uuid,
  -- the receiver does not answer: nothing is sent before
  rest_until timestamptz,
  failures integer not null default 0
);
create table :schema._webhook_delivery (
  id uuid primary key,
  webhook uuid not null references :schema._webhook on delete cascade,
  seq bigint not null,
  at timestamptz not null,
  object text not null,
  record uuid not null,
  kind text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  answered_at timestamptz,
  status integer,
  error text
);
create index _webhook_delivery_list on :schema._webhook_delivery (webhook, id desc);
create index _webhook_delivery_waiting on :schema._webhook_delivery (webhook, record, seq) where state = 'waiting';
