-- What alone may be changed, as a JSON Pointer; and on each errand one asks once.
alter table editing_change add column place text not null default '';
create unique index editing_change_errand on editing_change (asked_for);
