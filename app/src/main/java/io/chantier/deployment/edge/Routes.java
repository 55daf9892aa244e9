package io.chantier.deployment.edge;

import io.chantier.deployment.PublishedSites;
import io.chantier.deployment.PublishedSites.State;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.Naming;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.ReleasePointers.Pointer;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Host name to route, in memory, kept equal to the database by {@link RouteListener}. Reading never blocks. */
final class Routes {

    private final PublishedSites sites;
    private final ReleasePointers pointers;
    private final Naming names;
    private final Map<String, Route> byHost = new ConcurrentHashMap<>();
    private final Map<UUID, List<String>> hostsOf = new ConcurrentHashMap<>();

    /** The names that the table was made with; null before the first reading. */
    private volatile @Nullable Addresses addresses;

    Routes(PublishedSites sites, ReleasePointers pointers, Naming names) {
        this.sites = sites;
        this.pointers = pointers;
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
        Map<UUID, Digest> current = pointers.all().stream().collect(Collectors.toMap(Pointer::site, Pointer::release));
        Map<String, Route> fresh = new HashMap<>();
        Set<UUID> archived = new HashSet<>();
        for (var site : sites.published(null)) {
            add(fresh, given, site, current.get(site.site()));
            if (site.state() == State.ARCHIVED) archived.add(site.site());
        }
        sites.previews(null).forEach(preview -> add(fresh, given, preview, archived.contains(preview.site())));
        byHost.keySet().retainAll(fresh.keySet());
        byHost.putAll(fresh);
        addresses = given;
        hostsOf.clear();
        hostsOf.putAll(fresh.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getValue().site(), Collectors.mapping(Map.Entry::getKey, Collectors.toList()))));
    }

    /** Reads one site anew. */
    synchronized void reload(UUID site) {
        var given = addresses;
        if (given == null) return;
        Map<String, Route> fresh = new HashMap<>();
        var release = pointers.of(site).map(Pointer::release).orElse(null);
        var published = sites.published(site);
        boolean archived = published.stream().anyMatch(one -> one.state() == State.ARCHIVED);
        published.forEach(one -> add(fresh, given, one, release));
        sites.previews(site).forEach(preview -> add(fresh, given, preview, archived));
        var gone = hostsOf.getOrDefault(site, List.of());
        byHost.putAll(fresh);
        gone.stream().filter(host -> !fresh.containsKey(host)).forEach(byHost::remove);
        hostsOf.put(site, List.copyOf(fresh.keySet()));
    }

    private @Nullable Route findOddlyWritten(String host) {
        var given = addresses;
        if (given == null) return null;
        Function<Addresses.Named, String> proper = named -> switch (named) {
            case Addresses.Named.Site(var slug) -> given.site(slug).getHost();
            case Addresses.Named.Preview(var token) -> given.preview(token).getHost();
        };
        return given.whoIs(host).map(proper).map(byHost::get).orElse(null);
    }

    private static void add(
            Map<String, Route> routes, Addresses given, PublishedSites.Published site, @Nullable Digest release) {
        var kind = switch (site.state()) {
            case LIVE -> Route.Kind.LIVE;
            case SUSPENDED -> Route.Kind.SUSPENDED;
            case ARCHIVED -> Route.Kind.ARCHIVED;
        };
        routes.put(given.site(new Slug(site.slug())).getHost(), new Route(site.site(), kind, release));
    }

    private static void add(
            Map<String, Route> routes, Addresses given, PublishedSites.Preview preview, boolean archived) {
        var host = given.preview(preview.token()).getHost();
        var kind = archived ? Route.Kind.ARCHIVED : Route.Kind.PREVIEW;
        routes.put(host, new Route(preview.site(), kind, preview.release()));
    }
}
