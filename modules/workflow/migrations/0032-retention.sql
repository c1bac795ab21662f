-- Runs that are long over go: those that changed records keep their line, since they say why a record is as it is.
alter table :schema._workflow_run add column swept boolean not null default false;
create index _workflow_run_over on :schema._workflow_run (finished_at) where finished_at is not null and not swept;

-- How runs ended that are no longer there, by the month in which they began.
create table :schema._workflow_outcome (
  workflow uuid not null references :schema._workflow on delete cascade,
  month date not null,
  status text not null,
  count integer not null,
  primary key (workflow, month, status)
);

-- Runs of dates count their records' entries like all others: by a row of their own, not by the runs that are there.
insert into :schema._workflow_entry as e (workflow, record, entries, inside)
  select r.workflow, r.record, count(*), true from :schema._workflow_run r join :schema._workflow w on w.id = r.workflow
  where r.trigger ->> 'type' = 'date' and r.record is not null group by r.workflow, r.record
  on conflict (workflow, record) do update set entries = greatest(e.entries, excluded.entries);
