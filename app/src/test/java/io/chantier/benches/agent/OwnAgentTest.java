package io.chantier.benches.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.chantier.benches.RealAgent;
import io.chantier.protocol.AgentStatus;
import io.chantier.values.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same client with our own agent. */
class OwnAgentTest {

    @TempDir
    private Path home;

    @Test
    void our_agent_and_our_client_understand_each_other() {
        try (var real = new RealAgent(home);
                var agents = new Agents(_ -> Optional.of(address(real, RealAgent.PASSWORD)))) {
            var agent = agents.of(UUID.randomUUID());
            real.bench("bench-1", "frappe", "erpnext");
            real.site("bench-1", "a.example.org");

            agent.ping();
            assertThat(agent.version().show()).contains("Chantier");
            assertThat(agent.benches().get("bench-1").apps()).containsExactlyInAnyOrder("frappe", "erpnext");
            assertThat(agent.benches().get("bench-1").sites()).containsExactly("a.example.org");

            long job = agent.start(AgentRequest.post("/ping_job", Map.of(), "ours-7"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> agent.jobs(List.of(job, 4711L)).getFirst().status() == AgentStatus.SUCCESS);
            assertThat(agent.named("ours-7").orElseThrow().id()).isEqualTo(job);
            assertThat(agent.named("ours-8")).isEmpty();
            assertThat(agent.jobs(List.of(4711L))).isEmpty();

            assertThatExceptionOfType(AgentTrouble.class)
                    .isThrownBy(() -> agent.get(AgentRequest.path("benches", "gone")))
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(AgentTrouble.Kind.REFUSED));
        }
    }

    @Test
    void a_changed_password_counts_at_once() {
        try (var real = new RealAgent(home)) {
            var known = new AtomicReference<>(Optional.of(address(real, "wrong-password")));
            try (var agents = new Agents(_ -> known.get())) {
                var server = UUID.randomUUID();
                assertThatExceptionOfType(AgentTrouble.class)
                        .isThrownBy(() -> agents.of(server).ping())
                        .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(AgentTrouble.Kind.WRONG_PASSWORD));

                known.set(Optional.of(address(real, RealAgent.PASSWORD)));
                agents.of(server).ping();

                known.set(Optional.empty());
                assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> agents.of(server));
            }
        }
    }

    private static AgentAddress address(RealAgent real, String password) {
        return new AgentAddress("atelier", URI.create(real.url()), new Secret(password), Optional.empty());
    }
}
