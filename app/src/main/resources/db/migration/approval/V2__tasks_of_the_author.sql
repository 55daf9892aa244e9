-- What the author may cost when it answers the comments of this link by itself; 0 where it waits for somebody to ask it.
alter table review add column author_micro bigint not null default 0;

-- The errand on which the author is sent, what it may cost, what all errands did cost and those before it, and why it came
-- to nothing.
alter table review_task add column errand uuid;
alter table review_task add column budget_micro bigint not null default 0;
alter table review_task add column spent_micro bigint not null default 0;
alter table review_task add column spent_before_micro bigint not null default 0;
alter table review_task add column problem jsonb;
create unique index review_task_errand on review_task (errand);

alter table review_task drop constraint review_task_state_check;
alter table review_task add constraint review_task_state_check
    check (state in ('OPEN', 'WITH_AUTHOR', 'PROPOSED', 'ANSWERED', 'DONE'));
