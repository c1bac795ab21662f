-- What set a timer (a workflow), so that all that it still waits for is found by the time when it is due.
alter table :schema._timer add column scope uuid;
create index _timer_scope on :schema._timer (scope, due_at) where state = 'waiting' and scope is not null;
