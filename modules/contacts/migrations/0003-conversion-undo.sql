-- A conversion can be undone and the lead converted again: what was made and moved is kept, and so is one that was undone.
alter table :schema._lead_conversion
  drop constraint _lead_conversion_pkey,
  add column id uuid not null default gen_random_uuid() primary key,
  -- what it made, filled in and moved (trace.ts); null for those from before
  add column trace jsonb,
  add column undone_at timestamptz,
  add column undone_by uuid;
create unique index _lead_conversion_lead on :schema._lead_conversion (lead) where undone_at is null;
create index _lead_conversion_any_lead on :schema._lead_conversion (lead);
create index _lead_conversion_company on :schema._lead_conversion (company);
create index _lead_conversion_deal on :schema._lead_conversion (deal);
