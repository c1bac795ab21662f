-- Requests a minute that a key may make; null: no limit.
alter table :schema._api_key add column requests_per_minute integer;
