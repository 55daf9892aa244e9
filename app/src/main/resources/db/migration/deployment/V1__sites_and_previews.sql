create table deployment_site (
    site_id uuid        primary key,
    team_id uuid        not null,
    slug    text        not null unique,
    state   text        not null check (state in ('LIVE', 'SUSPENDED', 'ARCHIVED')),
    since   timestamptz not null default now()
);

create table deployment_preview (
    site_id uuid        primary key,
    team_id uuid        not null,
    token   text        not null unique,
    release text        not null,
    since   timestamptz not null default now()
);
