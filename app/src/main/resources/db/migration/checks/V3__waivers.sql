-- Names a finding by its code, its place and its whole text, so that it is known again in another revision.
alter table checks_finding add column fingerprint text not null default '';

-- A person answers for a finding; the row stays when it is taken back.
create table checks_waiver (
    id          uuid primary key,
    team_id     uuid not null,
    site_id     uuid not null,
    fingerprint text not null,
    code        text not null,
    page        text not null,
    excerpt     text not null,
    reason      text not null,
    given_by    text not null,
    given_at    timestamptz not null,
    ended_by    text,
    ended_at    timestamptz
);
create unique index checks_waiver_standing on checks_waiver (team_id, site_id, fingerprint) where ended_at is null;
