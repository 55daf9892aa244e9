-- What each job put online, and on which server of others, by the name that the server had then; '' on our own edge.
-- What was noted until now named no job.
drop table deployment_target;

create table deployment_target (
    job_id  uuid    primary key,
    team_id uuid    not null,
    site_id uuid    not null,
    release text,
    version integer,
    server  text    not null
);

create index deployment_target_site on deployment_target (team_id, site_id);
