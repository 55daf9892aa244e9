package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something to be done with a site on a bench.
 *
 * @param origin marks the job, so that what its steps order from the agent is known by it
 * @param unsaved true where somebody said that no last backup is to be made
 */
record BenchErrand(UUID origin, @Nullable Boolean unsaved) {

    private static final JsonMapper JSON = JsonMapper.shared();

    BenchErrand(UUID origin) {
        this(origin, null);
    }

    static BenchErrand anew() {
        return new BenchErrand(UUID.randomUUID());
    }

    static BenchErrand withoutBackup() {
        return new BenchErrand(UUID.randomUUID(), true);
    }

    static BenchErrand of(JobOrder order) {
        return JSON.readValue(order.input(), BenchErrand.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    boolean savesNothing() {
        return Boolean.TRUE.equals(unsaved);
    }
}
