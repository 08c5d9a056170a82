-- Every request that suspends or resumes, one row each; kind says what the subject is. is_change is 1 where the request changed something:
-- seq is its entry of the change log then. Where it found the subject suspended already, seq is the entry that had done it; 0 where there
-- was nothing to resume. They change together with the change log: on Citus a local table of the coordinator beside it.
create table suspension_requests (
  id text not null primary key,
  body_hash text not null,
  action bigint not null,
  kind bigint not null,
  subject text not null,
  reason text not null,
  application text not null,
  created_at bigint not null,
  seq bigint not null,
  is_change bigint not null
);
create index suspension_requests_subject on suspension_requests (kind, subject, seq);
