package io.chantier.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Menuiserie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Many addresses at once, as programs and as people send them. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class ImportTest {

    private static final String IMPORTS = "/api/sites/imports";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    private TeamFixture.Person owner;
    private Client api;

    @BeforeEach
    void newTeam() {
        owner = people.stranger();
        api = people.program(owner);
    }

    @Test
    void each_address_gets_a_draft_and_a_job_and_each_line_says_what_became_of_it() throws Exception {
        try (var one = Menuiserie.serve();
                var other = Menuiserie.serve()) {
            api.post("/api/sites", Map.of("sourceUrl", "http://www.known-import.fr", "name", "Known"));
            var gone = closedPort();
            var list = String.join(
                    "\n",
                    one.address(),
                    "Menuiserie B;" + other.address(),
                    one.address().replace("http://", "HTTP://") + "#top",
                    "https://known-import.fr/",
                    "paul@lefevre.fr",
                    "Chez Gone;http://127.0.0.1:" + gone);

            var taken = take(list);
            assertThat(outcomes(taken)).containsExactly("MADE", "MADE", "TWICE", "KNOWN", "REFUSED an-email", "MADE");
            assertThat(taken.get("lines").get(2).get("reason").asString()).contains("1");
            assertThat(taken.get("lines").get(3).get("site").asString()).isEqualTo("known");

            var over = whenOver(taken);
            assertThat(standings(over)).containsExactly("READY", "READY", "READY", "WAITING", "null", "NOTHING_FOUND");
            assertThat(over.get("ready").asInt()).isEqualTo(2);
            assertThat(names()).contains("Menuiserie Lefèvre", "Menuiserie B");
            assertThat(Client.json(api.get("/api/audit"))
                            .get("items")
                            .valueStream()
                            .map(event -> event.get("action").asString()))
                    .contains("site.import", "site.generate");
        }
    }

    @Test
    void a_list_that_is_sent_again_makes_nothing_twice() {
        var key = UUID.randomUUID().toString();
        var list = "one-again.fr\ntwo-again.fr";
        var first = Client.json(post(list, "goal=DRAFT", key));
        var replayed = post(list, "goal=DRAFT", key);
        var again = Client.json(post(list, "goal=DRAFT", UUID.randomUUID().toString()));

        assertThat(replayed.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(Client.json(replayed).get("id")).isEqualTo(first.get("id"));
        assertThat(outcomes(again)).containsExactly("KNOWN", "KNOWN");
        assertThat(names()).hasSize(2);
    }

    @Test
    void two_lists_at_the_same_moment_make_each_site_once() {
        var list = IntStream.range(0, 60).mapToObj(i -> "moment-" + i + ".fr").collect(Collectors.joining("\n"));
        var answers = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> post(list, "goal=DRAFT", UUID.randomUUID().toString())))
                .toList();

        var made = answers.stream()
                .map(CompletableFuture::join)
                .mapToLong(answer -> outcomes(Client.json(answer)).stream()
                        .filter("MADE"::equals)
                        .count())
                .sum();
        assertThat(made).isEqualTo(60);
        assertThat(names()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void five_hundred_addresses_of_one_host_are_five_hundred_sites() {
        var list = IntStream.range(0, 500)
                .mapToObj(i -> "Client " + i % 3 + "\tsites.example.fr/client-" + i)
                .collect(Collectors.joining("\n"));
        var begun = Instant.now();
        var taken = Client.json(
                post(list, "goal=DRAFT&tag=Rennes", UUID.randomUUID().toString()));

        assertThat(outcomes(taken)).hasSize(500).containsOnly("MADE");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(Client.json(api.get("/api/sites/triage?tag=Rennes&standing=WAITING"))
                        .get("found")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void what_cannot_be_taken_says_why_and_makes_nothing() {
        var tooMany = IntStream.range(0, 100_000).mapToObj(i -> "s" + i + ".fr").collect(Collectors.joining("\n"));
        var refused = Map.of(
                "import-empty", "\n ;; \n".getBytes(StandardCharsets.UTF_8),
                "import-too-many", tooMany.getBytes(StandardCharsets.UTF_8),
                "import-too-large", "x".repeat(10 << 20).getBytes(StandardCharsets.UTF_8),
                "import-not-text", new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0});
        refused.forEach((code, list) -> {
            var answer = api.upload(IMPORTS, list, "text/csv");
            assertThat(answer.statusCode()).as(code).isEqualTo(422);
            assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
            assertThat(Client.json(answer).get("remedy").asString()).isNotBlank();
        });
        var badTag = api.post(IMPORTS, Map.of("addresses", "fine.fr", "tag", "a,b"));
        assertThat(badTag.statusCode()).isEqualTo(422);
        var longName = take("nom;site\n" + "n".repeat(200) + ";long-name.fr\nFine;fine-name.fr");
        assertThat(outcomes(longName)).containsExactly("REFUSED longer-than", "MADE");
        assertThat(names()).containsExactly("Fine");
    }

    @Test
    void the_form_takes_a_file_of_a_spreadsheet_program_without_any_script() {
        var browser = people.browser(owner);
        var csv = "Société;Site web\r\nCrêperie de l’Été;www.creperie-import.fr\r\nÉlise;elise-import.fr\r\n"
                .getBytes(Charset.forName("windows-1252"));
        var answer = browser.submitFiles(
                "/sites/new/several",
                "/sites/imports",
                Map.of(
                        "goal",
                        "DRAFT",
                        "addresses",
                        "ignored.fr",
                        "key",
                        UUID.randomUUID().toString()),
                "file",
                List.of(new Client.File("clients.csv", csv)));
        assertThat(answer.statusCode()).isEqualTo(302);
        var page =
                browser.get(URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath());

        assertThat(page.body()).contains("Crêperie de l’Été", "2 créés", "www.creperie-import.fr");
        assertThat(names()).containsExactlyInAnyOrder("Crêperie de l’Été", "Élise");

        var refused = browser.submitFiles(
                "/sites/new/several", "/sites/imports", Map.of("addresses", "", "tag", "x"), "file", List.of());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Aucune adresse", "value=\"x\"");
    }

    @Test
    void the_same_form_sent_twice_is_one_import() {
        var browser = people.browser(owner);
        var fields = Map.of(
                "goal",
                "DRAFT",
                "addresses",
                "twice-form.fr",
                "key",
                UUID.randomUUID().toString());
        var places = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            var answer = browser.submitFiles("/sites/new/several", "/sites/imports", fields, "file", List.of());
            places.add(answer.headers().firstValue("Location").orElseThrow());
        }
        assertThat(places.getFirst()).isEqualTo(places.getLast());
        assertThat(browser.get(URI.create(places.getFirst()).getPath()).body()).contains("1 créé");
    }

    @Test
    void nobody_else_sees_an_import_and_a_viewer_makes_none() {
        var taken = Client.json(
                post("private-list.fr", "goal=DRAFT", UUID.randomUUID().toString()));
        var id = taken.get("id").asString();
        var stranger = people.stranger();
        var viewer = people.member(owner.team(), Role.VIEWER);

        assertThat(people.program(stranger).get(IMPORTS + "/" + id).statusCode())
                .isEqualTo(404);
        assertThat(people.browser(stranger).get("/sites/imports/" + id).statusCode())
                .isEqualTo(404);
        assertThat(people.program(viewer).get(IMPORTS + "/" + id).statusCode()).isEqualTo(200);
        assertThat(people.program(viewer)
                        .post(IMPORTS, Map.of("addresses", "no.fr"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(people.browser(viewer).get("/sites/new/several").statusCode())
                .isEqualTo(403);
        // The same address is another team's own.
        var theirs = Client.json(
                people.program(stranger).post(IMPORTS, Map.of("addresses", "private-list.fr", "goal", "DRAFT")));
        assertThat(outcomes(theirs)).containsExactly("MADE");
    }

    private JsonNode take(String list) {
        var answer = api.post(IMPORTS, Map.of("addresses", list));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer);
    }

    private HttpResponse<String> post(String list, String query, String key) {
        return people.program(owner)
                .with("Idempotency-Key", key)
                .upload(IMPORTS + "?" + query, list.getBytes(StandardCharsets.UTF_8), "text/csv");
    }

    private JsonNode now(JsonNode taken) {
        return Client.json(api.get(IMPORTS + "/" + taken.get("id").asString()));
    }

    private JsonNode whenOver(JsonNode taken) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    var now = now(taken);
                    return now.get("over").asInt() == now.get("ordered").asInt();
                });
        return now(taken);
    }

    private static List<String> jobs(JsonNode taken) {
        return taken.get("lines")
                .valueStream()
                .map(line -> line.get("job").asString())
                .toList();
    }

    private List<String> names() {
        return Client.json(api.get("/api/sites?limit=200"))
                .get("items")
                .valueStream()
                .map(site -> site.get("name").asString())
                .toList();
    }

    private static List<String> outcomes(JsonNode batch) {
        return batch.get("lines")
                .valueStream()
                .map(line -> line.get("outcome").asString()
                        + (line.get("outcome").asString().equals("REFUSED")
                                ? " " + line.get("code").asString()
                                : ""))
                .toList();
    }

    private static List<String> standings(JsonNode batch) {
        return batch.get("lines")
                .valueStream()
                .map(line -> line.has("standing") ? line.get("standing").asString() : "null")
                .toList();
    }

    private static int closedPort() throws Exception {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
