-- Whether a group is there for the sites of a team; a bench of no group is there for all. The body is a string, which is not
-- read before it is used: a backup brings functions back before their tables.
create function release_group_serves(wanted uuid, team uuid) returns boolean language sql stable as $$
    select not exists (select from release_group_team where group_id = wanted)
        or exists (select from release_group_team where group_id = wanted and team_id = team)
$$;
