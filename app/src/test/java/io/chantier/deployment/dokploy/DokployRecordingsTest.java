package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.PlainCaller.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the fake what the real Dokploy was asked, in the same order, and compares answer by answer. */
class DokployRecordingsTest {

    private static final String ABSENT = "The recordings of Dokploy are not on this machine: not compared";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Not compared, and why. */
    private static final Map<String, String> LEFT_OUT = new TreeMap<>(Map.ofEntries(
            Map.entry("000", "a person signs up in the browser"),
            Map.entry("005", "a person signs up in the browser"),
            Map.entry("006", "a person signs in in the browser"),
            Map.entry("007", "asked with a person's session"),
            Map.entry("008", "asked with a person's session"),
            Map.entry("009", "asked with a person's session"),
            Map.entry("010", "asked with a person's session"),
            Map.entry("017", "who the person is, which we do not ask"),
            Map.entry("129", "the machines of the swarm, which we do not ask"),
            Map.entry("130", "the machines of the swarm, which we do not ask"),
            Map.entry("131", "the load of the containers, which we do not ask"),
            Map.entry("152", "an answer without its request; the fake fetches nothing from git"),
            Map.entry("153", "an answer without its request: compared in a test of its own")));

    /** After these the builds have to end before the next request, as they had when it was recorded. */
    private static final Set<String> BUILDING = Set.of("065", "073", "079", "083", "087", "118", "122", "140", "143");

    private static final byte[] SITE =
            zip("Dockerfile", "FROM busybox:local\nCOPY index.html /www/index.html\n", "index.html", "one");
    private static final byte[] FAILING = zip("Dockerfile", "FROM busybox:local\nRUN false\n", "index.html", "two");

    /** What was uploaded, where it was not simply a site. */
    private static final Map<String, byte[]> UPLOADS = Map.of(
            "071", "this is not a zip".getBytes(UTF_8),
            "073", FAILING,
            "121", big(),
            "122", big());

    private final Likeness likeness = new Likeness();

