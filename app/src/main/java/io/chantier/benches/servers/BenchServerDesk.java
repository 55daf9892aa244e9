package io.chantier.benches.servers;

import io.chantier.benches.agent.Agents;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.outbound.Fingerprint;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** What the operator does with bench servers: add them, try them, take them off the list. */
@Component
public class BenchServerDesk {

    private final BenchServers servers;
    private final ServerConditions conditions;
    private final Benches benches;
    private final BenchSites sites;
    private final Agents agents;
    private final Tools tools;

    BenchServerDesk(
            BenchServers servers,
            ServerConditions conditions,
            Benches benches,
            BenchSites sites,
            Agents agents,
            Tools tools) {
        this.servers = servers;
        this.conditions = conditions;
        this.benches = benches;
        this.sites = sites;
        this.agents = agents;
        this.tools = tools;
    }

    /** What it works with besides. */
    @Component
    record Tools(ServerLook look, Audit audit) {}

    /**
     * A server without its passwords.
     *
     * @param reach where its sites answer
     * @param certificate the fingerprint that was confirmed; empty where this machine judges
     * @param ready whether the passwords that new sites need can be read
     * @param hosted how many of our sites take a place there
     * @param inUse whether any of our sites is there, be it archived
     */
    public record Listing(
            UUID id,
            String name,
            String url,
            String reach,
            String certificate,
            boolean takesNew,
            int maxSites,
            boolean ready,
            int hosted,
            boolean inUse,
            Condition condition) {

        /** The certificate that was shown and waits for a person to confirm it, if any. */
        public Optional<String> shownCertificate() {
            return Optional.ofNullable(condition.problem())
                    .map(problem -> problem.arguments().get("fingerprint"));
        }
    }

    public List<Listing> list() {
        var use = new Use(sites.counts(), sites.servers());
        var seen = conditions.all();
        return servers.all().stream()
                .flatMap(server ->
                        Optional.ofNullable(seen.get(server.id()))
                                .map(condition -> listing(server, use, condition))
                                .stream())
                .toList();
    }

    public Optional<Listing> find(UUID id) {
        return servers.find(id)
                .map(server -> listing(server, new Use(sites.counts(), sites.servers()), conditions.of(id)));
    }

    public List<Bench> benchesOn(UUID server) {
        return benches.on(server);
    }

    /** One of its benches that is not archived. */
    public Bench bench(UUID server, UUID bench) {
        return benches.on(server).stream()
                .filter(one -> one.id().equals(bench))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    /** Adds a server and looks at it at once; one that does not answer is on the list all the same. */
    public UUID add(BenchServerForm form, Caller caller) {
        var id = UUID.randomUUID();
        store(form.checked(true).asServer(id), caller, "bench-server.add");
        return id;
    }

    /**
     * Changes all but the passwords, which stay where none is given, and looks at once. To another address, those that are
     * kept have to be given again.
     */
    public void change(UUID id, BenchServerForm form, Caller caller) {
        var changed = form.checked(false).asServer(id);
        servers.find(id)
                .filter(old -> !old.agent().url().equals(changed.agent().url()))
                .ifPresent(old -> demandPasswords(old, form));
        store(changed, caller, "bench-server.change");
    }

    /** Else whoever has this session for a moment could have the passwords sent to an address of their own. */
    private static void demandPasswords(BenchServer old, BenchServerForm form) {
        if (form.password().isEmpty()) {
            throw new ProblemException(Problem.ofField("password", "password-with-address", Map.of()));
        }
        if (!old.databasePassword().isEmpty() && form.databasePassword().isEmpty()) {
            throw new ProblemException(Problem.ofField("databasePassword", "password-with-address", Map.of()));
        }
    }

    private void store(BenchServer server, Caller caller, String what) {
        try {
            servers.store(server);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(Problem.ofField("name", "taken", Map.of("value", server.name())));
        }
        var told = Map.of("name", server.name(), "url", server.agent().url().toString());
        tools.audit().write(caller, what, server.id().toString(), told);
        var _ = test(server.id());
    }

    /** From now on this certificate is believed and no other. */
    public void confirm(UUID id, Fingerprint certificate, Caller caller) {
        var server = servers.find(id).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        servers.store(server.believing(certificate));
        var told = Map.of("name", server.name(), "certificate", certificate.value());
        tools.audit().write(caller, "bench-server.certificate", id.toString(), told);
        var _ = test(id);
    }

    /** Asks the server what it is and what is there; why that failed, if it did. */
    public Optional<Failure> test(UUID id) {
        return servers.find(id).flatMap(tools.look()::at);
    }

    /** False where some of our sites live there. */
    public boolean remove(UUID id, Caller caller) {
        var name = servers.find(id).map(BenchServer::name).orElse("");
        if (!servers.remove(id)) return false;
        agents.forget(id);
        tools.audit().write(caller, "bench-server.remove", id.toString(), Map.of("name", name));
        return true;
    }

    /** How many sites take a place on each server, and which servers have any, be they archived. */
    private record Use(Map<UUID, Integer> hosted, Set<UUID> known) {}

    private static Listing listing(BenchServer server, Use use, Condition condition) {
        return new Listing(
                server.id(),
                server.name(),
                server.agent().url().toString(),
                server.upstream().toString(),
                server.agent().certificate().map(Fingerprint::value).orElse(""),
                server.takesNew(),
                server.maxSites(),
                !server.agent().password().isEmpty()
                        && !server.databasePassword().isEmpty(),
                use.hosted().getOrDefault(server.id(), 0),
                use.known().contains(server.id()),
                condition);
    }
}
