-- Light or dark, where somebody chose one for all their browsers.
alter table account add column theme text check (theme in ('light', 'dark'));

-- Somebody is asked into a team by a link that works once; only the hash of its secret is kept.
create table invitation (
  id         uuid primary key,
  team_id    uuid not null references team,
  email      text not null check (email = lower(email)),
  role       text not null,
  language   text not null,
  hash       text not null unique,
  invited_by uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz
);
create unique index invitation_open on invitation (team_id, email) where used_at is null and revoked_at is null;

-- Sessions from before do not say from which browser they were opened.
delete from spring_session;
