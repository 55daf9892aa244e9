package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchUpdates.Move;
import io.chantier.jobs.JobOrder;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An update of a site: the move to another bench of its server.
 *
 * @param origin marks the job, so that what its steps order from the agent is known by it
 */
record BenchMove(UUID origin, UUID from, UUID to) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchMove between(UUID from, UUID to) {
        return new BenchMove(UUID.randomUUID(), from, to);
    }

    static BenchMove of(JobOrder order) {
        return JSON.readValue(order.input(), BenchMove.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    Move by(String step) {
        return new Move(origin, step, from, to);
    }
}
