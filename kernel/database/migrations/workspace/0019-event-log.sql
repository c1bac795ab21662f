-- The event log as a page that is searched: newest first, by person, and the rare events of the kernel itself by their
-- object. What else is asked for (a field, a way, an object of records) is looked for along these.
create index _event_at on :schema._event (at, seq);
create index _event_actor on :schema._event (actor, at, seq);
create index _event_kernel on :schema._event (object, at, seq) where left(object, 1) = '_';

-- Only ever added to, by whomever. What keeps the log itself (a month's partition that takes its rows over, a restore that
-- renumbers transactions) says so with `set local hubung.log_keeper = 'on'`.
create function :schema._keep_event() returns trigger language plpgsql as $$
begin
  if current_setting('hubung.log_keeper', true) is distinct from 'on' then
    raise exception 'The event log is only ever added to' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  return old;
end $$;
create trigger _event_keep before update or delete on :schema._event for each row execute function :schema._keep_event();
-- Rows that a truncation takes go past the triggers of rows, and each partition has its own.
create trigger _event_keep_all before truncate on :schema._event for each statement execute function :schema._keep_event();
do $$
declare part regclass;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = ':schema._event'::regclass loop
    execute format('create trigger _event_keep_all before truncate on %s for each statement execute function :schema._keep_event()', part);
  end loop;
end $$;
