-- A release under an unlisted address of its own, beside the site's preview, which moves on with each change.
create table deployment_showing (
    id      uuid        primary key,
    site_id uuid        not null,
    team_id uuid        not null,
    token   text        not null unique,
    release text        not null,
    since   timestamptz not null default now()
);
create index deployment_showing_site on deployment_showing (site_id);
