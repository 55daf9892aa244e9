create table site_tag (
    team_id uuid not null,
    site_id uuid not null references site (id) on delete cascade,
    tag     text not null,
    primary key (site_id, tag)
);

create index site_tag_of_team on site_tag (team_id, tag);
