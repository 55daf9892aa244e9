package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.protocol.AgentJob;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The way to one agent. Each call throws {@link io.chantier.benches.agent.AgentTrouble} where it does not work. */
interface AgentLine {

    /** Answers the agent's own number for the job. */
    long start(AgentRequest request);

    /** Those that it does not know are left out. */
    List<AgentJob> jobs(Collection<Long> numbers);

    /** The job that it started for this id of ours. */
    Optional<AgentJob> named(String agentJobId);

    void cancel(long number);

    /** Finds the way to the agent of a server. */
    @FunctionalInterface
    interface Exchange {
        AgentLine to(UUID server);
    }
}
