-- What the visitors and the background work of a site asked of its bench, by day.
create table bench_traffic (
    site_id       uuid   not null,
    team_id       uuid   not null,
    day           date   not null,
    requests      bigint not null,
    jobs          bigint not null,
    milliseconds  bigint not null,
    primary key (site_id, day)
);

-- When the server was asked for it last.
alter table bench_server add column traffic_at timestamptz;
