-- A bench that is ordered for a release group at one of its states, until it stands there. MAKING: the agent is at it;
-- LISTING: it is made, and its server has not listed it since; DIFFERS: its server lists other apps than the group has.
-- ports: what is added to the first of each kind of port on that server.
create table bench_order (
    job          uuid        primary key references agent_job (id) on delete cascade,
    server_id    uuid        not null references bench_server (id) on delete cascade,
    name         text        not null,
    group_id     uuid        not null references release_group (id) on delete cascade,
    group_number int         not null,
    team_id      uuid        not null,
    ports        int         not null,
    state        text        not null default 'MAKING' check (state in ('MAKING', 'LISTING', 'DIFFERS', 'FAILED')),
    differs      text        not null default '',
    ordered_at   timestamptz not null default now(),
    ended_at     timestamptz,
    foreign key (group_id, group_number) references release_group_state (group_id, number)
);
create unique index bench_order_name on bench_order (server_id, name) where state <> 'FAILED';
create index bench_order_group on bench_order (group_id);

-- Null where nobody here knows them. The job is the last one by which the bench was to be archived.
alter table bench add column ports int;
alter table bench add column archive_job uuid references agent_job (id) on delete set null;

-- Whether sites may come to a bench: it is there, is not being archived, and stands where it was made for. The body is a
-- string, which is not read before it is used: a backup brings functions back before their tables.
create function bench_is_open(wanted uuid) returns boolean language sql stable as $$
    select exists (select from bench where id = wanted and state = 'ACTIVE'
        and not exists (select from agent_job where agent_job.id = bench.archive_job and agent_job.ended_at is null)
        and not exists (select from bench_order where bench_order.server_id = bench.server_id
            and bench_order.name = bench.name and bench_order.state <> 'FAILED'))
$$;
