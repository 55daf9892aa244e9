create table rendering_picture (
    team_id    uuid        not null,
    original   text        not null,
    recipe     text        not null,
    width      integer     not null,
    height     integer     not null,
    variants   jsonb       not null,
    created_at timestamptz not null default now(),
    primary key (team_id, original, recipe)
);
