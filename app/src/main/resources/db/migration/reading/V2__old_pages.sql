-- How the first page of an old site looked when it was last read; the documents lie in the blob store.
create table reading_old_page (
    site_id uuid primary key,
    team_id uuid not null,
    address text not null,
    original text not null,
    shown text not null,
    html bigint not null,
    styles bigint not null,
    pictures bigint not null,
    scripts integer not null,
    strangers integer not null,
    read_at timestamptz not null default now()
);
create index reading_old_page_team on reading_old_page (team_id);
