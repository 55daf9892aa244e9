-- How it stands with each name: what DNS and a handshake said, and when they are asked again.
create table domain_health (
    domain_id    uuid        primary key references site_domain (id) on delete cascade,
    team_id      uuid        not null,
    next_look_at timestamptz not null,
    -- looks one after the other that found nothing new
    looks        integer     not null default 0,
    diagnosis    jsonb,
    diagnosed_at timestamptz,
    reading      jsonb,
    -- of a certificate that visitors' browsers accept
    not_after    timestamptz,
    -- since when DNS is wrong although a certificate was granted
    wrong_since  timestamptz,
    -- since when a certificate may be ordered, and renewed
    granted_at   timestamptz,
    -- why none may be, and until when that is known
    waits_for    text        not null default 'LOOK',
    waits_until  timestamptz
);
create index on domain_health (next_look_at);
create index on domain_health (team_id, not_after);

-- Certificates that a proxy was allowed to order. They stay when a name is given back, as the authority remembers them too.
create table certificate_order (
    id         bigint      generated always as identity primary key,
    team_id    uuid        not null,
    name       text        not null,
    registered text        not null,
    ordered_at timestamptz not null,
    -- when it was seen that none was issued
    failed_at  timestamptz
);
create index on certificate_order (ordered_at);
