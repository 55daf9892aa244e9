create table site (
    id uuid primary key,
    team_id uuid not null,
    slug text not null unique,
    kind text not null,
    state text not null,
    state_before text,
    name text not null,
    source_url text,
    language text,
    wishes jsonb not null default '{}',
    revision text,
    problem_code text,
    problem_arguments jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create index site_of_team on site (team_id, created_at desc, id);
create index site_by_state on site (team_id, state);

create table site_revision (
    team_id uuid not null,
    site_id uuid not null references site (id) on delete cascade,
    number int not null,
    revision text not null,
    digest text not null,
    bundle text not null,
    message text not null,
    author text not null,
    created_at timestamptz not null default now(),
    primary key (site_id, number),
    unique (site_id, revision)
);
