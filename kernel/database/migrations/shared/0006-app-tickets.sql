-- A line that an app opened for a member ends with what she let the app do, and sees no more than it.
alter table hubung.realtime_ticket add column "grant" uuid, add column narrowed text;
