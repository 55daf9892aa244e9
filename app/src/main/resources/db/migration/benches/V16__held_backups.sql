-- What was there before a restoration that failed: it stays in the store, however many newer ones come, until one succeeds.
alter table bench_backup add column held boolean not null default false;
