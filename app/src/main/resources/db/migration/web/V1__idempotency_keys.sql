-- The first answer to each POST that named an Idempotency-Key, for a day; status is null while the first one still works.
create table idempotency_key (
  team_id      uuid not null,
  account_id   uuid not null,
  key          text not null,
  fingerprint  text not null,
  status       int,
  content_type text,
  location     text,
  body         text,
  created_at   timestamptz not null default now(),
  primary key (team_id, account_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);
