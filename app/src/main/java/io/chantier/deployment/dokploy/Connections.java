package io.chantier.deployment.dokploy;

import io.chantier.jobs.Failure;
import io.chantier.outbound.Endpoints;
import io.chantier.values.Redaction;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds servers and speaks with them; remembers whose keys were good once. */
final class Connections {

    private final Servers servers;
    private final Endpoints endpoints;
    private final Map<String, AtomicBoolean> goodKeys = new ConcurrentHashMap<>();

    Connections(Servers servers, Endpoints endpoints) {
        this.servers = servers;
        this.endpoints = endpoints;
    }

    /** What the operator said of it. */
    DokployServer described(UUID id) {
        return servers.find(id)
                .map(Servers.Listed::server)
                .orElseThrow(() ->
                        new DokployTrouble(new Failure("dokploy-server-gone", Map.of()), DokployTrouble.Kind.REFUSED));
    }

    /** The same, with a key to speak with it. */
    DokployServer server(UUID id) {
        var server = described(id);
        if (server.token().isEmpty()) {
            var why = new Failure("dokploy-no-token", Map.of("server", server.name()));
            throw new DokployTrouble(why, DokployTrouble.Kind.REFUSED);
        }
        return server;
    }

    Dokploy to(DokployServer server) {
        var key = server.url() + " " + server.token().reveal().hashCode();
        // Its key may come back in what it says of itself: no log and no failure is to repeat it.
        Redaction.know(server.token().reveal());
        return new Dokploy(new Calls(endpoints, server, goodKeys.computeIfAbsent(key, _ -> new AtomicBoolean())));
    }
}
