package io.chantier.deployment.edge;

import io.chantier.deployment.PublishedSites.Preview;
import io.chantier.deployment.PublishedSites.Published;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.HostedSites.Hosted;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.SiteNames;
import io.chantier.ingress.SiteNames.Lead;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host names of sites and their previews, as they follow from what the database says. */
final class SiteRoutes {

    private final Addresses given;
    private final Map<String, Route> byHost = new HashMap<>();

    /** @param given how we name sites */
    SiteRoutes(Addresses given) {
        this.given = given;
    }

    Map<String, Route> byHost() {
        return byHost;
    }

    /** @param domains the site's further names; one that stands for another site already stays with that one */
    void add(Published site, @Nullable Digest release, List<CustomDomain> domains) {
        var kind = switch (site.state()) {
            case LIVE -> Route.Kind.LIVE;
            case SUSPENDED -> Route.Kind.SUSPENDED;
            case ARCHIVED -> Route.Kind.ARCHIVED;
        };
        add(new Slug(site.slug()), new Route(site.site(), kind, release), domains);
    }

    /** Another server answers for it, except where there is nothing but a notice to show. */
    void add(Hosted site, List<CustomDomain> domains) {
        var kind = switch (site.standing()) {
            case ONLINE -> Route.Kind.PASSED;
            case SUSPENDED -> Route.Kind.SUSPENDED;
            case ARCHIVED -> Route.Kind.ARCHIVED;
        };
        var server = kind == Route.Kind.PASSED ? site.server().address() : null;
        add(site.slug(), new Route(site.site(), kind, null, server, List.of()), domains);
    }

    private void add(Slug slug, Route route, List<CustomDomain> domains) {
        var own = given.site(slug);
        byHost.put(own.getHost(), route);
        SiteNames.of(given.domain(), slug, domains).forEach((name, lead) -> {
            var led = led(route, lead, own);
            if (name.value().equals(own.getHost())) byHost.put(name.value(), led);
            else byHost.putIfAbsent(name.value(), led);
        });
    }

    /** A site that is paused or gone says so under each of its names. */
    private Route led(Route route, Lead lead, URI own) {
        if (route.kind() != Route.Kind.LIVE && route.kind() != Route.Kind.PASSED) return route;
        return switch (lead) {
            case Lead.Serves _ -> route;
            case Lead.MovedTo(var primary, var certified) ->
                route.leadingTo(primary.value().equals(own.getHost()) ? own : given.custom(primary, certified));
        };
    }

    void add(Preview preview, boolean archived) {
        var host = given.preview(preview.token()).getHost();
        var kind = archived ? Route.Kind.ARCHIVED : Route.Kind.PREVIEW;
        byHost.put(host, new Route(preview.site(), kind, preview.release()));
    }
}
