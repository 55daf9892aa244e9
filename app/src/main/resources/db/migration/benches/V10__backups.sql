-- Addresses of ours under which agents fetch one file of a backup for a while; of what makes them secret only the hash.
create table backup_link (
    token_hash text        primary key,
    team_id    uuid        not null,
    site_id    uuid        not null,
    backup_id  uuid        not null,
    part       text        not null,
    name       text        not null,
    expires_at timestamptz not null
);
create index backup_link_end on backup_link (expires_at);
create index backup_link_site on backup_link (site_id);

-- A backup that went to a store besides, under bucket/folder/file; by the id of the agent's job that made it. It outlives
-- its site and the job until nothing of it is left there.
create table bench_backup (
    id      uuid        primary key,
    team_id uuid        not null,
    site_id uuid        not null,
    made_at timestamptz not null,
    bucket  text        not null,
    folder  text        not null,
    files   jsonb       not null,
    gone_at timestamptz
);
create index bench_backup_site on bench_backup (site_id, made_at desc);

-- When the last that was kept of an archived site was removed.
alter table bench_site add column gone_at timestamptz;
