-- What each request to a model cost. Rows stay when their site is deleted, for the books; they hold its id and no name.
create table metering_usage (
    id                 bigint generated always as identity primary key,
    team_id            uuid        not null,
    site_id            uuid        not null,
    job_id             uuid        not null,
    step               text        not null,
    call_id            text        not null,
    model              text        not null,
    input_tokens       bigint      not null check (input_tokens >= 0),
    cache_read_tokens  bigint      not null check (cache_read_tokens >= 0),
    cache_write_tokens bigint      not null check (cache_write_tokens >= 0),
    output_tokens      bigint      not null check (output_tokens >= 0),
    micro_usd          bigint      not null check (micro_usd >= 0),
    -- not what a reply said, but what was granted or reckoned
    is_estimated       boolean     not null,
    -- the reservation that ran out unsettled and was booked instead
    reservation_id     uuid,
    at                 timestamptz not null,
    unique (job_id, step, call_id)
);
create index on metering_usage (team_id, at);
create index on metering_usage (site_id);
create index on metering_usage (at);
create index on metering_usage (reservation_id) where reservation_id is not null;

-- Money that somebody is about to spend: it counts against each limit until it is settled, released or booked.
create table metering_reservation (
    id         uuid        primary key,
    team_id    uuid        not null,
    site_id    uuid        not null,
    job_id     uuid        not null,
    step       text        not null,
    call_id    text        not null,
    model      text        not null,
    micro_usd  bigint      not null check (micro_usd >= 0),
    at         timestamptz not null,
    expires_at timestamptz not null
);
create index on metering_reservation (expires_at);

-- What the operator set, for all teams and for one; null says: no limit. What has no row has the default.
create table metering_limit (
    name      text   primary key,
    micro_usd bigint check (micro_usd >= 0)
);
create table metering_team_limit (
    team_id   uuid   not null,
    name      text   not null,
    micro_usd bigint check (micro_usd >= 0),
    primary key (team_id, name)
);

-- Prices that the operator set, in micro-USD for a million tokens.
create table metering_price (
    model       text   primary key,
    input       bigint not null check (input >= 0),
    output      bigint not null check (output >= 0),
    cache_write bigint not null check (cache_write >= 0),
    cache_read  bigint not null check (cache_read >= 0)
);

-- The currency that amounts are shown in, and its rate.
create table metering_setting (
    name  text primary key,
    value text not null
);

-- Months in which a team's owners were told that most of the limit is spent.
create table metering_alert (
    team_id uuid not null,
    month   date not null,
    primary key (team_id, month)
);
