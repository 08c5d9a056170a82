-- Nodes, and what each has of the releases. All of it is small and changes together with the rows of releases: on Citus these are local
-- tables of the coordinator. Times are UTC microseconds. A node says every few seconds that it is there; one that stopped in order has
-- stopped = 1. seq is the entry of the change log that it had applied.
create table nodes (
  name text not null primary key,
  address text not null,
  seen_at bigint not null,
  stopped bigint not null,
  seq bigint not null
);

-- The node on whose disk the families of a release lie that is not in the store of artefacts yet.
create table release_owners (
  release_id text not null primary key,
  node text not null
);

-- Which node has a sealed release open, verified and warm.
create table release_stagings (
  release_id text not null,
  node text not null,
  staged_at bigint not null,
  primary key (release_id, node)
);

-- What each node last took from its folder of the configuration: SHA-256 of it, in hexadecimal.
create table node_imports (
  node text not null,
  kind text not null,
  hash text not null,
  primary key (node, kind)
);
