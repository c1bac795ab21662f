-- Calls to the outside that steps wait for: one row for each, from the transaction of the step until its outcome.
-- `sending` stands for as long as nobody knows how it went: a process that dies leaves it so.
create table :schema._workflow_call (
  run uuid not null references :schema._workflow_run on delete cascade,
  step text not null,
  iteration text not null,
  type text not null,
  -- whole, also what the step's log does not show
  input jsonb not null,
  state text not null check (state in ('waiting', 'sending')),
  attempt integer not null default 0,
  due_at timestamptz not null,
  primary key (run, step, iteration)
);

-- when a call that did not get through is tried again
alter table :schema._workflow_step add column next_at timestamptz;
