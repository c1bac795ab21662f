-- Of a workbook: the sheets that it shows, and the one that was read.
alter table :schema._import_file add column sheets text[] not null default '{}', add column sheet text;
