-- Who answers a call: calls to one peer go a few at a time, whatever workflow makes them.
alter table :schema._workflow_call add column peer text;
