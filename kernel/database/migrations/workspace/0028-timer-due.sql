-- What is due is asked for kind by kind, in the order of time: also a million timers of one minute are taken from the index, none looked at twice.
drop index :schema._timer_due;
create index _timer_due on :schema._timer (kind, due_at, id) where state = 'waiting';
