package io.chantier.benches.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.benches.RealAgent;
import io.chantier.benches.agent.AgentAddress;
import io.chantier.benches.agent.Agents;
import io.chantier.values.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What a look at a server notes, and whose turn it is. */
@ChantierTest
class ServerLookTest {

    @TempDir
    private Path home;

    @Autowired
    BenchServers servers;

    @Autowired
    ServerConditions conditions;

    @Autowired
    Benches benches;

    @Autowired
    Agents agents;

    @Autowired
    UsageLook usage;

    private final List<UUID> added = new ArrayList<>();

    @AfterEach
    void remove() {
        for (var server : added) {
            agents.forget(server);
            assertThat(servers.remove(server)).isTrue();
        }
    }

    private BenchServer server(String name, String url) {
        var address = new AgentAddress(name, URI.create(url), new Secret(RealAgent.PASSWORD), Optional.empty());
        var server = new BenchServer(UUID.randomUUID(), address, new Secret(""), true, 10, Optional.empty());
        servers.store(server);
        added.add(server.id());
        return server;
    }

    @Test
    void a_clock_that_is_off_is_noticed() {
        try (var agent = new RealAgent(home)) {
            var server = server("late", agent.url());

            assertThat(new ServerLook(agents, conditions, benches, Clock.systemUTC()).at(server))
                    .isEmpty();
            assertThat(conditions.of(server.id()).isClockOff()).isFalse();

            var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-2));
            assertThat(new ServerLook(agents, conditions, benches, late).at(server))
                    .isEmpty();
            var off = conditions.of(server.id()).figures().clockOffSeconds();
            assertThat(Objects.requireNonNull(off)).isBetween(115L, 125L);
            assertThat(conditions.of(server.id()).isClockOff()).isTrue();
        }
    }

    @Test
    void what_was_known_stays_while_it_does_not_answer() {
        var agent = new RealAgent(home);
        agent.bench("bench-1", "frappe");
        var server = server("stays", agent.url());
        var look = new ServerLook(agents, conditions, benches, Clock.systemUTC());
        assertThat(look.at(server)).isEmpty();
        agent.close();

        assertThat(look.at(server)).isPresent();

        var condition = conditions.of(server.id());
        assertThat(condition.answers()).isFalse();
        assertThat(condition.seenAt()).isNotNull();
        assertThat(benches.on(server.id())).extracting(Bench::state).containsExactly(Bench.State.ACTIVE);
        assertThat(look.at(server)).isPresent();
    }

    @Test
    void a_server_that_never_answers_holds_up_no_other() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var agent = new RealAgent(home)) {
            var mute = server("mute", "http://127.0.0.1:" + silent.getLocalPort());
            var quick = server("quick", agent.url());
            var look = new ServerLook(agents, conditions, benches, Clock.systemUTC());
            var rounds = new ServerLookRounds(
                    conditions, servers, look, usage, Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

            rounds.tick();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> conditions.of(quick.id()).answers());
            assertThat(conditions.of(mute.id()).seenAt()).isNull();
        }
    }

    @Test
    void each_look_is_one_replica_s() {
        var server = server("turns", "http://127.0.0.1:9");
        var now = Instant.now().plus(Duration.ofHours(1));

        assertThat(conditions.take(now, Duration.ofMinutes(1))).contains(server.id());
        assertThat(conditions.take(now, Duration.ofMinutes(1))).doesNotContain(server.id());
        assertThat(conditions.take(now.plusSeconds(61), Duration.ofMinutes(1))).contains(server.id());
    }
}
