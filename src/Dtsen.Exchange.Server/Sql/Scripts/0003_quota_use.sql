-- What is used of each day's limits, leases of nodes included. day is a WIB day as yyyy-mm-dd. One row is one counter; it is never above
-- the limit by which it was asked. On Citus a local table of the coordinator.
create table quota_use (
  scope text not null,
  kind text not null,
  day text not null,
  used bigint not null,
  primary key (scope, kind, day)
);