    @Test
    void the_fake_answers_like_the_real_server() throws InterruptedException {
        assumeTrue(Recorded.areHere(), ABSENT);
        var differences = new LinkedHashMap<String, List<String>>();
        var compared = new ArrayList<String>();
        try (var dokploy = new FakeDokploy()) {
            dokploy.pausingBuilds();
            for (var exchange : Recorded.exchanges()) {
                if (LEFT_OUT.containsKey(exchange.number())) continue;
                var found = differences(exchange, answer(dokploy, exchange));
                if (!found.isEmpty()) differences.put(exchange.name(), found);
                compared.add(exchange.number());
                if (exchange.number().equals("063")) awaitRow(dokploy);
                if (BUILDING.contains(exchange.number())) dokploy.finishBuilds();
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).hasSizeGreaterThan(120);
    }

    @Test
    void the_tasks_of_a_container_that_ends_at_once_are_those_of_the_real_server() throws InterruptedException {
        assumeTrue(Recorded.areHere(), ABSENT);
        var recorded = Recorded.body("153-docker.getServiceContainersByAppName-crashloop.body.json");
        try (var dokploy = new FakeDokploy();
                var caller = new PlainCaller(dokploy.url(), dokploy.token())) {
            var environment = caller.post("project.create", Map.of("name", "x")).path("environment");
            var application = caller.post(
                    "application.create",
                    Map.of(
                            "name",
                            "x",
                            "environmentId",
                            environment.path("environmentId").asString()));
            var id = application.path("applicationId").asString();
            caller.post("application.update", Map.of("applicationId", id, "buildType", "dockerfile"));
            for (var command : List.of("", "CMD httpd -f", "CMD exit 3")) {
                var files = zip("Dockerfile", "FROM busybox\nCOPY . /www\n" + command, "index.html", "one");
                caller.drop("/api/trpc/application.dropDeployment", id, files);
                dokploy.finishBuilds();
            }
            var tasks = caller.get(
                    "docker.getServiceContainersByAppName",
                    "appName",
                    application.path("appName").asString());

            assertThat(words(tasks)).isEqualTo(words(recorded));
            assertThat(tasks.path(0).propertyNames()).isEqualTo(recorded.path(0).propertyNames());
        }
    }

    @Test
    void every_recording_is_compared_or_left_out_for_a_reason() {
        assumeTrue(Recorded.areHere(), ABSENT);
        var all = Recorded.exchanges();

        assertThat(all.stream().map(Recorded::number)).containsAll(LEFT_OUT.keySet());
        // What Dokploy sends by itself when a build ends: we look, and are not told.
        assertThat(Recorded.others()).containsExactly("notification-custom-webhooks.jsonl");
        assertThat(all).filteredOn(one -> !one.isExchange()).allMatch(one -> LEFT_OUT.containsKey(one.number()));
    }

    @Test
    void a_field_that_is_missing_or_new_or_different_is_seen() {
        var recorded = JSON.readTree("{\"a\":1,\"b\":[{\"status\":\"done\"}],\"projectId\":\"one\",\"c\":null}");

        assertThat(likeness.differences("x", recorded, JSON.readTree(recorded.toString())))
                .isEmpty();
        assertThat(likeness.differences(
                        "x",
                        recorded,
                        JSON.readTree("{\"b\":[{\"status\":\"error\"}],\"projectId\":\"two\",\"c\":1,\"d\":2}")))
                .hasSize(5);
    }

    /** State, what it is doing, and why it ended; the last one's "Error:" is how a line of Docker was cut. */
    private static List<String> words(JsonNode tasks) {
        return tasks.valueStream()
                .map(task -> task.path("state").asString()
                        + " " + task.path("currentState").asString().split(" ")[0]
                        + " " + task.path("error").asString().replace("Error:", ""))
                .toList();
    }

    private List<String> differences(Recorded recorded, HttpResponse<String> answer) {
        var found = new ArrayList<String>();
        if (answer.statusCode() != recorded.status())
            found.add("status " + recorded.status() + " recorded, " + answer.statusCode() + " from the fake");
        var type = answer.headers().firstValue("content-type").orElse("");
        if (!type.equals(recorded.type()))
            found.add("type " + recorded.type() + " recorded, " + type + " from the fake");
        if (recorded.isEmpty() != answer.body().isEmpty()) found.add("empty: " + recorded.isEmpty());
        if (recorded.isEmpty()) return found;
        try {
            var read = recorded.type().isEmpty() ? JSON.valueToTree(answer.body()) : JSON.readTree(answer.body());
            found.addAll(likeness.differences(recorded.name(), recorded.body(), read));
        } catch (JacksonException _) {
            found.add("not JSON: " + answer.body());
        }
        return found;
    }

    private HttpResponse<String> answer(FakeDokploy dokploy, Recorded recorded) {
        // A connection of its own: the one of a 413 is reset.
        try (var caller = new PlainCaller(dokploy.url(), "")) {
            var headers = new HashMap<String, String>();
            if (recorded.sends("x-api-key"))
                headers.put("x-api-key", recorded.number().equals("003") ? "dk_wrong" : dokploy.token());
            for (var name : List.of("authorization", "content-type", "x-github-event"))
                if (recorded.sends(name)) headers.put(name, recorded.header(name));
            var path = likeness.translated(recorded.path());
            var form = recorded.form();
            if (form != null)
                return caller.form(path, headers, translated(form), UPLOADS.getOrDefault(recorded.number(), SITE));
            var sent = recorded.sent();
            return caller.send(
                    recorded.method(),
                    path,
                    headers,
                    sent == null
                            ? null
                            : likeness.translated(new String(sent, UTF_8)).getBytes(UTF_8));
        }
    }

    private Map<String, String> translated(Map<String, String> form) {
        var translated = new LinkedHashMap<String, String>();
        form.forEach((name, value) -> translated.put(name, likeness.translated(value)));
        return translated;
    }

    /** The next request was made while the build ran. */
    private static void awaitRow(FakeDokploy dokploy) throws InterruptedException {
        for (var tries = 0; tries < 500 && !dokploy.isBuilding(); tries++) Thread.sleep(10);
        assertThat(dokploy.isBuilding()).isTrue();
    }

    private static byte[] big() {
        var noise = new java.util.Random(1)
                .ints(8_000_000, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return zip(
                "Dockerfile", "FROM busybox:local\nCOPY . /www\n", "index.html", "big", "noise.txt", noise.toString());
    }
}
