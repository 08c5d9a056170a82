-- A release from its beginning on. effective_from is a day as yyyy-mm-dd; times are UTC microseconds.
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

create table release_audiences (
  release_id text not null,
  audience bigint not null,
  seq bigint not null,
  primary key (release_id, audience)
);

create table release_proposals (
  release_id text not null,
  id text not null,
  body_hash text not null,
  action bigint not null,
  audience bigint not null,
  reason text not null,
  agency text not null,
  application text not null,
  approved_by text not null,
  seq bigint not null,
  created_at bigint not null,
  primary key (release_id, id)
);
