-- What lies outside of the bounds of a comparison, in words, and why the release is published all the same; both empty where nothing does.
alter table release_proposals add column out_of_bounds text not null default '';
alter table release_proposals add column bounds_reason text not null default '';

-- An amendment: the release that it changes, why, and the hand-over record; all three empty where a release is full.
alter table releases add column base_id text not null default '';
alter table releases add column amendment_reason text not null default '';
alter table releases add column bast_reference text not null default '';
