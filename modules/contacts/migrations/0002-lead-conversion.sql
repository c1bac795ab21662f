-- What a lead was converted to: one row a lead, so that it happens once.
create table :schema._lead_conversion (
  lead uuid primary key,
  contact uuid not null,
  company uuid,
  deal uuid,
  converted_at timestamptz not null,
  converted_by uuid not null
);
create index _lead_conversion_contact on :schema._lead_conversion (contact);
