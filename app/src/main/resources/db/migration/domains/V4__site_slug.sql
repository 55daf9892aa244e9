create index on site_domain (site_slug) where verified_at is not null;
