-- Conversion by stage asks which deals came into a stage within a time.
create index _stage_history_entered on :schema._stage_history (object, entered_at);
