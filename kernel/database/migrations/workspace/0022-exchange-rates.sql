-- What one unit of a currency was worth in the currency that the workspace kept its books in (`base`), by day. The rate of a
-- day is the newest on or before it.
create table :schema._exchange_rate (
  id uuid primary key,
  base text not null,
  currency text not null,
  date date not null,
  rate numeric(24, 12) not null check (rate > 0),
  unique (base, currency, date)
);
