-- How many of the records that an import made may be one that was there already.
alter table :schema._import add column alike integer not null default 0;
