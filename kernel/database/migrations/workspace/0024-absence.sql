-- Days, both included, on which a member is away: nothing is assigned to her by itself.
alter table :schema._member add column absent_from date, add column absent_to date,
  add constraint _member_absence check ((absent_from is null) = (absent_to is null) and absent_from <= absent_to);
