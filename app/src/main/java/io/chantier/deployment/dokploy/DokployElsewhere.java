package io.chantier.deployment.dokploy;

import io.chantier.deployment.Elsewhere;
import io.chantier.deployment.RemotePublisher;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.Started;
import io.chantier.sites.Site;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** The Dokploy servers, as far as the rest of publishing has to know them. */
final class DokployElsewhere implements Elsewhere {

    private final Places places;
    private final Servers servers;
    private final DokployPublisher publisher;
    private final ObjectProvider<Jobs> jobs;

    DokployElsewhere(Places places, Servers servers, DokployPublisher publisher, ObjectProvider<Jobs> jobs) {
        this.places = places;
        this.servers = servers;
        this.publisher = publisher;
        this.jobs = jobs;
    }

    @Override
    public Optional<RemotePublisher> of(Site site) {
        return places.current(site.team(), site.id()).map(_ -> publisher);
    }

    @Override
    public Optional<String> nameOf(Site site) {
        return places.current(site.team(), site.id())
                .flatMap(place -> servers.find(place.key().server()))
                .map(listed -> listed.server().name());
    }

    @Override
    public void choose(Site site) {
        if (!places.of(site.team(), site.id()).isEmpty()) return;
        servers.all().stream()
                .filter(Servers.Listed::takesNew)
                .map(Servers.Listed::server)
                .filter(server -> servers.taken(server.id(), places.on(server.id()))
                        < server.limits().sites())
                .findFirst()
                .ifPresent(server -> places.put(Place.Key.of(site, server.id()), Place.Role.CURRENT));
    }

    @Override
    public void withdraw(Site site) {
        publisher.withdraw(site);
    }

    @Override
    public Optional<Started> settle(Site site) {
        return places.of(site.team(), site.id()).isEmpty()
                ? Optional.empty()
                : Optional.of(jobs.getObject()
                        .start(JobOrder.of(
                                SettleSite.KIND, site.id().behind(), site.team().value())));
    }

    @Override
    public Set<Digest> shown(Site site) {
        return places.of(site.team(), site.id()).stream()
                .flatMap(place ->
                        Stream.concat(place.release().stream(), place.sent().map(Place.Sent::release).stream()))
                .collect(Collectors.toSet());
    }

    @Override
    public Map<UUID, Reached> reached() {
        return places.reached();
    }

    @Override
    public Set<Slug> apart() {
        return places.apart(Optional.empty());
    }

    @Override
    public boolean isApart(Slug site) {
        return !places.apart(Optional.of(site)).isEmpty();
    }
}
