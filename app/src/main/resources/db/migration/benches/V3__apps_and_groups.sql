create table app (
    name       text        primary key,
    title      text        not null,
    french     text        not null default '',
    english    text        not null default '',
    repository text        not null default '',
    publisher  text        not null default '',
    created_at timestamptz not null default now()
);

-- needs: name of an app -> range of its versions, the framework's included.
create table app_release (
    id           uuid        primary key,
    app          text        not null references app (name),
    version      text        not null,
    needs        jsonb       not null default '{}',
    migrates     boolean     not null,
    state        text        not null check (state in ('DRAFT', 'PUBLISHED', 'YANKED')),
    published_at timestamptz,
    created_at   timestamptz not null default now(),
    unique (app, version),
    unique (id, app)
);

create table release_group (
    id         uuid        primary key,
    name       text        not null unique,
    created_at timestamptz not null default now()
);

-- A group changes by a new state; earlier ones stay, since benches stand at them.
create table release_group_state (
    group_id uuid        not null references release_group (id) on delete cascade,
    number   int         not null check (number > 0),
    made_by  text        not null,
    made_at  timestamptz not null default now(),
    primary key (group_id, number)
);

create table release_group_app (
    group_id   uuid not null,
    number     int  not null,
    app        text not null,
    release_id uuid not null,
    primary key (group_id, number, app),
    foreign key (group_id, number) references release_group_state (group_id, number) on delete cascade,
    foreign key (release_id, app) references app_release (id, app)
);
create index release_group_app_of_release on release_group_app (release_id);

-- At which of its group's states a bench is.
alter table bench add column release_group_number int;
alter table bench add foreign key (release_group_id) references release_group (id);
alter table bench add foreign key (release_group_id, release_group_number)
    references release_group_state (group_id, number);
create index bench_of_release_group on bench (release_group_id);
