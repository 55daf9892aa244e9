package io.chantier.deployment.dokploy;

import io.chantier.deployment.Publisher.Notes;
import io.chantier.deployment.dokploy.Dokploy.Domain;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.SiteNames;
import io.chantier.ingress.SiteNames.Lead;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of a site on a server: its own and its customer's. They are made one after the other, are written down before,
 * and those that we made are removed when nobody wants them any more; what a person added there stays.
 */
final class PlaceNames {

    private final Places places;
    private final Naming naming;
    private final CustomNames customers;

    PlaceNames(Places places, Naming naming, CustomNames customers) {
        this.places = places;
        this.naming = naming;
        this.customers = customers;
    }

    /** The address by which the site itself answers. */
    URI home(Slug site) {
        return customers.home(naming.now(), site);
    }

    /** What the site is to be called there; its own name first. */
    List<PlaceName> wished(Place place, DokployServer server) {
        var given = naming.now();
        var own = given.site(place.key().slug());
        var domains = customers.of(place.key().slug());
        var leads = SiteNames.of(given.domain(), place.key().slug(), domains);
        var ownName = new DomainName(own.getHost());
        var names = new ArrayList<PlaceName>();
        names.add(new PlaceName(own.getHost(), server.speaksTls(own), leadsTo(leads.get(ownName), given)));
        for (var domain : domains) {
            var lead = leads.get(domain.name());
            if (lead != null && !domain.name().equals(ownName)) names.add(name(domain, lead, server, given));
        }
        return names;
    }

    private static PlaceName name(CustomDomain domain, Lead lead, DokployServer server, Addresses given) {
        boolean https = domain.mayBeCertified() && server.speaksTls(given.custom(domain.name(), true));
        return new PlaceName(domain.name().value(), https, leadsTo(lead, given));
    }

    private static Optional<URI> leadsTo(@Nullable Lead lead, Addresses given) {
        return switch (lead) {
            case Lead.MovedTo(var primary, var certified) -> Optional.of(given.custom(primary, certified));
            case Lead.Serves _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    /** Whether the place is known to have just these names. */
    boolean areNoted(Place place, DokployServer server) {
        return place.standing().names().equals(lines(wished(place, server)));
    }

    /** Whether the server has just these names, as it says itself. */
    boolean areThere(Place place, List<PlaceName> wished, Dokploy.App app, AppRoutes routes) {
        if (!place.standing().names().equals(lines(wished))) return false;
        var written = routes.written();
        return wished.stream()
                .allMatch(name -> domain(app, name)
                                .filter(domain -> domain.https() == name.https())
                                .isPresent()
                        && written.filter(text -> !name.isIn(text)).isEmpty()
                        && redirects(app, name.regex())
                                .equals(name.replacement().stream().toList()));
    }

    /**
     * Makes them so. Whoever asks meanwhile is never led round in a circle or to a name that is not there: redirects that
     * are not wanted go first, and new ones come once every name has its route.
     */
    void make(Place place, List<PlaceName> wished, DokployServer server, Dokploy dokploy, Notes notes) {
        var app = dokploy.app(place.app().orElseThrow().id()).orElseThrow();
        var before = place.standing().names();
        var routes = dokploy.routesOf(app.id());
        var all = new HashSet<>(before);
        all.addAll(lines(wished));
        places.naming(place.key(), all);
        var gone = gone(before, wished);
        gone.forEach(host -> removeRedirects(app, PlaceName.regex(host), Optional.empty(), routes));
        var unled = new ArrayList<PlaceName>();
        for (var name : wished) {
            boolean isLed = removeRedirects(app, name.regex(), name.replacement(), routes);
            if (!isLed) unled.add(name);
        }
        gone.forEach(host -> removeDomains(app, host, routes));
        for (var name : wished) {
            boolean wasThere = before.contains(name.line());
            if (make(name, app, server, routes, dokploy)) {
                notes.say(
                        wasThere ? "dokploy.domain-again" : "dokploy.domain",
                        Map.of("host", name.host(), "server", server.name()));
            }
        }
        for (var name : unled) name.replacement().ifPresent(to -> routes.redirect(name.regex(), to));
        places.named(place.key(), wished.getFirst().host(), lines(wished));
    }

    private static Set<String> gone(Set<String> before, List<PlaceName> wished) {
        var stay = wished.stream().map(PlaceName::host).collect(Collectors.toSet());
        return before.stream()
                .map(PlaceName::hostOf)
                .filter(host -> !stay.contains(host))
                .collect(Collectors.toSet());
    }

    /** All that fit but one that leads where it should; whether there is such a one. */
    private static boolean removeRedirects(Dokploy.App app, String regex, Optional<String> wanted, AppRoutes routes) {
        boolean isThere = false;
        for (var one : app.redirects()) {
            if (!one.regex().equals(regex)) continue;
            if (!isThere && wanted.equals(Optional.of(one.replacement()))) isThere = true;
            else routes.delete(one);
        }
        return isThere;
    }

    private static void removeDomains(Dokploy.App app, String host, AppRoutes routes) {
        app.domains().stream().filter(one -> one.host().equalsIgnoreCase(host)).forEach(routes::delete);
    }

    /** Whether there was no such name. The row of one may be there without its route, where somebody made two at once. */
    private static boolean make(
            PlaceName name, Dokploy.App app, DokployServer server, AppRoutes routes, Dokploy dokploy) {
        var certificates = server.ways().certificates();
        var known = domain(app, name);
        if (known.isEmpty()) routes.create(name, certificates);
        boolean isRight = known.isEmpty() || known.get().https() == name.https();
        if (isRight && routes.written().filter(text -> !name.isIn(text)).isEmpty()) return known.isEmpty();
        known.or(() -> dokploy.app(app.id()).flatMap(again -> domain(again, name)))
                .ifPresent(domain -> routes.update(domain, name, certificates));
        return known.isEmpty();
    }

    private static List<String> redirects(Dokploy.App app, String regex) {
        return app.redirects().stream()
                .filter(one -> one.regex().equals(regex))
                .map(Dokploy.Redirect::replacement)
                .toList();
    }

    private static Optional<Domain> domain(Dokploy.App app, PlaceName name) {
        return app.domains().stream()
                .filter(domain -> domain.host().equalsIgnoreCase(name.host()))
                .findFirst();
    }

    private static Set<String> lines(List<PlaceName> names) {
        return names.stream().map(PlaceName::line).collect(Collectors.toSet());
    }
}
