package io.chantier.benches.agent;

import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Fingerprint;
import io.chantier.outbound.Trust;
import io.chantier.values.Redaction;
import java.net.URI;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The way to the servers: each has connections of its own, so that a slow one holds up nobody else. */
public final class Agents implements AutoCloseable {

    private final Addresses addresses;
    private final Map<UUID, Line> lines = new ConcurrentHashMap<>();

    /** Where the servers are. */
    public interface Addresses {

        /** Empty where there is no such server. */
        Optional<AgentAddress> of(UUID server);
    }

    public Agents(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Connections are kept as long as nobody changed where they lead and whom they trust. */
    private record Line(URI url, Optional<Fingerprint> certificate, Trust trust, Endpoints endpoints) {

        static Line to(AgentAddress agent) {
            var trust = agent.certificate().map(Trust::only).orElseGet(Trust::ofThisMachine);
            return new Line(agent.url(), agent.certificate(), trust, new Endpoints(trust));
        }

        boolean leadsTo(AgentAddress agent) {
            return url.equals(agent.url()) && certificate.equals(agent.certificate());
        }

        AgentClient client(AgentAddress agent) {
            // What an agent says of itself may repeat it: no log and no failure is to.
            Redaction.know(agent.password().reveal());
            return new AgentClient(new AgentCalls(endpoints, trust, agent));
        }
    }

    /** @throws NoSuchElementException where the server is gone */
    public AgentClient of(UUID server) {
        var agent = addresses.of(server).orElseThrow(() -> new NoSuchElementException("No server " + server));
        var line = lines.compute(server, (_, old) -> {
            if (old != null && old.leadsTo(agent)) return old;
            if (old != null) old.endpoints().close();
            return Line.to(agent);
        });
        return line.client(agent);
    }

    /** Speaks once to an agent that nobody has noted yet. */
    public static void tryOut(AgentAddress agent, Consumer<AgentClient> talk) {
        var line = Line.to(agent);
        try (var _ = line.endpoints()) {
            talk.accept(line.client(agent));
        }
    }

    /** Ends the connections to a server that was taken off the list. */
    public void forget(UUID server) {
        var line = lines.remove(server);
        if (line != null) line.endpoints().close();
    }

    @Override
    public void close() {
        lines.keySet().forEach(this::forget);
    }
}
