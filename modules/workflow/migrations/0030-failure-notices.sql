-- Who was told that a workflow fails: how often it has since she read it last. One row, so one notification, however many runs.
create table :schema._workflow_failing (
  workflow uuid not null references :schema._workflow on delete cascade,
  member uuid not null,
  -- of the notification that counts
  key text not null,
  count integer not null default 0,
  primary key (workflow, member)
);
