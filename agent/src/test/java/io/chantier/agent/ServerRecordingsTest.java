package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** An agent that takes over the folder of a stock one, with its configuration and the hash of its password. */
class ServerRecordingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @BeforeEach
    void start() throws IOException {
        var config = (ObjectNode) Recording.of("007").json().get("config");
        config.remove("press_url"); // nobody listens there
        Files.writeString(home.resolve("config.json"), Wire.write(config));
        var benches = Files.createDirectory(home.resolve("benches"));
        agent = Agent.start(
                new AgentSettings(home, "127.0.0.1", 0, Optional.empty(), Optional.empty()),
                BenchSettings.of(Map.of("CHANTIER_AGENT_BENCHES", benches.toString()), benches));
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
    }

    /** What a recorded answer says of this server. */
    private ObjectNode here(ObjectNode config) {
        config.remove("press_url");
        config.remove("access_token");
        return config.put("benches_directory", home.resolve("benches").toString());
    }

    @Test
    void it_knows_the_password_and_tells_the_server_without_its_hash() {
        var recording = Recording.of("007");
        var answer = recording.replay(agent.port());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(recording.status());
        var theirs = (ObjectNode) recording.json();
        here((ObjectNode) theirs.get("config"));
        assertThat(Wire.tree(answer.body())).isEqualTo(theirs);
        Deviations.assertNamed("007");
    }

    @Test
    void it_tells_the_same_configuration() {
        var recording = Recording.of("139");
        var answer = recording.replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(Wire.tree(answer.body())).isEqualTo(here((ObjectNode) recording.json()));
    }
}
