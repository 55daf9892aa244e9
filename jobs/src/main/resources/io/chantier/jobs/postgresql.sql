-- version 1

create table job (
    id                uuid primary key,
    team_id           uuid        not null,
    kind              text        not null,
    subject           text        not null,
    priority          integer     not null,
    input             text        not null,
    state             text        not null,
    progress          integer     not null default 0,
    run               bigint      not null default 0, -- the fence: each run has its own number, only the latest may record
    worker            text,
    held              boolean     not null default false, -- due, but the limit of its kind is reached
    waiting_for       text,
    wait_until        timestamptz,
    signalled         text,
    failure_code      text,
    failure_arguments text,
    created_at        timestamptz not null,
    started_at        timestamptz,
    finished_at       timestamptz
) with (fillfactor = 70);
create unique index job_one_active on job (kind, subject) where state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING');
create index job_of_team on job (team_id, id);
create index job_of_subject on job (subject, id);
create index job_running on job (kind) where state = 'RUNNING';
create index job_held on job (kind, priority desc, id) where held;
create index job_waiting_for on job (waiting_for) where waiting_for is not null;

create table job_step (
    job_id       uuid    not null references job on delete cascade,
    name         text    not null,
    team_id      uuid    not null,
    position     integer not null,
    state        text    not null,
    result       text,
    undoable     boolean not null,
    undo_at_once boolean not null,
    attempts     integer not null default 0,
    crashes      integer not null default 0,
    started_at   timestamptz,
    finished_at  timestamptz,
    primary key (job_id, name)
) with (fillfactor = 70);

create table job_log (
    job_id  uuid        not null references job on delete cascade,
    number  bigint      not null,
    team_id uuid        not null,
    at      timestamptz not null,
    step    text        not null,
    text    text        not null,
    primary key (job_id, number)
);

-- A signal that nobody waited for yet; whose it is shows when a job takes it.
create table job_signal (
    signal  text primary key,
    payload text        not null,
    sent_at timestamptz not null
);

-- db-scheduler's table: who runs what, since when it gave a sign of life, what is due when.
create table job_dispatch (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
) with (fillfactor = 50);
create index job_dispatch_due on job_dispatch (priority desc, execution_time);
