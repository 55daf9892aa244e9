package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentHomeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"access_token\": \"hunter2\",,}"})
    void a_configuration_that_cannot_be_read_is_named_and_never_replaced(String text) throws Exception {
        var file = folder.resolve("config.json");
        Files.writeString(file, text);
        var home = AgentHome.at(folder);

        assertThatThrownBy(() -> home.keepAccessToken("new", Optional.empty()))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("mend it")
                .hasMessageNotContaining("hunter2");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void what_a_kill_left_half_written_is_no_obstacle() throws Exception {
        Files.writeString(folder.resolve("config.json.new"), "{\"acc");
        var home = AgentHome.at(folder);
        home.keepAccessToken("new", Optional.empty());
        assertThat(home.accessToken()).contains("new");
    }
}
