-- Where visitors' requests to the sites of a server are passed on to; empty where its agent is asked on the same host.
alter table bench_server add column reach text not null default '';

-- What a visitor of a site gets. COMING: nothing leads there yet. Those that were there before us find their visitors themselves.
alter table bench_site
    add column slug text,
    add column standing text not null default 'ONLINE' check (standing in ('COMING', 'ONLINE', 'SUSPENDED', 'ARCHIVED'));
create index bench_site_of_bench on bench_site (bench_id);
