package io.chantier.benches.servers;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks a server once an hour what the sites on its benches take up, and six times an hour what was asked of them. */
@Component
class UsageLook {

    private static final Logger log = LoggerFactory.getLogger(UsageLook.class);

    private final Agents agents;
    private final Benches benches;
    private final Usages usages;
    private final Clock clock;

    UsageLook(Agents agents, Benches benches, Usages usages, Clock clock) {
        this.agents = agents;
        this.benches = benches;
        this.usages = usages;
        this.clock = clock;
    }

    void at(BenchServer server) {
        var now = clock.instant();
        if (usages.areSizesDue(server.id(), now)) each(server, this::askSizes);
        if (usages.isTrafficDue(server.id(), now)) each(server, this::askTraffic);
    }

    /** A bench that cannot say it keeps no other from saying it. */
    private void each(BenchServer server, BiConsumer<BenchServer, Bench> question) {
        for (var bench : benches.on(server.id())) {
            if (bench.state() != Bench.State.ACTIVE || bench.sites().isEmpty()) continue;
            try {
                question.accept(server, bench);
            } catch (AgentTrouble trouble) {
                log.info(
                        "Bench {} of {} does not tell its usage: {}",
                        bench.name(),
                        server.name(),
                        trouble.getMessage());
            } catch (RuntimeException unexpected) {
                log.warn("The usage told by bench {} of {} is not kept", bench.name(), server.name(), unexpected);
            }
        }
    }

    private void askSizes(BenchServer server, Bench bench) {
        var told = agents.of(server.id()).get(AgentRequest.path("benches", bench.name(), "info"));
        usages.told(bench.id(), told, clock.instant());
    }

    private void askTraffic(BenchServer server, Bench bench) {
        var told = agents.of(server.id()).requests(AgentRequest.path("benches", bench.name(), "monitor"));
        usages.asked(bench.id(), told, clock.instant());
    }
}
