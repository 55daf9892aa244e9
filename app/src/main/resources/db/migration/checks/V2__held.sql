-- What the list of all sites asks for: few rows, whatever else was found.
create index checks_finding_blocking on checks_finding (team_id, site_id, revision) where severity = 'BLOCKING';
