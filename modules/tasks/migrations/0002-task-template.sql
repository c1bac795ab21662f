-- Task templates: sets of tasks that are made at once, about one record.
create table :schema._task_template (
  id uuid primary key,
  name text not null,
  -- whose records it is for; null: any that tasks may be about
  object text,
  tasks jsonb not null,
  created_at timestamptz not null
);
