package io.chantier.deployment.dokploy;

import io.chantier.deployment.Publication;
import io.chantier.deployment.RemotePublisher;
import io.chantier.deployment.Sight;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Publishing on the Dokploy server where the site has its place. Each call does one move and can be repeated. */
final class DokployPublisher implements RemotePublisher {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

    private final Places places;
    private final Connections connections;
    private final Provision provision;
    private final Watch watch;
    private final Cargo cargo;
    private final Tools tools;

    /** What it works with besides. */
    record Tools(Turns turns, PlaceNames names, DokploySettings settings, Clock clock) {}

    /** What is brought there. */
    record Cargo(Releases releases, SitePackage packages) {}

    DokployPublisher(
            Places places, Connections connections, Provision provision, Watch watch, Cargo cargo, Tools tools) {
        this.places = places;
        this.connections = connections;
        this.provision = provision;
        this.watch = watch;
        this.cargo = cargo;
        this.tools = tools;
    }

    @Override
    public Publication publish(Site site, Digest release, Notes notes) {
        return places.current(site.team(), site.id())
                .map(place -> publish(place, release, notes))
                .orElseGet(() -> new Publication.Refused(new Failure("dokploy-no-place", Map.of())));
    }

    /** The same at a place that need not be the site's own yet. */
    Publication publish(Place place, Digest release, Notes notes) {
        var key = place.key();
        if (cargo.releases().find(key.team(), key.site().value(), release).isEmpty()) {
            return new Publication.Refused(new Failure("release-missing", Map.of("release", release.brief())));
        }
        return alone(place, notes, errand -> move(place, release, errand));
    }

    /**
     * Stops what runs there; what is being built is waited for, because it would start afterwards. A name that the site
     * gave back meanwhile leads there no longer.
     */
    Publication stop(Place place, Notes notes) {
        return alone(place, notes, errand -> {
            var app = place.app();
            if (app.isEmpty()) return new Publication.Live(addressOf(place), 0);
            if (!place.running()) return named(place, errand);
            if (place.sent().isPresent()) {
                var seen = watch.look(place, place.sent().get(), errand.dokploy(), addressOf(place), notes);
                if (seen instanceof Watch.Seen.Settled(Publication.Underway underway)) return underway;
                places.sentNothing(place.key());
            }
            errand.dokploy().stop(app.get().id());
            places.running(place.key(), false);
            errand.notes()
                    .say("dokploy.stopped", Map.of("server", errand.server().name()));
            return named(place, errand);
        });
    }

    private Publication named(Place place, Errand errand) {
        return isNamedIfEver(place) || provision.ready(place, errand.server(), errand.dokploy(), errand.notes())
                ? new Publication.Live(addressOf(place), 0)
                : new Publication.Underway(SOON);
    }

    /** The same, once those who were led there have been led elsewhere. */
    Publication leaveInTime(Place place, Notes notes) {
        var waited = Duration.between(place.standing().since(), tools.clock().instant());
        var left = tools.settings().leaveAfter().minus(waited);
        return left.isPositive() ? new Publication.Underway(left) : leave(place, notes);
    }

    /** Deletes what is there. */
    Publication leave(Place place, Notes notes) {
        return alone(place, notes, errand -> {
            place.app()
                    .map(Place.Application::id)
                    .or(() -> provision.forgotten(place, errand.dokploy()))
                    .ifPresent(errand.dokploy()::delete);
            places.remove(place.key());
            errand.notes()
                    .say("dokploy.deleted", Map.of("server", errand.server().name()));
            return new Publication.Live(addressOf(place), 0);
        });
    }

    private Publication alone(Place place, Notes notes, Function<Errand, Publication> work) {
        return tools.turns()
                .alone("site:" + place.key().site() + place.key().server(), () -> guarded(place, notes, work))
                .orElseGet(() -> new Publication.Underway(SOON));
    }

    private Publication guarded(Place place, Notes notes, Function<Errand, Publication> work) {
        try {
            var server = connections.server(place.key().server());
            return work.apply(new Errand(server, connections.to(server), notes));
        } catch (DokployTrouble trouble) {
            return switch (trouble.kind()) {
                case REFUSED -> new Publication.Refused(trouble.why());
                case GONE -> {
                    places.lost(place.key());
                    yield new Publication.Refused(trouble.why());
                }
                case LATER, UNSURE -> new Publication.Unreachable(trouble.why(), AFTER_TROUBLE);
            };
        }
    }

    private record Errand(DokployServer server, Dokploy dokploy, Notes notes) {}

