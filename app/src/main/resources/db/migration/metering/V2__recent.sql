-- An estimate asks what the last jobs spent on a step.
create index on metering_usage (step, model, id);
