-- Servers of others that sites are put on; the token is sealed, and empty where the settings give it.
create table deployment_server (
    id           uuid        primary key,
    name         text        not null unique,
    url          text        not null,
    token        text        not null,
    from_settings boolean    not null default false,
    reach        text        not null default '',
    base_image   text        not null,
    certificates text        not null check (certificates in ('none', 'letsencrypt')),
    max_sites    int         not null check (max_sites > 0),
    max_builds   int         not null check (max_builds > 0),
    takes_new    boolean     not null default false,
    applications int         not null default 0,
    created_at   timestamptz not null default now()
);

-- Where a site stands besides our own edge. What is on its way there is written down before it is sent.
create table deployment_place (
    site_id        uuid        not null,
    team_id        uuid        not null,
    server_id      uuid        not null references deployment_server (id),
    slug           text        not null,
    role           text        not null check (role in ('COMING', 'CURRENT', 'LEAVING')),
    since          timestamptz not null default now(),
    application    text,
    app_name       text,
    prepared       boolean     not null default false,
    host           text,
    running        boolean     not null default true,
    release        text,
    sent_release   text,
    sent_known     text[],
    sent_at        timestamptz,
    sent_times     int         not null default 0,
    log_lines      int         not null default 0,
    primary key (site_id, server_id)
);
create unique index deployment_place_current on deployment_place (site_id) where role = 'CURRENT';
create index deployment_place_server on deployment_place (server_id);
