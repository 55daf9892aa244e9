package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks without room for another byte: small ones of their own, which only root may mount. */
class FullDiskTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set by each test
    private Path disk;

    @SuppressWarnings("NullAway.Init") // set by each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set by each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set by each test
    private Client client;

    private void mount(String where) throws IOException {
        disk = Files.createDirectories(home.resolve(where));
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
                "Nothing was proved of full disks: this user may not mount one");
    }

    private static boolean ran(String... words) {
        try {
            var process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(BenchSettings settings) {
        agent = TestAgents.start(home, settings);
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
        if (disk != null) {
            ran("umount", "--lazy", disk.toString());
        }
    }

    private Path fill() throws IOException {
        var file = disk.resolve("filling");
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
            return file;
        }
    }

    @Test
    void an_order_that_cannot_be_noted_is_refused_and_nothing_begins() throws IOException {
        mount("agent");
        bench = StandInBench.in(home);
        start(bench.settings());
        assertThat(over(migrate()).status()).isEqualTo(AgentStatus.SUCCESS);
        bench.remove("called");
        var filling = fill();

        var refused = Stream.generate(this::migrate)
                .limit(200)
                .peek(answer -> over(answer, 200))
                .filter(answer -> answer.statusCode() != 200)
                .findFirst();

        assertThat(refused).isPresent();
        assertThat(refused.get().statusCode()).isEqualTo(507);
        assertThat(Wire.tree(refused.get().body()).get("error").toString())
                .contains("jobs.sqlite3", "nothing was begun", "make room");
        int jobs = Wire.tree(client.get("/jobs").body()).size();
        bench.remove("called");
        assertThat(migrate().statusCode()).isEqualTo(507);
        assertThat(bench.called()).isEmpty();
        assertThat(Wire.tree(client.get("/jobs").body()).size()).isEqualTo(jobs);

        Files.delete(filling);
        assertThat(over(migrate()).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    /** It was noted with the last bytes, and there are none for its steps. */
    @Test
    void a_job_that_was_begun_goes_on_once_there_is_room() throws IOException {
        mount("agent");
        bench = StandInBench.in(home);
        start(bench.settings());
        bench.write("slow-migrate", "");
        long job = Wire.read(migrate().body(), JobCreated.class).job();
        Awaitility.await().until(() -> !bench.pids().isEmpty());
        var filling = fill();
        bench.remove("slow-migrate");
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> bench.pids().stream().noneMatch(Script::runs));

        Files.delete(filling);

        var over = client.over(job);
        assertThat(over.status()).as(Wire.write(over)).isEqualTo(AgentStatus.SUCCESS);
        assertThat(over(migrate()).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void a_configuration_without_room_stays_as_it_was() throws IOException {
        mount("benches");
        bench = StandInBench.in(home);
        start(bench.settings());
        var file = bench.site().resolve("site_config.json");
        var before = Files.readString(file);
        var filling = fill();

        var failed = over(configure());

        assertThat(failed.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(failed.data())).contains("files-not-written", "No space left", "make room");
        assertThat(Files.readString(file)).isEqualTo(before);
        try (var files = Files.list(bench.site())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("site_config.json");
        }
        Files.delete(filling);
        assertThat(over(configure()).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(bench.config().get("note").asString()).hasSize(50_000);
        assertThat(bench.config().get("plan").asString()).isEqualTo("small");
    }

    @Test
    void files_of_nginx_without_room_stay_as_they_were() throws Exception {
        mount("nginx/conf");
        bench = StandInBench.in(home);
        try (var nginx = new TestNginx(home.resolve("nginx"), Ports.free())) {
            start(nginx.of(bench));
            assertThat(over(domain("first.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);
            var before = nginx.files();
            var filling = fill();

            var failed = over(domain("www.client.test"));

            assertThat(failed.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(Wire.write(failed.data())).contains("nginx-not-written", "No space left", "must have room");
            Files.delete(filling);
            assertThat(nginx.files()).isEqualTo(before);
            assertThat(nginx.isGood()).isTrue();
            assertThat(bench.config().get("domains").toString()).isEqualTo("[\"first.client.test\"]");
            assertThat(over(domain("www.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(nginx.files()).contains("www.client.test");
        }
    }

    private HttpResponse<String> migrate() {
        return client.post(StandInBench.path("/migrate"), "{}");
    }

    private HttpResponse<String> configure() {
        return client.post(
                StandInBench.path("/config"),
                Wire.write(Map.of("config", Map.of("note", "x".repeat(50_000)), "remove", List.of())));
    }

    private HttpResponse<String> domain(String name) {
        return client.post(StandInBench.path("/domains"), Wire.write(Map.of("domain", name)));
    }

    private void over(HttpResponse<String> answer, int status) {
        if (answer.statusCode() == status) {
            over(answer);
        }
    }

    private AgentJob over(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }
}
