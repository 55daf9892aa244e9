-- Since when a site is off its bench. What visitors are shown says less: a site that is being archived takes its place until the
-- agent is done, and keeps it where that is cancelled.
alter table bench_site add column left_at timestamptz;
update bench_site set left_at = now()
where standing = 'ARCHIVED'
  and not exists (select from agent_job where agent_job.site_id = bench_site.site_id and agent_job.ended_at is null);
