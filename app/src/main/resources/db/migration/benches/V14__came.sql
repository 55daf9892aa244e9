-- Since when a site is there. One that never came to be has nothing to back up, and its name on the bench may be another's.
alter table bench_site add column came_at timestamptz;
update bench_site set came_at = now() where adopted or standing <> 'COMING';
