package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentClient;
import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.Agents;
import io.chantier.protocol.AgentJob;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The agents as they are listed. */
@Component
class AgentExchange implements AgentLine.Exchange {

    private final Agents agents;

    AgentExchange(Agents agents) {
        this.agents = agents;
    }

    @Override
    public AgentLine to(UUID server) {
        return new Line(agents.of(server));
    }

    private record Line(AgentClient client) implements AgentLine {

        @Override
        public long start(AgentRequest request) {
            return client.start(request);
        }

        @Override
        public List<AgentJob> jobs(Collection<Long> numbers) {
            return client.jobs(numbers);
        }

        @Override
        public Optional<AgentJob> named(String agentJobId) {
            return client.named(agentJobId);
        }

        @Override
        public void cancel(long number) {
            client.cancel(number);
        }
    }
}
