package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Who goes first, on an installation that does nothing else: other tests' jobs would take the workers. */
@ChantierTest
@TestPropertySource(properties = {"chantier.crawler.allow=127.0.0.0/8", "chantier.work.workers=3"})
class ImportOrderTest {

    @Autowired
    TeamFixture people;

    @Test
    void a_single_order_passes_what_an_import_still_waits_for() throws Exception {
        var api = people.program(people.stranger());
        var chantier = new Installation(api, URI.create("http://127.0.0.1:1"));
        var gates = IntStream.range(0, 10).mapToObj(_ -> new CountDownLatch(1)).toList();
        try (var slow = new OldSite();
                var single = Menuiserie.serve()) {
            for (int i = 0; i < gates.size(); i++) slow.on("/client-" + i, answerAfter(gates.get(i)));
            var list = IntStream.range(0, gates.size())
                    .mapToObj(i -> slow.address() + "client-" + i)
                    .collect(Collectors.joining("\n"));
            var imported = jobs(Client.json(api.post("/api/sites/imports", Map.of("addresses", list))));
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            imported.stream().anyMatch(id -> state(chantier, id).equals("RUNNING")));
            var site = chantier.create(Map.of("sourceUrl", single.address(), "goal", "GENERATED"));
            var waiting = imported.stream()
                    .filter(id -> state(chantier, id).equals("QUEUED"))
                    .toList();
            assertThat(waiting).isNotEmpty();

            // All workers become free, one after the other, and take up what goes first.
            gates.forEach(CountDownLatch::countDown);
            chantier.finished(site.get("job").asString());
            imported.forEach(chantier::finished);

            var begun = begun(chantier, site.get("job").asString());
            assertThat(waiting.stream()
                            .filter(id -> begun(chantier, id).isBefore(begun))
                            .toList())
                    .as("those of %s that went before the single order", waiting.size())
                    .hasSizeLessThan(3);
        } finally {
            gates.forEach(CountDownLatch::countDown);
        }
    }

    private static String state(Installation chantier, String job) {
        return chantier.job(job).get("state").asString();
    }

    /** When its first step began. */
    private static Instant begun(Installation chantier, String job) {
        return Instant.parse(
                chantier.job(job).get("steps").get(0).get("startedAt").asString());
    }

    private static List<String> jobs(JsonNode taken) {
        return taken.get("lines")
                .valueStream()
                .map(line -> line.get("job").asString())
                .toList();
    }

    private static OldSite.Answer answerAfter(CountDownLatch gate) {
        return exchange -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            OldSite.send(exchange, 404, "text/html", new byte[0]);
        };
    }
}
