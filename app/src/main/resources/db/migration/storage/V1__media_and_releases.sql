create table storage_media (
    team_id      uuid        not null,
    site_id      uuid        not null,
    id           text        not null,
    digest       text        not null,
    content_type text        not null,
    width        integer     not null,
    height       integer     not null,
    alt          text        not null,
    origin       text        not null,
    created_at   timestamptz not null default clock_timestamp(),
    primary key (site_id, id)
);

create table storage_release (
    team_id    uuid        not null,
    site_id    uuid        not null,
    digest     text        not null,
    files      integer     not null,
    bytes      bigint      not null,
    created_at timestamptz not null default now(),
    primary key (site_id, digest)
);

create sequence storage_pointer_version;

create table storage_pointer (
    site_id uuid        primary key,
    team_id uuid        not null,
    release text        not null,
    version bigint      not null default nextval('storage_pointer_version'),
    since   timestamptz not null default now()
);

create table storage_publication (
    site_id      uuid        not null,
    version      bigint      not null,
    team_id      uuid        not null,
    release      text        not null,
    published_at timestamptz not null,
    confirmed_at timestamptz,
    primary key (site_id, version)
);
