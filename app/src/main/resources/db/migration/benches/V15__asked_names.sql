-- Names that an agent may have got the order to add, each with the mark of that order: what was asked for once is taken away
-- again, whatever became of the answer.
alter table bench_site add column asked jsonb not null default '{}';
update bench_site set asked = (
    select coalesce(jsonb_object_agg(name, gen_random_uuid()), '{}') from jsonb_array_elements_text(domains) name);
