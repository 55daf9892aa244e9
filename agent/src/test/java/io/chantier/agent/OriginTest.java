package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 192.0.2.7, 192.0.2.7",
        "127.0.0.1, '203.0.113.9, 192.0.2.7', 192.0.2.7",
        "::1, 2001:db8::7, 2001:db8::7",
        "[0:0:0:0:0:0:0:1], [2001:db8::7], 2001:db8::7",
        "127.0.0.1, '', 127.0.0.1",
        "127.0.0.1, 'unknown', 127.0.0.1",
        "127.0.0.1, '192.0.2.7, my.example.com', 127.0.0.1",
        "198.51.100.1, 192.0.2.7, 198.51.100.1",
    })
    void only_a_proxy_on_this_machine_is_believed_and_only_what_it_saw_itself(
            String remote, String forwarded, String origin) {
        assertThat(Origin.of(remote, forwarded)).isEqualTo(origin);
    }

    @Test
    void behind_a_proxy_one_who_guesses_does_not_slow_down_another(@TempDir Path home) {
        try (var agent = Agent.start(AgentSettings.of(Map.of(
                "CHANTIER_AGENT_HOME", home.toString(), "CHANTIER_AGENT_PORT", "0", "AGENT_PASSWORD", "secret")))) {
            var guess = Client.withPassword(agent.port(), "guess");
            for (int i = 0; i < Throttle.FREE; i++) {
                assertThat(guess.forwarded("made up " + i + ", 192.0.2.7", "/ping")
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(guess.forwarded("192.0.2.7", "/ping").statusCode()).isEqualTo(429);
            assertThat(guess.forwarded("192.0.2.8", "/ping").statusCode()).isEqualTo(401);
        }
    }
}
