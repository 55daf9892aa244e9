-- An account is a person or a program that can prove who it is; it belongs to no team by itself.
create table account (
  id            uuid primary key,
  login         text not null unique check (login = lower(login)),
  name          text not null,
  password_hash text,
  locale        text,
  operator      boolean not null default false,
  disabled_at   timestamptz,
  created_at    timestamptz not null default now()
);

create table team (
  id         uuid primary key,
  name       text not null,
  created_at timestamptz not null default now()
);

create table member (
  team_id     uuid not null references team,
  account_id  uuid not null references account,
  role        text not null,
  disabled_at timestamptz,
  created_at  timestamptz not null default now(),
  primary key (team_id, account_id)
);
create index member_account on member (account_id);

-- Only the hash of a token or a link is kept.
create table api_token (
  id           uuid primary key,
  team_id      uuid not null references team,
  account_id   uuid not null references account,
  name         text not null,
  hash         text not null unique,
  role         text not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_token_team on api_token (team_id, created_at);

create table sign_in_link (
  hash       text primary key,
  account_id uuid not null references account,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz
);

-- Who failed to sign in lately: by login and by address.
create table sign_in_failure (
  id      bigint generated always as identity primary key,
  subject text not null,
  at      timestamptz not null default now()
);
create index sign_in_failure_subject on sign_in_failure (subject, at);

-- The keys that sign short-lived tokens, so that every replica verifies them.
create table signing_key (
  id         text primary key,
  jwk        text not null,
  created_at timestamptz not null default now(),
  retires_at timestamptz not null
);

create table setting (
  name       text primary key,
  value      text not null,
  changed_at timestamptz not null default now()
);

-- Letters that nobody has sent yet, or that were shown here because no mail is set up.
create table letter (
  id         uuid primary key,
  team_id    uuid not null references team,
  recipient  text not null,
  subject    text not null,
  body       text not null,
  created_at timestamptz not null default now(),
  sent_at    timestamptz
);
create index letter_team on letter (team_id, created_at);

create table audit_event (
  id         uuid primary key,
  team_id    uuid not null,
  at         timestamptz not null default now(),
  actor_id   uuid,
  actor_name text not null,
  action     text not null,
  subject    text not null,
  details    jsonb not null default '{}'
);
create index audit_event_subject on audit_event (team_id, subject, at);
create index audit_event_team on audit_event (team_id, at);

create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is append-only';
end
$$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function audit_event_is_append_only();
