package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something to be done with a site on a bench.
 *
 * @param origin marks the job, so that what its steps order from the agent is known by it
 */
record BenchErrand(UUID origin) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(new BenchErrand(UUID.randomUUID())));
    }

    static BenchErrand of(JobOrder order) {
        return JSON.readValue(order.input(), BenchErrand.class);
    }
}
