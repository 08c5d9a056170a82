-- The one sequence that every node follows, and the counters that hand out its numbers. On Citus both stay local tables of the coordinator.
create table change_log (
  seq bigint not null primary key,
  kind text not null,
  payload $blob$ not null,
  recorded_at bigint not null
);
create index change_log_kind on change_log (kind, seq);
create table counters (
  name text not null primary key,
  value bigint not null
);
insert into counters (name, value) values ('change_log', 0);
