-- Goals: what a company, a team or a member wants to reach by a day. What is reached is never kept: it is read from the records.
create table :schema._goal (
  id uuid primary key,
  name text not null,
  metric text not null,
  scope text not null check (scope in ('all', 'team', 'member')),
  team uuid references :schema._team on delete cascade check ((team is not null) = (scope = 'team')),
  member uuid references :schema._member on delete cascade check ((member is not null) = (scope = 'member')),
  -- of an amount alone
  currency text,
  baseline numeric(19, 4) not null,
  target numeric(19, 4) not null,
  "from" date not null,
  "to" date not null check ("to" >= "from"),
  created_at timestamptz not null,
  created_by uuid not null
);
