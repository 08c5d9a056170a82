-- Entry of the change log by which a release was retired; 0 before.
alter table releases add column retired_seq bigint not null default 0;
