-- Whose turn it is: for each step that assigns, when each member was last chosen. Locked while a step chooses.
create table :schema._assignment (
  workflow uuid not null references :schema._workflow on delete cascade,
  step text not null,
  -- by member: the number of her last turn
  turns jsonb not null default '{}',
  primary key (workflow, step)
);
