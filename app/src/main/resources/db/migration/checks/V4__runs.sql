-- Each time the gate examined a site. Not deleted with a revision: it is the history of the site's scores.
create table checks_run (
    id         uuid primary key,
    team_id    uuid not null,
    site_id    uuid not null,
    revision   text not null,
    speed      text not null check (speed in ('QUICK', 'WHOLE')),
    -- Of look, template and components: while it stays, an edit needs the quick checks only.
    basis      text not null,
    at         timestamptz not null,
    took_ms    integer not null,
    blocking   integer not null,
    warnings   integer not null,
    waived     integer not null,
    -- Null where no browser looked.
    barriers   integer,
    -- Bytes of the heaviest page with its style and pictures.
    weight     bigint not null
);
create index checks_run_of_site on checks_run (team_id, site_id, at desc);
