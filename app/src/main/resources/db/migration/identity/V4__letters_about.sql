-- What a letter is about, such as a site's id: it goes with it.
alter table letter add column about text;
create index letter_about on letter (team_id, about) where about is not null;
