create table reading_source (
    site_id   uuid primary key,
    team_id   uuid        not null,
    address   text        not null,
    language  text        not null,
    pages     jsonb       not null,
    look      jsonb       not null,
    old_paths jsonb       not null,
    filler    jsonb       not null,
    read_at   timestamptz not null default now()
);

create table reading_fact (
    site_id  uuid    not null,
    id       uuid    not null,
    team_id  uuid    not null,
    number   integer not null,
    kind     text    not null,
    value    text    not null,
    display  text    not null,
    places   jsonb   not null,
    parts    jsonb   not null,
    standing text    not null check (standing in ('CHOSEN', 'OTHER', 'REJECTED')),
    -- a person said so; reading the site again does not overrule it
    decided  boolean not null default false,
    primary key (site_id, id)
);
