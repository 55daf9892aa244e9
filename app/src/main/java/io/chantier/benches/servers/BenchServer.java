package io.chantier.benches.servers;

import io.chantier.benches.agent.AgentAddress;
import io.chantier.ingress.Upstream;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.Secret;
import java.util.Optional;
import java.util.UUID;

/**
 * A server with an agent that the operator added.
 *
 * @param databasePassword of the root user of its MariaDB; empty where none was given or it cannot be read here
 * @param takesNew whether new sites go there
 * @param maxSites as many as it is trusted with
 * @param reach where its sites answer, if that was said
 */
public record BenchServer(
        UUID id,
        AgentAddress agent,
        Secret databasePassword,
        boolean takesNew,
        int maxSites,
        Optional<Upstream> reach) {

    public String name() {
        return agent.name();
    }

    /** Where the requests of visitors are passed on to: what was said, else the usual port of the machine of the agent. */
    public Upstream upstream() {
        return reach.orElseGet(() -> Upstream.valueOf("http://" + agent.url().getHost()));
    }

    BenchServer believing(Fingerprint certificate) {
        var address = new AgentAddress(agent.name(), agent.url(), agent.password(), Optional.of(certificate));
        return new BenchServer(id, address, databasePassword, takesNew, maxSites, reach);
    }
}
