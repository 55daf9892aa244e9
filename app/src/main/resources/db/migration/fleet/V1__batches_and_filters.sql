-- What was ordered for many sites at once, an import or a bulk action, and what became of each line.
create table fleet_batch (
    id         uuid        primary key,
    team_id    uuid        not null,
    kind       text        not null,
    argument   text        not null,
    made_by    text        not null,
    created_at timestamptz not null default now()
);
create index fleet_batch_of_team on fleet_batch (team_id, created_at desc);

create table fleet_batch_line (
    batch_id  uuid    not null references fleet_batch (id) on delete cascade,
    number    integer not null,
    team_id   uuid    not null,
    label     text    not null,
    outcome   text    not null,
    reason    text    not null,
    arguments jsonb   not null,
    site_id   uuid,
    job_id    uuid,
    primary key (batch_id, number)
);
create index fleet_batch_line_of_site on fleet_batch_line (site_id) where site_id is not null;

create table fleet_filter (
    id         uuid        primary key,
    team_id    uuid        not null,
    account_id uuid        not null,
    name       text        not null,
    query      text        not null,
    unique (team_id, account_id, name)
);
