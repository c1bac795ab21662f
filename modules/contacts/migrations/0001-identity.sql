-- Who a contact is known as beyond its own phone and email: numbers and addresses that were proven to be theirs
-- (verified), that came with a merge, or that only a channel knows. A number is kind `phone` whichever channel brought it.
create table :schema._identity (
  id uuid primary key,
  contact uuid not null,
  kind text not null,
  value text not null,
  verified boolean not null default false,
  -- false while the contact lies in the bin
  living boolean not null default true,
  created_at timestamptz not null,
  created_by uuid
);
create index _identity_contact on :schema._identity (contact);
create index _identity_value on :schema._identity (kind, value) where living;
-- two open contacts never have one verified identity
create unique index _identity_verified on :schema._identity (kind, value) where verified and living;

-- Pairs of records that may be one, found at night; `dismissed_at`: a person said that they are not.
create table :schema._duplicate (
  object text not null,
  one uuid not null,
  other uuid not null check (one < other),
  -- the fields that agree
  reasons text[] not null,
  found_at timestamptz not null,
  dismissed_at timestamptz,
  dismissed_by uuid,
  primary key (object, one, other)
);
create index _duplicate_list on :schema._duplicate (object, other desc, one desc) where dismissed_at is null;
create index _duplicate_other on :schema._duplicate (object, other);
