-- Which workspaces a user belongs to, so that her sign-in asks no workspace that is not hers.
create table hubung.membership (
  user_id text not null,
  workspace text not null references hubung.workspace (slug) on update cascade on delete cascade,
  primary key (user_id, workspace)
);

-- Failed sign-ins by account (the address's hash) and by network address; kept over a restart, forgotten after a day.
create table hubung.sign_in_try (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_try_age on hubung.sign_in_try (last_at);
