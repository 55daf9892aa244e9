package io.chantier.deployment.dokploy;

import io.chantier.deployment.Publication;
import io.chantier.deployment.Publisher.Notes;
import io.chantier.deployment.dokploy.Dokploy.Deployment;
import io.chantier.jobs.Failure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows what was handed over. Dokploy answers a deployment with nothing at all: the one that was not there before is
 * ours, because a site has one at a time. What its queue forgot (it lives in memory) or cut off is handed over again.
 */
final class Watch {

    private static final int TIMES = 3;
    private static final int LAST_LINES = 12;

    private final Places places;
    private final DokploySettings settings;
    private final Clock clock;

    Watch(Places places, DokploySettings settings, Clock clock) {
        this.places = places;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a look showed. */
    sealed interface Seen {
        record Settled(Publication publication) implements Seen {}

        /** It has to be handed over again. */
        record Lost() implements Seen {}
    }

    Seen look(Place place, Place.Sent sent, Dokploy dokploy, URI address, Notes notes) {
        var app = place.app().orElseThrow();
        var ours = dokploy.deployments(app.id()).stream()
                .filter(one -> !sent.known().contains(one.id()))
                .findFirst();
        if (ours.isEmpty()) return waiting(place, sent, dokploy);
        tell(place, sent, dokploy.log(ours.get().id()), notes);
        return switch (ours.get().status()) {
            case RUNNING -> isOlder(sent, settings.buildTimeout()) ? tooLong(place) : underway();
            case CANCELLED -> lost(place, sent);
            case ERROR -> {
                places.sentNothing(place.key());
                yield refused("dokploy-build-failed", Map.of("log", end(dokploy, ours.get())));
            }
            case DONE -> {
                places.arrived(place.key());
                yield new Seen.Settled(new Publication.Live(address, 0));
            }
        };
    }

    /** No deployment yet: it is in the queue, or on its way into it, or forgotten. */
    private Seen waiting(Place place, Place.Sent sent, Dokploy dokploy) {
        var queue = dokploy.queued();
        boolean queued = queue.filter(
                        all -> all.contains(place.app().orElseThrow().id()))
                .isPresent();
        if (queued) return isOlder(sent, settings.buildTimeout()) ? tooLong(place) : underway();
        var patience = queue.isEmpty() ? settings.buildTimeout() : settings.lostAfter();
        return isOlder(sent, patience) ? lost(place, sent) : underway();
    }

    private Seen lost(Place place, Place.Sent sent) {
        if (sent.times() < TIMES) return new Seen.Lost();
        places.sentNothing(place.key());
        return refused("dokploy-lost", Map.of("times", Integer.toString(sent.times())));
    }

    private Seen tooLong(Place place) {
        places.sentNothing(place.key());
        return refused(
                "dokploy-build-timeout",
                Map.of("minutes", Long.toString(settings.buildTimeout().toMinutes())));
    }

    private Seen underway() {
        return new Seen.Settled(new Publication.Underway(settings.look()));
    }

    private static Seen refused(String code, Map<String, String> arguments) {
        return new Seen.Settled(new Publication.Refused(new Failure(code, arguments)));
    }

    private boolean isOlder(Place.Sent sent, Duration time) {
        return sent.at().plus(time).isBefore(clock.instant());
    }

    private void tell(Place place, Place.Sent sent, List<String> log, Notes notes) {
        if (log.size() <= sent.logLines()) return;
        log.subList(sent.logLines(), log.size()).forEach(line -> notes.say("dokploy.build", Map.of("line", line)));
        places.told(place.key(), log.size());
    }

    private static String end(Dokploy dokploy, Deployment deployment) {
        var log = dokploy.log(deployment.id());
        return String.join("\n", log.subList(Math.max(0, log.size() - LAST_LINES), log.size()));
    }

    /** What the swarm says of a container that does not stay up; troubles before the one that runs are over. */
    Optional<String> crash(Place place, Dokploy dokploy) {
        return place.app().stream()
                .flatMap(app -> dokploy.tasks(app.name()).stream())
                .takeWhile(task -> !task.state().startsWith("Running"))
                .map(Dokploy.Task::error)
                .filter(error -> !error.isEmpty() && !error.equals("Error:"))
                .findFirst();
    }
}
