-- The names that we made on the server, each with how it is served there: what is not wished for any more is removed there.
alter table deployment_place add column names text[] not null default '{}';
