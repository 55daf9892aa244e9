-- A copy to try things out says whose copy it is, by the slug of a site that may be gone by now.
alter table bench_site add column copy_of text;
