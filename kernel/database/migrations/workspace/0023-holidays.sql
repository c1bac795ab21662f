-- Public holidays and joint leave (cuti bersama), of the whole company or of one branch.
create table :schema._holiday (
  id uuid primary key,
  date date not null,
  kind text not null check (kind in ('holiday', 'jointLeave')),
  branch uuid references :schema._branch on delete cascade,
  name jsonb not null,
  unique nulls not distinct (date, kind, branch)
);
