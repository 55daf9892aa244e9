package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchGoing;
import io.chantier.jobs.Jobs;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** No bench goes while a site is about to come to it, to leave it, or may have to come back. */
@Component
class MovedSites {

    private final Jobs jobs;

    MovedSites(Jobs jobs) {
        this.jobs = jobs;
    }

    @EventListener
    void going(BenchGoing going) {
        var updates = jobs.list(new Jobs.Query(null, UpdateBenchSite.KIND, null, true, null, Integer.MAX_VALUE));
        boolean isNeeded = updates.stream()
                .map(update -> BenchMove.of(update.order()))
                .anyMatch(move -> move.from().equals(going.bench()) || move.to().equals(going.bench()));
        if (isNeeded) throw new ProblemException(Problem.of("bench-at-update", 409, Map.of("bench", going.name())));
    }
}
