-- What stands for the branch in numbers, such as JKT; null: its name.
alter table :schema._branch add column code text unique;
