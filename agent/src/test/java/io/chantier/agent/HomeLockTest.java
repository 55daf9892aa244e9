package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private Agent start() {
        return Agent.start(AgentSettings.of(Map.of(
                "CHANTIER_AGENT_HOME", home.toString(),
                "CHANTIER_AGENT_PORT", "0",
                "AGENT_PASSWORD", "secret")));
    }

    @Test
    void a_second_agent_does_not_start_with_the_folder_of_the_first() {
        try (var first = start()) {
            assertThatThrownBy(this::start)
                    .hasMessageContaining("Another agent")
                    .hasMessageContaining("CHANTIER_AGENT_HOME");
            Client.withPassword(first.port(), "secret").pingJob("still there");
        }
        assertThatCode(() -> start().close()).doesNotThrowAnyException();
    }
}
