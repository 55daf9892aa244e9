package io.chantier.deployment.dokploy;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;

/** What the operator does with Dokploy servers: name them, try them, take them off the list. */
public final class ServerDesk {

    private final Servers servers;
    private final Places places;
    private final Connections connections;
    private final Audit audit;

    ServerDesk(Servers servers, Places places, Connections connections, Audit audit) {
        this.servers = servers;
        this.places = places;
        this.connections = connections;
        this.audit = audit;
    }

    /**
     * A server without its key.
     *
     * @param keyed whether a key is there and can be read
     * @param fromSettings its address and key come from the environment
     * @param reach empty where the DNS is asked
     * @param inUse whether sites stand there
     * @param sites how much of its room is taken, applications of others included
     */
    public record Listing(
            UUID id,
            String name,
            String url,
            boolean keyed,
            boolean fromSettings,
            String reach,
            String baseImage,
            String certificates,
            int maxSites,
            int maxBuilds,
            boolean takesNew,
            boolean inUse,
            int sites) {

        /** From here on it is time for another server. */
        public boolean isNearlyFull() {
            return sites * 10 >= maxSites * 9;
        }

        public boolean isFull() {
            return sites >= maxSites;
        }
    }

    /** How a test ended. */
    public sealed interface Tested {

        /** @param applications of anybody on that server */
        record Works(String version, int applications) implements Tested {}

        record Fails(Failure why) implements Tested {}
    }

    public List<Listing> list() {
        return servers.all().stream().map(this::listing).toList();
    }

    public Optional<Listing> find(UUID id) {
        return servers.find(id).map(this::listing);
    }

    /** Adds a server. */
    public UUID add(ServerForm form, Caller caller) {
        return store(UUID.randomUUID(), form.checked(true), false, caller, "server.add");
    }

    /** Changes all but the key, which stays where none is given. */
    public void change(UUID id, ServerForm form, Caller caller) {
        boolean fromSettings = servers.find(id)
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)))
                .fromSettings();
        store(id, form.checked(false), fromSettings, caller, "server.change");
    }

    private UUID store(UUID id, ServerForm form, boolean fromSettings, Caller caller, String what) {
        try {
            servers.store(new Servers.Listed(form.asServer(id), fromSettings, form.takesNew()));
        } catch (DuplicateKeyException e) {
            throw new ProblemException(Problem.ofField("name", "taken", Map.of("value", form.name())));
        }
        audit.write(caller, what, id.toString(), Map.of("name", form.name(), "url", form.url()));
        return id;
    }

    /** False where sites stand there, or the settings name it. */
    public boolean remove(UUID id, Caller caller) {
        var name = servers.find(id).map(found -> found.server().name()).orElse("");
        if (!servers.remove(id)) return false;
        audit.write(caller, "server.remove", id.toString(), Map.of("name", name));
        return true;
    }

    /** Asks the server what it is, and whether our key may see its projects. */
    public Tested test(UUID id) {
        try {
            var server = connections.server(id);
            var dokploy = connections.to(server);
            var version = dokploy.version();
            int applications = dokploy.projects().stream()
                    .mapToInt(project -> project.apps().size())
                    .sum();
            servers.counted(id, applications);
            return new Tested.Works(version, applications);
        } catch (DokployTrouble trouble) {
            return new Tested.Fails(trouble.why());
        }
    }

    private Listing listing(Servers.Listed listed) {
        var server = listed.server();
        return new Listing(
                server.id(),
                server.name(),
                server.url().toString(),
                !server.token().isEmpty(),
                listed.fromSettings(),
                server.ways().reach().toString(),
                server.ways().baseImage(),
                server.ways().certificates(),
                server.limits().sites(),
                server.limits().builds(),
                listed.takesNew(),
                places.on(server.id()) > 0,
                servers.taken(server.id(), places.on(server.id())));
    }
}
