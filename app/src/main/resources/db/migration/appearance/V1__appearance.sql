-- How the installation presents itself; one row at most. Its name is a setting.
create table appearance (
  id         int primary key check (id = 1),
  main       text,
  ground     text,
  logo       bytea,
  logo_type  text,
  changed_at timestamptz not null default now()
);
