-- Search looks at the newest records of each object first: a word that stands in very many is found there at once.
alter table :schema._search drop constraint _search_pkey;
alter table :schema._search add primary key (object, record);
