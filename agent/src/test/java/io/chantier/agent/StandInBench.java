package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * A bench with one site, and a program {@code bench} that does to its files, and to a MariaDB and a Redis, what the real
 * one does to a site: apps are marker files and tables, the maintenance mode is written into the configuration. Files in
 * the bench make it fail or hang; the program says which.
 */
public record StandInBench(Path directory, String program) {

    public static final String NAME = "bench-0001-000001-n1";
    public static final String SITE = "demo.local.test";

    /** Makes the bench below this folder. */
    public static StandInBench in(Path home) {
        try {
            var directory = Files.createDirectories(home.resolve("benches"));
            var bench = new StandInBench(directory, Script.in(home, "bench", programText()));
            Files.createDirectories(bench.folder().resolve("apps/frappe"));
            Files.createDirectories(bench.folder().resolve("apps/erpnext"));
            Files.createDirectories(bench.site());
            bench.write("config.json", "{}");
            bench.write("sites/apps.txt", "frappe\nerpnext\n");
            bench.write("sites/common_site_config.json", """
                    {"db_host": "127.0.0.1", "db_port": 25954, "frappe_user": "frappe", "monitor": 1,
                     "redis_cache": "redis://localhost:13000", "redis_queue": "redis://localhost:11000",
                     "redis_socketio": "redis://localhost:13000", "socketio_port": 9000, "webserver_port": 8000}""");
            bench.write(
                    "sites/" + SITE + "/site_config.json",
                    "{\n \"db_name\": \"_db\",\n \"db_password\": \"db-secret\",\n \"plan\": \"small\"\n}\n");
            return bench;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bench below this folder with servers to make sites on; {@link #SITE} is one of files only. */
    public static StandInBench in(Path home, MariaDbServer database, RedisServer redis) {
        var bench = in(home);
        bench.write("sites/common_site_config.json", """
                {"db_host": "127.0.0.1", "db_port": %d, "monitor": 1,
                 "redis_cache": "redis://127.0.0.1:%d", "redis_queue": "redis://127.0.0.1:%d"}""".formatted(database.port(), redis.port(), redis.port()));
        return bench;
    }

    private static String programText() throws IOException {
        try (var program = StandInBench.class.getResourceAsStream("/stand-in-bench.sh")) {
            return new String(Objects.requireNonNull(program).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static String path(String rest) {
        return "/benches/" + NAME + "/sites/" + SITE + rest;
    }

    public BenchSettings settings() {
        return settings(Map.of());
    }

    public BenchSettings settings(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "CHANTIER_AGENT_BENCHES",
                directory.toString(),
                "CHANTIER_AGENT_BENCH_COMMAND",
                program,
                "PATH",
                "/usr/local/bin:/usr/bin:/bin"));
        environment.putAll(more);
        return BenchSettings.of(environment, directory);
    }

    public Path folder() {
        return directory.resolve(NAME);
    }

    Path site() {
        return folder().resolve("sites").resolve(SITE);
    }

    public Path write(String file, String text) {
        try {
            return Files.writeString(folder().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String file) {
        try {
            Files.deleteIfExists(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode config() {
        try {
            return Wire.tree(Files.readString(site().resolve("site_config.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program was asked for, oldest first. */
    public List<String> called() {
        try {
            var file = folder().resolve("called");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Long> pids() {
        return Script.pids(folder().resolve("pids"));
    }

    void assertNothingRuns() {
        assertThat(pids()).isNotEmpty().noneMatch(Script::runs);
    }
}
