-- A job that we ordered from the agent of a server. It has an end once ended_at is set, whatever the agent says later.
create table agent_job (
    id uuid primary key,
    server_id uuid not null references bench_server (id) on delete cascade,
    team_id uuid not null,
    site_id uuid,
    name text not null,
    type text not null,
    method text not null,
    path text not null,
    -- Sealed, because orders carry passwords; empty once nobody can need it again.
    body text not null,
    state text not null,
    -- It may have reached the agent although no answer reached us: the agent is asked for our id before another try.
    unsure boolean not null default false,
    -- The agent's own number for it.
    number bigint,
    tries integer not null default 0,
    next_at timestamptz not null,
    deadline timestamptz not null,
    -- A step of a job of ours waits for the signal of its end.
    awaited boolean not null,
    cancel_asked boolean not null default false,
    ordered_at timestamptz not null,
    delivered_at timestamptz,
    ended_at timestamptz,
    -- What the agent told last, without secrets.
    told jsonb,
    changes bigint not null default 0,
    reason_code text,
    reason_arguments jsonb not null default '{}',
    retry_of uuid
);

create index agent_job_open on agent_job (server_id, next_at) where ended_at is null;
create index agent_job_number on agent_job (number) where ended_at is null;
create index agent_job_of_team on agent_job (team_id, ordered_at desc, id desc);
create index agent_job_newest on agent_job (ordered_at desc, id desc);
create index agent_job_of_site on agent_job (site_id, ordered_at desc, id desc);

-- When a server is spoken to next, and which replica is at it: one at a time, until its lease is over.
create table agent_turn (
    server_id uuid primary key references bench_server (id) on delete cascade,
    next_at timestamptz not null,
    holder uuid,
    held_until timestamptz,
    misses integer not null default 0
);
