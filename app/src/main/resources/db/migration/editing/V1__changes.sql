-- What somebody asked to be changed in plain words, what the author proposed, and what became of it.
create table editing_change (
    id          uuid        primary key,
    team_id     uuid        not null,
    site_id     uuid        not null,
    words       text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null,
    asked_for   uuid,
    limit_micro bigint      not null,
    job         uuid,
    state       text        not null check (state in ('ASKED', 'PROPOSED', 'APPLIED', 'DISCARDED', 'FAILED')),
    base        text,
    author      text        not null default '',
    summary     text        not null default '',
    patch       jsonb,
    micro_usd   bigint      not null default 0,
    problem     jsonb,
    decided_by  text        not null default '',
    decided_at  timestamptz,
    revision    text
);
create index editing_change_site on editing_change (team_id, site_id, asked_at);
