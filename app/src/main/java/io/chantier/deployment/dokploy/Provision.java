package io.chantier.deployment.dokploy;

import io.chantier.deployment.Publisher.Notes;
import io.chantier.jobs.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what a site needs on a server: a project for its team, an application, its names. Dokploy lets one make anything
 * twice and forgets who asked, so everything is looked up by name before it is made, one at a time per server; a kill
 * between making and noting leads to the same application.
 */
final class Provision {

    private final Places places;
    private final Servers servers;
    private final Turns turns;
    private final PlaceNames names;

    Provision(Places places, Servers servers, Turns turns, PlaceNames names) {
        this.places = places;
        this.servers = servers;
        this.turns = turns;
        this.names = names;
    }

    /** Whether all is there; false where another site has its turn on this server. */
    boolean ready(Place place, DokployServer server, Dokploy dokploy, Notes notes) {
        if (isThere(place, server, dokploy)) return true;
        return turns.alone("server:" + server.id(), () -> {
                    var now = places.find(place.key()).orElse(place);
                    make(now, server, dokploy, notes);
                    return true;
                })
                .orElse(false);
    }

    private boolean isThere(Place place, DokployServer server, Dokploy dokploy) {
        if (place.app().isEmpty()) return false;
        var known = place.app().get();
        var app = dokploy.app(known.id()).orElseThrow(() -> deleted(place, known));
        return known.prepared()
                && names.areThere(place, names.wished(place, server), app, dokploy.routesOf(known.id()));
    }

    private static DokployTrouble deleted(Place place, Place.Application app) {
        var arguments =
                Map.of("application", app.name(), "site", place.key().slug().value());
        return new DokployTrouble(new Failure("dokploy-app-deleted", arguments), DokployTrouble.Kind.GONE);
    }

    private void make(Place place, DokployServer server, Dokploy dokploy, Notes notes) {
        var key = place.key();
        var app = place.app().flatMap(known -> dokploy.app(known.id())).orElseGet(() -> {
            var made = application(place, server, dokploy, notes);
            places.made(key, made);
            return made;
        });
        if (place.app().filter(Place.Application::prepared).isEmpty()) {
            dokploy.buildByDockerfile(app.id());
            places.prepared(key);
        }
        var now = places.find(key).orElseThrow();
        names.make(now, names.wished(now, server), server, dokploy, notes);
    }

    /** The application that was made for this place, though nobody noted it: a kill came between. */
    Optional<String> forgotten(Place place, Dokploy dokploy) {
        return of(place, dokploy.projects());
    }

    /** One that another row holds was made for a site of the same name that is being deleted. */
    private Optional<String> of(Place place, List<Dokploy.Project> projects) {
        return project(place, projects)
                .map(one -> one.apps().get(place.key().slug().value()))
                .filter(app -> !places.isHeld(app));
    }

    private static Optional<Dokploy.Project> project(Place place, List<Dokploy.Project> projects) {
        return projects.stream()
                .filter(one -> one.name().equals(projectOf(place)))
                .findFirst();
    }

    private Dokploy.App application(Place place, DokployServer server, Dokploy dokploy, Notes notes) {
        var projects = dokploy.projects();
        var known = of(place, projects).flatMap(dokploy::app);
        if (known.isPresent()) return known.get();
        int all = projects.stream().mapToInt(one -> one.apps().size()).sum();
        servers.counted(server.id(), all);
        if (all >= server.limits().sites()) {
            var arguments = Map.of(
                    "server", server.name(),
                    "limit", Integer.toString(server.limits().sites()));
            throw new DokployTrouble(new Failure("dokploy-full", arguments), DokployTrouble.Kind.REFUSED);
        }
        // Older ones know no environments: what is made there could not be found again, and would be made twice.
        var _ = dokploy.version();
        var home = project(place, projects).orElseGet(() -> dokploy.createProject(projectOf(place), "Chantier"));
        var made = dokploy.createApp(place.key().slug().value(), home);
        notes.say("dokploy.application", Map.of("application", made.appName(), "server", server.name()));
        return made;
    }

    /** Names are not unique there; this one is ours for good. */
    private static String projectOf(Place place) {
        return "chantier-" + place.key().team().toString().substring(0, 8);
    }
}
