-- In which order jobs were ordered, also within one transaction.
alter table agent_job add column sequence bigint generated always as identity;

-- When it was sent last: an answer that is lost is looked for until some time after.
alter table agent_job add column sent_at timestamptz;

-- The job whose work this one takes away: it is sent when that one is over, and only where that one began.
alter table agent_job add column undoes uuid;

-- When a knock last brought the server's turn forward.
alter table agent_turn add column knocked_at timestamptz;
