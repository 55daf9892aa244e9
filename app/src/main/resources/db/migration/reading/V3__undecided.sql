-- What the list of all sites asks for: few rows, whatever else was read.
create index reading_fact_other on reading_fact (team_id, site_id, kind) where standing = 'OTHER';
create index reading_fact_decided on reading_fact (site_id, kind) where decided;
