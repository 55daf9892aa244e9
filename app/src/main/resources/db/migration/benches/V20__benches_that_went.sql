-- LOST: it was made, and its server has not listed it for an hour; it may yet come back.
alter table bench_order drop constraint bench_order_state_check;
alter table bench_order add constraint bench_order_state_check
    check (state in ('MAKING', 'LISTING', 'DIFFERS', 'FAILED', 'LOST'));
drop index bench_order_name;
create unique index bench_order_name on bench_order (server_id, name) where state not in ('FAILED', 'LOST');

-- Numbers with which a bench was not made, for whatever reason: something that nobody here knows may have the ports.
create table bench_ports_failed (
    server_id uuid        not null references bench_server (id) on delete cascade,
    ports     int         not null,
    failed_at timestamptz not null,
    primary key (server_id, ports)
);

-- When the list of benches was asked for that is noted here: what another replica asked before is older news.
alter table bench_server add column listed_at timestamptz;

-- Whether sites may come to a bench: it is there, is neither being archived nor without its container since, and stands where it was
-- made for: also one whose order failed here and that is listed nevertheless waits until somebody takes it into a group. The body is a
-- string, which is not read before it is used: a backup brings functions back before their tables.
create or replace function bench_is_open(wanted uuid) returns boolean language sql stable as $$
    select exists (select from bench where id = wanted and state = 'ACTIVE'
        and not exists (select from agent_job where agent_job.id = bench.archive_job and (agent_job.ended_at is null
            or agent_job.state = 'SUCCESS' or agent_job.told #>> '{steps,0,status}' = 'Success'))
        and not exists (select from bench_order where bench_order.server_id = bench.server_id
            and bench_order.name = bench.name))
$$;
