-- What a site takes up, in MB, as its agent told it last on each day.
create table bench_usage (
    site_id   uuid        not null,
    team_id   uuid        not null,
    day       date        not null,
    database  bigint      not null,
    public    bigint      not null,
    private   bigint      not null,
    backups   bigint      not null,
    told_at   timestamptz not null,
    primary key (site_id, day)
);

-- When the server was asked for it last.
alter table bench_server add column usage_at timestamptz;
