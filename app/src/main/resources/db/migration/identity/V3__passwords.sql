-- How many passwords an account had before: what was opened under an earlier one is worth nothing.
alter table account add column password_number int not null default 0;

-- Sessions from before do not say under which password they were opened.
delete from spring_session;
