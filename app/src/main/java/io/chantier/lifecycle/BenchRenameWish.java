package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another name for a site on its bench.
 *
 * @param origin marks the job, so that what its steps order is known by it
 * @param from the name that it had when this was ordered
 */
record BenchRenameWish(UUID origin, String from, String to) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchRenameWish of(String from, String to) {
        return new BenchRenameWish(UUID.randomUUID(), from, to);
    }

    static BenchRenameWish of(JobOrder order) {
        return JSON.readValue(order.input(), BenchRenameWish.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }
}
