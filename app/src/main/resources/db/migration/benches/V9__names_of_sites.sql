-- Under which names besides its host the bench answers for the site, as its agent confirmed it last, and what the site was told last
-- to call itself; null before it was told anything else than at its beginning.
alter table bench_site
    add column domains jsonb not null default '[]',
    add column host_name text;
