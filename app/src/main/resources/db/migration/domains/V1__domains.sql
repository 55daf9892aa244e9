-- Names of customers' own that teams asked for. Several teams may wait for one name; one at most has proved it.
create table site_domain (
    id           uuid        primary key,
    team_id      uuid        not null,
    site_id      uuid        not null,
    -- a site's slug never changes
    site_slug    text        not null,
    -- lower-case punycode
    name         text        not null,
    token        text        not null,
    is_primary   boolean     not null default false,
    added_at     timestamptz not null,
    verified_at  timestamptz,
    proved_by    text,
    lost_at      timestamptz,
    looked_at    timestamptz,
    finding      text,
    looks        integer     not null default 0,
    next_look_at timestamptz not null,
    unique (team_id, name)
);
create unique index site_domain_one_owner on site_domain (name) where verified_at is not null;
create unique index site_domain_one_primary on site_domain (site_id) where is_primary;
create index on site_domain (site_id);
create index on site_domain (next_look_at);

-- Names that a proved team gave back: until then it may take one back with the proof that it had.
create table released_domain (
    name        text        not null,
    team_id     uuid        not null,
    token       text        not null,
    released_at timestamptz not null,
    until       timestamptz not null,
    primary key (name, team_id)
);
create index on released_domain (until);

-- What was chosen for a site as a whole.
create table site_domain_choice (
    site_id        uuid    primary key,
    team_id        uuid    not null,
    -- whether <slug>.<domain> leads to the primary name once that one works
    platform_leads boolean not null
);
