-- Artefacts that are whole, wherever their bytes lie. A few hundred a year: on Citus a local table of the coordinator.
create table artefacts (
  name text not null primary key,
  size bigint not null,
  sha256 $blob$ not null,
  stored_at bigint not null
);

-- Their bytes, where they are kept in the database.
-- citus: distribute artefact_chunks by artefact
create table artefact_chunks (
  artefact text not null,
  number bigint not null,
  content $blob$ not null,
  primary key (artefact, number)
);
