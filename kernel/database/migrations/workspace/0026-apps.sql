-- Apps: outside programs that act for members who let them (OAuth 2.1). Of all secrets only the SHA-256 is kept.
create table :schema._app (
  id uuid primary key,
  name text not null,
  -- what the program is known by; not secret
  client text not null unique,
  -- null: a public app, which cannot keep a secret
  secret bytea,
  redirects text[] not null,
  -- the most that it may ask for: read, write, admin
  scope text not null,
  -- null: no limit
  requests_per_minute integer,
  created_at timestamptz not null
);

-- What one member lets one app do.
create table :schema._app_grant (
  id uuid primary key,
  app uuid not null references :schema._app on delete cascade,
  member uuid not null references :schema._member on delete cascade,
  scope text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index _app_grant_member on :schema._app_grant (member);
create index _app_grant_app on :schema._app_grant (app);

-- Codes (good once, for a minute), access tokens and refresh tokens. What is spent stays until it would have expired, so
-- that a second use is known for one.
create table :schema._app_token (
  hash bytea primary key,
  "grant" uuid not null references :schema._app_grant on delete cascade,
  kind text not null,
  scope text not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  -- of a code: where it was sent, and the challenge that its verifier must answer (S256)
  redirect text,
  challenge text
);
create index _app_token_grant on :schema._app_token ("grant", kind);

-- What an app that asked was narrowed to: the job that does the work does no more.
alter table :schema._bulk add column narrowed text;
alter table :schema._import add column narrowed text;
