package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {

    @Test
    void an_empty_environment_gives_the_defaults() {
        assertThat(AgentSettings.of(Map.of()))
                .isEqualTo(new AgentSettings(
                        Path.of("agent-data"), "127.0.0.1", 25052, Optional.empty(), Optional.empty()));
    }

    @Test
    void every_key_is_read_and_the_password_never_printed() {
        var settings = AgentSettings.of(Map.of(
                "CHANTIER_AGENT_HOME", "/srv/agent",
                "CHANTIER_AGENT_BIND", "0.0.0.0",
                "CHANTIER_AGENT_PORT", "25053",
                "AGENT_PASSWORD", "hunter2",
                "CHANTIER_AGENT_PRESS_URL", "https://press.example.com",
                "CHANTIER_AGENT_CERTIFICATE", "/a.pem",
                "CHANTIER_AGENT_CERTIFICATE_KEY", "/k.pem",
                "AGENT_WORKERS", "8",
                "AGENT_BACKUP_WORKERS", "2",
                "CHANTIER_AGENT_KEEP_DAYS", "30"));
        assertThat(settings)
                .isEqualTo(new AgentSettings(
                        Path.of("/srv/agent"),
                        "0.0.0.0",
                        25053,
                        Optional.of("hunter2"),
                        Optional.of("https://press.example.com"),
                        new Running(
                                new Tls(true, Optional.of(new Tls.Given(Path.of("/a.pem"), Path.of("/k.pem")))),
                                8,
                                2,
                                Duration.ofDays(30))));
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void a_port_that_is_none_is_named() {
        assertThatThrownBy(() -> AgentSettings.of(Map.of("CHANTIER_AGENT_PORT", "70000")))
                .hasMessageContaining("70000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "many", "-1"})
    void a_number_of_workers_that_is_none_is_named(String workers) {
        assertThatThrownBy(() -> AgentSettings.of(Map.of("AGENT_WORKERS", workers)))
                .hasMessageContaining("AGENT_WORKERS is '" + workers + "'");
    }

    @Test
    void neither_jobs_nor_the_agent_have_spring_on_their_class_path() {
        assertThat(getClass().getClassLoader().getResource("org/springframework"))
                .isNull();
    }
}
