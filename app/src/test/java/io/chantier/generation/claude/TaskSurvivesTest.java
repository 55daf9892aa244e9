package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.TestDatabase;
import io.chantier.lifecycle.ChildApp;
import io.chantier.lifecycle.HeldJournal;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The application is killed while the author has tasks: none is lost, and none is done twice. */
class TaskSurvivesTest {

    @TempDir
    Path blobs;

    private final String url = TestDatabase.fresh();
    private final HeldJournal journal = HeldJournal.at(url);

    @Test
    void tasks_that_the_author_had_when_the_application_was_killed_are_each_proposed_once() throws Exception {
        try (var api = new MessagesStub(WithWishes.model(data -> WithWishes.answer(
                        WithWishes.replace(WithWishes.hero(data), "Vos escaliers, en bois massif."))));
                var old = Menuiserie.serve()) {
            var settings = settings(api);
            var edge = ChildApp.freePort();
            try (var first = ChildApp.start(url, blobs, settings, edge)) {
                var chantier = first.installation();
                var made = chantier.create(Map.of("sourceUrl", old.address(), "slug", "survives", "goal", "GENERATED"));
                chantier.finished(made.get("job").asString());
                var chosen = chantier.api().put("/api/settings/author", Map.of("author", "claude"));
                assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(200);
                journal.holdRecordOf("propose");
                var path = link(chantier);
                for (var words : List.of("Plus court.", "Plus clair.")) {
                    var comment = Map.of("on", "/", "section", "1", "words", words);
                    assertThat(first.guest().form(path + "/comments", comment).statusCode())
                            .isEqualTo(302);
                }
                journal.awaitHeldRecord("propose");
                first.kill();
            }
            journal.forgetTheDead();
            journal.letGo();
            try (var next = ChildApp.start(url, blobs, settings, edge)) {
                var chantier = next.installation();
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(states(chantier)).containsExactly("PROPOSED", "PROPOSED"));
            }
        }
        assertThat(journal.count("review_task")).isEqualTo(2);
        assertThat(journal.count("editing_change where state = 'PROPOSED'")).isEqualTo(2);
        assertThat(journal.count("editing_change")).isEqualTo(2);
        assertThat(journal.count("job where kind = 'change-site'")).isEqualTo(2);
    }

    private static List<String> settings(MessagesStub api) {
        return List.of(
                "--chantier.author=offline",
                "--chantier.claude.program=" + Binary.real(),
                "--chantier.claude.api-key=" + WithClaude.KEY,
                "--chantier.claude.base-url=" + api.url(),
                "--chantier.claude.retries=1");
    }

    private static String link(Installation chantier) {
        var wanted = Map.of("name", "Claire", "language", "fr", "authorMicros", 200_000);
        var made = chantier.api().post("/api/sites/survives/reviews", wanted);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return URI.create(Client.json(made).get("url").asString()).getPath();
    }

    private static Stream<String> states(Installation chantier) {
        return Client.json(chantier.api().get("/api/sites/survives/tasks"))
                .path("items")
                .valueStream()
                .map((JsonNode task) -> task.path("state").asString());
    }
}
