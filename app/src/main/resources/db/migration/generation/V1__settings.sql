-- What the operator of the installation chose for its author; belongs to no team.
create table generation_setting (
    name text primary key,
    value text not null
);
