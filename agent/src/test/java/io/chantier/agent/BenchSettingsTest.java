package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchSettingsTest {

    private static final Path HOME = Path.of("/srv/agent");

    @Test
    void an_empty_environment_gives_the_defaults() {
        var settings = BenchSettings.of(Map.of("CHANTIER_AGENT_BENCHES", " "), HOME);
        assertThat(settings.directory()).isEqualTo(Path.of("/srv/agent/benches"));
        assertThat(settings.program().program()).isEqualTo("bench");
    }

    @Test
    void every_key_is_read() {
        var settings = BenchSettings.of(
                Map.of("CHANTIER_AGENT_BENCHES", "/srv/benches", "CHANTIER_AGENT_BENCH_COMMAND", "/opt/bench"), HOME);
        assertThat(settings.directory()).isEqualTo(Path.of("/srv/benches"));
        assertThat(settings.program().program()).isEqualTo("/opt/bench");
    }

    @Test
    void a_relative_path_is_never_looked_for_in_a_bench() {
        var settings = BenchSettings.of(Map.of("CHANTIER_AGENT_BENCH_COMMAND", "bin/bench"), HOME);
        var program = Path.of(settings.program().program());
        assertThat(program.isAbsolute()).isTrue();
        assertThat(program.endsWith("bin/bench")).isTrue();
    }

    @Test
    void the_program_learns_none_of_the_secrets_of_the_agent() {
        var own = Map.of("PATH", "/bin", "HOME", "/home/frappe", "AGENT_PASSWORD", "hunter2", "AWS_SECRET", "x");
        assertThat(BenchSettings.of(own, HOME).program().environment())
                .containsOnlyKeys("PATH", "HOME", "LANG", "PYTHONUNBUFFERED");
    }
}
