package io.chantier.deployment.dokploy;

import io.chantier.ingress.RoutesChanged;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/** Lists the server that the settings name, and goes round now and then for what a lost signal left undone. */
class Upkeep {

    /** One row for all replicas. */
    private static final UUID FROM_SETTINGS = new UUID(0x0d0c_5107_0000_4000L, 0x8000_0000_0000_0001L);

    private final DokploySettings settings;
    private final Servers servers;
    private final Places places;
    private final Settling settling;
    private final Jobs jobs;

    Upkeep(DokploySettings settings, Servers servers, Places places, Settling settling, Jobs jobs) {
        this.settings = settings;
        this.servers = servers;
        this.places = places;
        this.settling = settling;
        this.jobs = jobs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void list() {
        if (settings.url().isEmpty() || servers.find(FROM_SETTINGS).isPresent()) return;
        var ways = new DokployServer.Ways(URI.create(settings.reach()), settings.baseImage(), "letsencrypt");
        var limits = new DokployServer.Limits(ServerForm.USUAL_SITES, 2);
        var name = Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? "Dokploy" : "Dokploy " + number)
                .filter(free -> !servers.isNamed(free))
                .findFirst()
                .orElseThrow();
        var server = new DokployServer(FROM_SETTINGS, name, URI.create(""), settings.token(), ways, limits);
        servers.store(new Servers.Listed(server, true, true));
    }

    /** Part of the transaction that gives the site other names. */
    @EventListener
    void rename(RoutesChanged change) {
        for (var place : places.of(change.site())) {
            if (place.role() != Place.Role.CURRENT || settling.isSettled(place)) continue;
            jobs.start(JobOrder.of(
                    SettleSite.KIND,
                    place.key().site().behind(),
                    place.key().team().value()));
        }
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT2M")
    void round() {
        for (var place : places.all()) {
            if (settling.isSettled(place)) continue;
            var team = place.key().team().value();
            if (jobs.subjectsAtWork(team).contains(place.key().site().toString())) continue;
            jobs.start(JobOrder.of(SettleSite.KIND, place.key().site().behind(), team));
        }
    }
}
