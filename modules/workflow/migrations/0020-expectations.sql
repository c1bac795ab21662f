-- Events that runs wait for, or end by: found by what the change of a record has in common with them.
create table :schema._workflow_expectation (
  run uuid not null references :schema._workflow_run on delete cascade,
  -- empty: the event ends the run
  step text not null,
  iteration text not null,
  workflow uuid not null,
  -- the record's id, or the values of the fields that are compared; null: nothing equals it
  key text,
  primary key (run, step, iteration)
);
create index _workflow_expectation_key on :schema._workflow_expectation (workflow, step, key);

-- which versions still have runs under way
create index _workflow_run_under_way on :schema._workflow_run (workflow, version) where status in ('queued', 'running', 'waiting');
