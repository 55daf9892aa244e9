-- Each time Lighthouse was to look at a site.
create table lighthouse_run (
    id             uuid        primary key,
    team_id        uuid        not null,
    site_id        uuid        not null,
    job            text        not null unique,
    release        text        not null,
    occasion       text        not null check (occasion in ('NIGHT', 'TEMPLATE', 'ASKED')),
    at             timestamptz not null,
    version        text        not null,
    -- 0 to 100; all null where nothing was measured, and then why.
    performance    integer,
    accessibility  integer,
    best_practices integer,
    seo            integer,
    failure        text,
    -- The lowest score that people have to know of; null where there is none.
    alarm          integer
);
create index lighthouse_run_of_site on lighthouse_run (team_id, site_id, at desc);
-- What was begun once for all replicas: the night, and the template that sites were looked at with.
create table lighthouse_round (
    name text primary key,
    mark text not null
);
