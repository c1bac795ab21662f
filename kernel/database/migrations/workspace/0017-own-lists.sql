-- What each member keeps for herself: favourite and recent records, the order of her views' tabs and the one that opens
-- first; and the view that opens first for a role. Records are named, not referenced: they lie in many tables, and what a
-- member may not see (any more) is left out when the list is read.
create table :schema._favourite (
  member uuid not null references :schema._member on delete cascade,
  object text not null,
  record uuid not null,
  at timestamptz not null,
  primary key (member, object, record)
);
create index _favourite_at on :schema._favourite (member, at, record);

create table :schema._recent (
  member uuid not null references :schema._member on delete cascade,
  object text not null,
  record uuid not null,
  at timestamptz not null,
  primary key (member, object, record)
);
create index _recent_at on :schema._recent (member, at, record);

create table :schema._view_choice (
  member uuid not null references :schema._member on delete cascade,
  object text not null,
  first uuid references :schema._view on delete set null,
  -- the tabs in her order; views that it does not name come after
  tabs uuid[] not null default '{}',
  primary key (member, object)
);

create table :schema._first_view (
  role text not null references :schema._role on update cascade on delete cascade,
  object text not null,
  view uuid not null references :schema._view on delete cascade,
  primary key (role, object)
);
