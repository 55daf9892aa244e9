package io.chantier.deployment.edge;

import io.chantier.deployment.PublishedSites.Preview;
import io.chantier.deployment.PublishedSites.Published;
import io.chantier.deployment.PublishedSites.State;
import io.chantier.deployment.edge.EdgeServer.RouteSources;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.storage.ReleasePointers.Pointer;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Host name to route, in memory, kept equal to the database by {@link RouteListener}. Reading never blocks. */
final class Routes {

    private final RouteSources sources;
    private final Naming names;
    private final Map<String, Route> byHost = new ConcurrentHashMap<>();
    private final Map<UUID, List<String>> hostsOf = new ConcurrentHashMap<>();

    /** The names that the table was made with; null before the first reading. */
    private volatile @Nullable Addresses addresses;

    Routes(RouteSources sources, Naming names) {
        this.sources = sources;
        this.names = names;
    }

    /** The route of a host name as a browser sends it, without port. */
    @Nullable
    Route find(String host) {
        var route = byHost.get(host);
        return route != null ? route : findOddlyWritten(host);
    }

    /** The route of a host name that is written as we write it; null for any other. */
    @Nullable
    Route known(String host) {
        return byHost.get(host);
    }

    /** False until the sites could be read for the first time: before, every name would be a stranger. */
    boolean areKnown() {
        return addresses != null;
    }

    /** Whether sites have other names by now than the table says. */
    boolean isOutdated() {
        return !names.now().equals(addresses);
    }

    /** Reads everything anew. */
    synchronized void reload() {
        var given = names.now();
        Map<UUID, Digest> current =
                sources.pointers().all().stream().collect(Collectors.toMap(Pointer::site, Pointer::release));
        var customers = sources.customers().all();
        var fresh = new SiteRoutes(given);
        Set<UUID> archived = new HashSet<>();
        for (var site : sources.sites().published(null)) {
            var domains = customers.getOrDefault(new Slug(site.slug()), List.of());
            fresh.add(site, current.get(site.site()), domains);
            if (site.state() == State.ARCHIVED) archived.add(site.site());
        }
        sources.hosted().stream()
                .flatMap(host -> host.all().stream())
                .forEach(site -> fresh.add(site, customers.getOrDefault(site.slug(), List.of())));
        for (var preview : sources.sites().previews(null)) fresh.add(preview, archived.contains(preview.site()));
        byHost.keySet().retainAll(fresh.byHost().keySet());
        fresh.byHost().forEach(this::replace);
        addresses = given;
        hostsOf.clear();
        hostsOf.putAll(fresh.byHost().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getValue().site(), Collectors.mapping(Map.Entry::getKey, Collectors.toList()))));
    }

    /** Reads one site anew. */
    synchronized void reload(UUID site) {
        var given = addresses;
        if (given == null) return;
        var fresh = new SiteRoutes(given);
        var release = sources.pointers().of(site).map(Pointer::release).orElse(null);
        var published = sources.sites().published(site);
        boolean archived = published.stream().anyMatch(one -> one.state() == State.ARCHIVED);
        for (Published one : published) fresh.add(one, release, domains(one));
        sources.hosted().stream()
                .flatMap(host -> host.of(site).stream())
                .forEach(one -> fresh.add(one, sources.customers().of(one.slug())));
        for (Preview preview : sources.sites().previews(site)) fresh.add(preview, archived);
        var now = fresh.byHost();
        now.forEach(this::replace);
        for (var host : hostsOf.getOrDefault(site, List.of())) {
            // A name that went from one site to another may have been heard of by its new one first.
            if (!now.containsKey(host))
                byHost.computeIfPresent(host, (_, at) -> at.site().equals(site) ? null : at);
        }
        hostsOf.put(site, List.copyOf(now.keySet()));
    }

    private void replace(String host, Route route) {
        byHost.compute(host, (_, earlier) -> route.after(earlier, Instant.now()));
    }

    private List<CustomDomain> domains(Published site) {
        return sources.customers().of(new Slug(site.slug()));
    }

    private @Nullable Route findOddlyWritten(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return byHost.get(name.toLowerCase(Locale.ROOT));
    }
}
