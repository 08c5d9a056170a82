-- Events of people and families that were taken, each once. The events themselves are entries of the change log. body is the first 64 bits
-- of a hash of the event, by which another event under the same id is told; outcome and reason are numbers of the proto.
-- citus: distribute population_events by event_id
create table population_events (
  event_id text not null,
  agency text not null,
  application text not null,
  body bigint not null,
  outcome bigint not null,
  reason bigint not null,
  recorded_at bigint not null,
  primary key (event_id, agency)
);

-- Events that could not be when they were reported, for groncek.
-- citus: distribute population_findings by event_id
create table population_findings (
  event_id text not null,
  agency text not null,
  reason bigint not null,
  event $blob$ not null,
  recorded_at bigint not null,
  primary key (event_id, agency)
);
