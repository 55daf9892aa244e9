-- Whether each site that is online answers; looked_at is empty until somebody looked.
create table deployment_health (
    site_id   uuid        primary key,
    team_id   uuid        not null,
    state     text        not null default 'UP' check (state in ('UP', 'DOWN')),
    since     timestamptz not null default now(),
    looked_at timestamptz,
    failures  int         not null default 0,
    seen      text        not null default '',
    next_at   timestamptz not null
);
create index deployment_health_team on deployment_health (team_id);
create index deployment_health_next on deployment_health (next_at);

create table deployment_health_change (
    site_id uuid        not null,
    team_id uuid        not null,
    at      timestamptz not null,
    state   text        not null,
    seen    text        not null
);
create index deployment_health_change_site on deployment_health_change (site_id, at);
