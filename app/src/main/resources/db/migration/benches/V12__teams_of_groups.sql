-- Which teams may have sites on the benches of a group; where none is named, all may.
create table release_group_team (
    group_id uuid not null references release_group (id) on delete cascade,
    team_id  uuid not null,
    primary key (group_id, team_id)
);

-- The list of jobs by kind, and by failure, among hundreds of thousands.
create index agent_job_of_type on agent_job (type, ordered_at desc, id desc);
create index agent_job_failed on agent_job (ordered_at desc, id desc) where state in ('FAILURE', 'DELIVERY_FAILURE');
create index agent_job_retried on agent_job (retry_of) where retry_of is not null;

-- The orders that are still kept.
create index agent_job_kept on agent_job (ended_at) where body <> '';
