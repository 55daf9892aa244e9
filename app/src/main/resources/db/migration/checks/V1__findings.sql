create table checks_finding (
    id       uuid primary key,
    team_id  uuid not null,
    site_id  uuid not null,
    revision text not null,
    number   integer not null,
    code     text not null,
    severity text not null check (severity in ('BLOCKING', 'WARNING')),
    page     text not null,
    pointer  text,
    excerpt  text not null,
    args     jsonb not null,
    unique (team_id, site_id, revision, number)
);
