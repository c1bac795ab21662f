-- What modules and templates installed, as they gave it: the base of the three-way merge with which a newer version
-- meets a customer's own edits (kernel/object/install.ts).
create table :schema._installed (
  source text not null,
  kind text not null,
  name text not null,
  value jsonb not null,
  primary key (source, kind, name)
);
