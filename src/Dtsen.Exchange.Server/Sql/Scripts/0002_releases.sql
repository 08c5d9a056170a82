-- A release from its beginning on. effective_from is a day as yyyy-mm-dd; times are UTC microseconds. There are a few a year, and they
-- change together with the change log: on Citus these tables stay local tables of the coordinator beside it.
create table releases (
  id text not null primary key,
  agency text not null,
  body_hash text not null,
  period text not null,
  version bigint not null,
  snapshot_id text not null,
  snapshot_seq bigint not null,
  variables_version bigint not null,
  effective_from text not null,
  state bigint not null,
  families bigint not null,
  people bigint not null,
  set_aside bigint not null,
  effective_seq bigint not null,
  created_at bigint not null,
  unique (period, version)
);

-- What was declared complete of an open release: no row is taken for it any more until it is restarted.
create table release_kabupaten (
  release_id text not null,
  kabupaten text not null,
  families bigint not null,
  digest $blob$ not null,
  primary key (release_id, kabupaten)
);

create table release_audiences (
  release_id text not null,
  audience bigint not null,
  seq bigint not null,
  primary key (release_id, audience)
);

-- approved_by is empty and seq 0 until another application approves it.
create table release_proposals (
  id text not null primary key,
  release_id text not null,
  body_hash text not null,
  action bigint not null,
  audience bigint not null,
  reason text not null,
  agency text not null,
  application text not null,
  approved_by text not null,
  seq bigint not null,
  created_at bigint not null
);
create index release_proposals_release on release_proposals (release_id);
