-- One person's link to a site; only the hash of its secret is kept.
create table review (
    id         uuid        primary key,
    team_id    uuid        not null,
    site_id    uuid        not null,
    person     text        not null,
    email      text        not null,
    language   text        not null,
    rights     text        not null,
    hash       text        not null unique,
    revision   text        not null,
    number     int         not null,
    release    text        not null,
    shown_at   timestamptz not null,
    made_by    text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index review_site on review (team_id, site_id, created_at);

-- What somebody of the agency has to do: a client's remark, what a client sent, a publishing that was held back.
create table review_task (
    id            uuid        primary key,
    team_id       uuid        not null,
    site_id       uuid        not null,
    review_id     uuid        not null,
    kind          text        not null check (kind in ('COMMENT', 'SENT', 'HELD')),
    page          text        not null,
    page_label    text        not null,
    section       int         not null,
    section_type  text        not null,
    section_title text        not null,
    number        int         not null,
    words         text        not null,
    state         text        not null check (state in ('OPEN', 'WITH_AUTHOR', 'ANSWERED', 'DONE')),
    answer        text        not null default '',
    answered_by   text        not null default '',
    job           uuid        unique,
    created_at    timestamptz not null,
    changed_at    timestamptz not null
);
create index review_task_site on review_task (team_id, site_id, created_at);
create index review_task_review on review_task (review_id, created_at);

-- Somebody agreed to exactly this; once for each revision, however often they press the button.
create table approval (
    id        uuid        primary key,
    team_id   uuid        not null,
    site_id   uuid        not null,
    review_id uuid        not null,
    person    text        not null,
    revision  text        not null,
    number    int         not null,
    release   text        not null,
    address   text        not null,
    at        timestamptz not null,
    job       uuid,
    unique (site_id, revision)
);

-- Whether a site is published for the first time only after somebody agreed.
create table approval_rule (
    site_id uuid    primary key,
    team_id uuid    not null,
    needed  boolean not null
);

-- An owner published without; why stands in the audit trail as well.
create table approval_override (
    site_id  uuid        not null,
    team_id  uuid        not null,
    revision text        not null,
    person   text        not null,
    reason   text        not null,
    at       timestamptz not null,
    primary key (site_id, revision)
);
