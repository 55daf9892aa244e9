-- On which server of others a release was put last, by the name that the server had then; none on our own edge.
create table deployment_target (
    site_id uuid        not null,
    team_id uuid        not null,
    release text        not null,
    server  text        not null,
    since   timestamptz not null default now(),
    primary key (site_id, release)
);
