-- Servers with an agent. Both passwords are sealed; what was last seen there stands beside, null where it was not told.
create table bench_server (
    id                uuid        primary key,
    name              text        not null unique,
    url               text        not null,
    password          text        not null,
    database_password text        not null default '',
    fingerprint       text,
    takes_new         boolean     not null default true,
    max_sites         int         not null default 100 check (max_sites > 0),
    version           text        not null default '',
    seen_at           timestamptz,
    problem_code      text,
    problem_arguments jsonb       not null default '{}',
    load              double precision,
    processors        int,
    memory_used       bigint,
    memory_total      bigint,
    disk_used         bigint,
    disk_total        bigint,
    clock_off_seconds bigint,
    looked_at         timestamptz,
    created_at        timestamptz not null default now()
);

-- As the agent listed it last, with the names of its sites. MISSING: it was there once and is listed no longer.
create table bench (
    id               uuid        primary key,
    server_id        uuid        not null references bench_server (id),
    name             text        not null,
    release_group_id uuid,
    apps             jsonb       not null default '{}',
    sites            jsonb       not null default '[]',
    state            text        not null default 'ACTIVE' check (state in ('ACTIVE', 'ARCHIVED', 'MISSING')),
    created_at       timestamptz not null default now(),
    unique (server_id, name)
);

-- Which bench a site lives on, under which name it is known there.
create table bench_site (
    site_id    uuid        primary key,
    team_id    uuid        not null,
    bench_id   uuid        not null references bench (id),
    host       text        not null,
    adopted    boolean     not null default false,
    created_at timestamptz not null default now(),
    unique (bench_id, host)
);
create index bench_site_team on bench_site (team_id);
