-- Which share of an account's rates a second each node holds, in millionths: the shares of one scope never add up to more than the whole.
-- demand is what the node was asked for lately, 1 to 16 sixteenths of the rate. rate_nodes has a row a node, raised with every renewal, so
-- that others see without any clock in common whether a node goes on; and the row '', which a node changes first: renewals come one after
-- another. On Citus local tables of the coordinator.
create table rate_nodes (
  node text not null primary key,
  renewals bigint not null
);
insert into rate_nodes (node, renewals) values ('', 0);
create table rate_shares (
  scope text not null,
  node text not null,
  share bigint not null,
  demand bigint not null,
  primary key (scope, node)
);
