-- Videos that people uploaded; the poster is one of the site's pictures.
create table storage_video (
    team_id      uuid        not null,
    site_id      uuid        not null,
    id           text        not null,
    digest       text        not null,
    content_type text        not null,
    bytes        bigint      not null,
    width        integer     not null,
    height       integer     not null,
    seconds      integer     not null,
    poster       text        not null,
    label        text        not null,
    origin       text        not null,
    created_at   timestamptz not null default clock_timestamp(),
    primary key (site_id, id)
);
