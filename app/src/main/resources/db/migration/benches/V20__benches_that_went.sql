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
