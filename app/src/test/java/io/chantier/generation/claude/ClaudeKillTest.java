package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.TestDatabase;
import io.chantier.lifecycle.ChildApp;
import io.chantier.lifecycle.HeldJournal;
import io.chantier.lifecycle.Menuiserie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kills the application after each step of a model's, when it is paid and its record is not yet committed, and in the
 * middle of the gate, while a browser looks.
 */
class ClaudeKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WRONG = "Appelez le 06 11 22 33 44 pour vos escaliers.";

    @TempDir
    Path blobs;

    private final String url = TestDatabase.fresh();
    private final HeldJournal journal = HeldJournal.at(url);
    private final int edgePort = freePort();

    /** Invents a number, which the checks find and the repair takes out again. */
    private final WritingModel model = new WritingModel() {
        @Override
        protected ObjectNode content(JsonNode dossier) {
            var answer = super.content(dossier);
            ((ObjectNode) answer.path("pages").path(0)).put("description", WRONG);
            return answer;
        }

        @Override
        protected String mended(String content) {
            return content.replace(WRONG, "Vos escaliers, faits à Rennes.");
        }
    };

    @Test
    void a_job_that_is_killed_at_every_step_of_the_model_and_in_the_gate_ends_live_and_each_reply_is_booked()
            throws Exception {
        try (var api = new MessagesStub(model);
                var old = Menuiserie.serve()) {
            String job;
            try (var first = app(api, "never")) {
                journal.holdRecordOf("analyse");
                job = first.installation()
                        .create(Map.of("sourceUrl", old.address(), "slug", "killed-claude", "goal", "LIVE"))
                        .get("job")
                        .asString();
                journal.awaitHeldRecord("analyse");
                first.kill();
            }
            for (var step : List.of("write-content", "adapt-design")) killAfter(step, api, "never");
            killWhileABrowserLooks(api);
            killAfter("repair", api, "required");

            journal.forgetTheDead();
            journal.letGo();
            try (var last = app(api, "required")) {
                var chantier = last.installation();
                var finished = chantier.finished(job);
                assertThat(finished.get("state").asString())
                        .as(finished.toPrettyString())
                        .isEqualTo("SUCCEEDED");
                assertThat(chantier.site("killed-claude").get("state").asString())
                        .isEqualTo("LIVE");
                assertThat(chantier.visit("killed-claude", "/"))
                        .contains("Repris : ", "Vos escaliers, faits à Rennes.")
                        .doesNotContain("06 11 22 33 44");
            }
        }
        assertThat(journal.count("metering_usage"))
                .as("what was paid twice is booked twice: " + model.steps())
                .isEqualTo(model.steps().size());
        assertThat(journal.count("(select distinct step from metering_usage) as paid"))
                .isEqualTo(4);
        assertThat(journal.count("storage_publication")).isEqualTo(1);
        assertThat(journal.count("job where kind = 'create-site'")).isEqualTo(1);
        assertThat(journal.count("checks_run where speed = 'WHOLE' and blocking = 0 and barriers is null"))
                .as("nothing that no browser saw has passed where one is required")
                .isZero();
    }

    /** Its work is done and paid, its record is lost. */
    private void killAfter(String step, MessagesStub api, String browser) throws Exception {
        var finished = journal.finishedSteps();
        journal.forgetTheDead();
        journal.holdRecordOf(step);
        try (var next = app(api, browser)) {
            journal.awaitHeldRecord(step);
            next.kill();
        }
        assertThat(journal.finishedSteps()).containsAllEntriesOf(finished);
    }

    /** The walls end with the application, and the next one sweeps what is left of the folder. */
    private void killWhileABrowserLooks(MessagesStub api) throws Exception {
        journal.forgetTheDead();
        journal.letGo();
        var before = journal.count("checks_run");
        try (var next = app(api, "required")) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !next.browsers().isEmpty());
            var browsers = next.browsers();
            next.kill();
            await().atMost(PATIENCE).until(() -> browsers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(journal.count("checks_run")).as("half a look is none").isEqualTo(before);
            assertThat(folders(next.pid())).isNotEmpty();
            killAfter("check", api, "required");
            assertThat(folders(next.pid())).isEmpty();
        }
    }

    private static List<Path> folders(long pid) throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(folder -> folder.getFileName().toString().startsWith("chantier-browser-" + pid + "-"))
                    .toList();
        }
    }

    private ChildApp app(MessagesStub api, String browser) throws IOException {
        var settings = List.of(
                "--chantier.author=claude",
                "--chantier.checks.browser=" + browser,
                "--chantier.claude.program=" + Binary.real(),
                "--chantier.claude.api-key=sk-ant-test-key-of-the-killed",
                "--chantier.claude.base-url=" + api.url(),
                "--chantier.claude.retries=1");
        return ChildApp.start(url, blobs, settings, edgePort);
    }

    private static int freePort() {
        try {
            return ChildApp.freePort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
