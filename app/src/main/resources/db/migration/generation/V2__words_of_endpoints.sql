-- What a program or the endpoint behind it said last when a job's author failed; for operators only.
create table generation_words (
    job_id  uuid        primary key,
    team_id uuid        not null,
    site_id uuid        not null,
    step    text        not null,
    trouble text        not null,
    words   text        not null,
    at      timestamptz not null
);
create index on generation_words (team_id, site_id);
