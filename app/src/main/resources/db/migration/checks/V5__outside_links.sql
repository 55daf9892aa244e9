-- What came of asking for an address on somebody else's site; asked again after a week.
create table checks_outside_link (
    team_id    uuid not null,
    address    text not null,
    -- Empty where it leads somewhere, or where nobody can say.
    fault      text not null,
    checked_at timestamptz not null,
    primary key (team_id, address)
);
