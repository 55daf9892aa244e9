package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that is done with the apps or the data of a site on a bench.
 *
 * @param origin marks the job, so that what its steps order from the agent is known by it
 * @param app the one that it is about; empty where it is about none
 */
record BenchTask(UUID origin, String app) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchTask about(String app) {
        return new BenchTask(UUID.randomUUID(), app);
    }

    static BenchTask of(JobOrder order) {
        return JSON.readValue(order.input(), BenchTask.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }
}
