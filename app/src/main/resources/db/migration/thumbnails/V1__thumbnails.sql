-- The picture of a site's first page, and who is at taking one.
create table thumbnail (
    site_id uuid        primary key,
    team_id uuid        not null,
    -- what the picture shows; null before there was one
    release text,
    picture text,
    -- what was tried last
    tried   text        not null,
    refused boolean     not null default false,
    -- until then nobody tries again, unless the site has changed since it was refused
    due     timestamptz not null
);
create index on thumbnail (team_id);
