-- How far a member is with the tour of the first site, as far as their sites do not show it themselves.
create table tour (
  team_id    uuid not null,
  account_id uuid not null,
  looked_at  timestamptz,
  shown      boolean,
  primary key (team_id, account_id)
);
