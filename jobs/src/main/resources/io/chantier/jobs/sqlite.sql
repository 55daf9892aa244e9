-- version 1

create table job (
    id                text primary key,
    team_id           text    not null,
    kind              text    not null,
    subject           text    not null,
    priority          integer not null,
    input             text    not null,
    state             text    not null,
    progress          integer not null default 0,
    run               integer not null default 0, -- the fence: each run has its own number, only the latest may record
    worker            text,
    held              integer not null default 0, -- due, but the limit of its kind is reached
    waiting_for       text,
    wait_until        integer,
    signalled         text,
    failure_code      text,
    failure_arguments text,
    created_at        integer not null,
    started_at        integer,
    finished_at       integer
);
create unique index job_one_active on job (kind, subject) where state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING');
create index job_of_team on job (team_id, id);
create index job_of_subject on job (subject, id);
create index job_running on job (kind) where state = 'RUNNING';
create index job_held on job (kind, priority desc, id) where held;
create index job_waiting_for on job (waiting_for) where waiting_for is not null;

create table job_step (
    job_id       text    not null references job on delete cascade,
    name         text    not null,
    team_id      text    not null,
    position     integer not null,
    state        text    not null,
    result       text,
    undoable     integer not null,
    undo_at_once integer not null,
    attempts     integer not null default 0,
    crashes      integer not null default 0,
    started_at   integer,
    finished_at  integer,
    primary key (job_id, name)
);

create table job_log (
    job_id  text    not null references job on delete cascade,
    number  integer not null,
    team_id text    not null,
    at      integer not null,
    step    text    not null,
    text    text    not null,
    primary key (job_id, number)
);

-- A signal that nobody waited for yet; whose it is shows when a job takes it.
create table job_signal (
    signal  text primary key,
    payload text    not null,
    sent_at integer not null
);

-- db-scheduler's table: who runs what, since when it gave a sign of life, what is due when.
create table job_dispatch (
    task_name            text    not null,
    task_instance        text    not null,
    task_data            blob,
    execution_time       integer not null,
    picked               integer not null,
    picked_by            text,
    last_success         integer,
    last_failure         integer,
    consecutive_failures integer,
    last_heartbeat       integer,
    version              integer not null,
    priority             integer,
    primary key (task_name, task_instance)
);
create index job_dispatch_due on job_dispatch (priority desc, execution_time);
