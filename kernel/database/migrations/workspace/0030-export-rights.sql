-- What the asker was allowed when the rows of an export were read: the file is not given to somebody who may less by now.
alter table :schema._export add column rights text;
