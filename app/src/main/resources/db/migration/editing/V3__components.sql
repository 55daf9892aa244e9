-- A request that the site's data cannot meet is handed to operators, who may have the author propose a change of one component.
alter table editing_change drop constraint editing_change_state_check;
alter table editing_change add constraint editing_change_state_check
    check (state in ('ASKED', 'HANDED', 'PROPOSED', 'APPLIED', 'DISCARDED', 'FAILED'));
alter table editing_change add column missing text not null default '';
alter table editing_change add column component text not null default '';
alter table editing_change add column sources jsonb;
alter table editing_change add column digest text not null default '';
alter table editing_change add column reason text not null default '';