    private Publication move(Place known, Digest release, Errand errand) {
        var address = addressOf(known);
        if (!provision.ready(known, errand.server(), errand.dokploy(), errand.notes())) {
            return new Publication.Underway(SOON);
        }
        var place = places.find(known.key()).orElse(known);
        if (place.sent().isPresent()) {
            var sent = place.sent().get();
            switch (watch.look(place, sent, errand.dokploy(), address, errand.notes())) {
                case Watch.Seen.Lost _
                when sent.release().equals(release) -> {
                    errand.notes()
                            .say(
                                    "dokploy.again",
                                    Map.of("server", errand.server().name()));
                    return send(place, release, sent.times() + 1, errand);
                }
                case Watch.Seen.Lost _ -> places.sentNothing(place.key());
                case Watch.Seen.Settled(var outcome) -> {
                    boolean ours = sent.release().equals(release);
                    if (ours || outcome instanceof Publication.Underway) return outcome;
                }
            }
            place = places.find(known.key()).orElse(known);
        }
        if (!place.release().equals(Optional.of(release))) return send(place, release, 1, errand);
        if (!place.running()) {
            errand.dokploy().start(place.app().orElseThrow().id());
            places.running(place.key(), true);
        }
        return new Publication.Live(address, 0);
    }

    private Publication send(Place place, Digest release, int times, Errand errand) {
        var app = place.app().orElseThrow().id();
        var going = tools.turns().alone("server:" + errand.server().id(), () -> {
            var now = tools.clock().instant();
            int building =
                    places.building(errand.server().id(), now, tools.settings().buildTimeout());
            if (times == 1 && building >= errand.server().limits().builds()) return false;
            var known = errand.dokploy().deployments(app).stream()
                    .map(Dokploy.Deployment::id)
                    .collect(Collectors.toSet());
            places.sending(place.key(), release, known, now, times);
            return true;
        });
        if (going.filter(Boolean::booleanValue).isEmpty())
            return new Publication.Underway(tools.settings().look());
        errand.notes().say("dokploy.sent", Map.of("server", errand.server().name()));
        upload(place, release, app, errand);
        return new Publication.Underway(tools.settings().look());
    }

    private void upload(Place place, Digest release, String app, Errand errand) {
        var files = cargo.releases().find(release).orElseThrow();
        try {
            var zip = cargo.packages().of(files, errand.server());
            try {
                errand.dokploy().drop(app, zip);
            } finally {
                Files.delete(zip);
                places.sentAt(place.key(), tools.clock().instant());
            }
        } catch (DokployTrouble trouble) {
            // Where nobody knows whether it arrived, looking tells; else it certainly did not.
            if (trouble.kind() == DokployTrouble.Kind.UNSURE) return;
            places.sentNothing(place.key());
            throw trouble;
        } catch (IOException e) {
            places.sentNothing(place.key());
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void withdraw(Site site) {
        places.of(site.team(), site.id()).forEach(place -> places.put(place.key(), Place.Role.LEAVING));
    }

    @Override
    public URI addressOf(Site site) {
        return tools.names().home(site.slug());
    }

    URI addressOf(Place place) {
        return tools.names().home(place.key().slug());
    }

    /** Whether it has the names there that it is to have, as far as we know. */
    boolean isNamed(Place place) {
        return tools.names().areNoted(place, connections.described(place.key().server()));
    }

    /** The same of one that is not shown there: without any name it needs none. */
    boolean isNamedIfEver(Place place) {
        return place.standing().names().isEmpty() || isNamed(place);
    }

    @Override
    public Sight sightOf(Site site) {
        return places.current(site.team(), site.id())
                .map(this::sightOf)
                .orElseThrow(() -> new IllegalStateException(site.slug() + " is on no server"));
    }

    Sight sightOf(Place place) {
        var server = connections.described(place.key().server());
        var reach =
                Optional.of(server.ways().reach()).filter(uri -> !uri.toString().isEmpty());
        return new Sight(
                addressOf(place),
                reach,
                Optional.of(server.mark()),
                tools.settings().showTimeout());
    }

    @Override
    public Optional<Failure> complaintAbout(Site site) {
        return places.current(site.team(), site.id()).flatMap(this::complaintAbout);
    }

    Optional<Failure> complaintAbout(Place place) {
        try {
            var server = connections.server(place.key().server());
            return watch.crash(place, connections.to(server))
                    .map(error -> new Failure("dokploy-crash", Map.of("server", server.name(), "error", error)));
        } catch (DokployTrouble trouble) {
            return Optional.of(trouble.why());
        }
    }
}
