package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Bench servers as the operator meets them: by the API and by the pages, with our own agent behind. */
@ChantierTest
class BenchServersTest {

    private static final String SERVERS = "/api/bench-servers";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    private final List<String> added = new ArrayList<>();
    private RealAgent agent;
    private Client api;

    @BeforeEach
    void start() {
        agent = new RealAgent(home);
        agent.bench("bench-1", "frappe", "erpnext");
        agent.site("bench-1", "shop.example.org");
        agent.site("bench-1", "docs.example.org");
        api = Client.ofAdmin(environment);
    }

    @AfterEach
    void stop() {
        agent.close();
        added.forEach(server -> Leftovers.remove(api, server));
    }

    private JsonNode add(String name, Map<String, Object> more) {
        var body =
                new HashMap<String, Object>(Map.of("name", name, "url", agent.url(), "password", RealAgent.PASSWORD));
        body.putAll(more);
        var answer = api.post(SERVERS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        added.add(Client.json(answer).get("id").asString());
        return Client.json(answer);
    }

    private static String path(JsonNode server) {
        return SERVERS + "/" + server.get("id").asString();
    }

    private JsonNode benches(JsonNode server) {
        return Client.json(api.get(path(server) + "/benches"));
    }

    private JsonNode bench(JsonNode server, String name) {
        return benches(server)
                .valueStream()
                .filter(one -> one.at("/bench/name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void a_server_is_added_and_what_is_there_is_seen() {
        var server = add("rennes", Map.of("databasePassword", "root-of-rennes"));

        assertThat(server.at("/condition/problem").isNull()).isTrue();
        assertThat(server.at("/condition/seenAt").asString()).isNotEmpty();
        assertThat(server.at("/condition/version").asString()).startsWith("Chantier agent");
        assertThat(Math.abs(server.at("/condition/figures/clockOffSeconds").asLong()))
                .isLessThan(10);
        assertThat(server.at("/condition/figures/processors").asInt()).isPositive();
        assertThat(server.at("/condition/figures/load").isNumber()).isTrue();
        for (var room : List.of("memory", "disk")) {
            var told = server.at("/condition/figures/" + room);
            assertThat(told.get("total").asLong()).as(room).isPositive();
            assertThat(told.get("used").asLong())
                    .as(room)
                    .isBetween(1L, told.get("total").asLong());
        }
        assertThat(server.get("ready").asBoolean()).isTrue();
        var bench = bench(server, "bench-1");
        assertThat(bench.at("/bench/apps").propertyNames()).containsExactlyInAnyOrder("frappe", "erpnext");
        assertThat(texts(bench.at("/bench/sites"))).containsExactly("docs.example.org", "shop.example.org");
        assertThat(bench.get("ours").isEmpty()).isTrue();
    }

    @Test
    void its_passwords_are_sealed_and_never_come_out() {
        var server = add("sealed", Map.of("databasePassword", "root-of-sealed"));

        var page = operator().get("/settings/bench-servers/" + server.get("id").asString());
        assertThat(page.statusCode()).isEqualTo(200);
        for (var secret : List.of(RealAgent.PASSWORD, "root-of-sealed")) {
            assertThat(page.body()).doesNotContain(secret);
            assertThat(api.get(SERVERS).body()).doesNotContain(secret);
            assertThat(database.sql("select count(*) from bench_server s where s::text like ?")
                            .param("%" + secret + "%")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void a_site_that_was_there_before_is_adopted_as_it_is() {
        var server = add("adoption", Map.of());
        var wanted = Map.of("bench", bench(server, "bench-1").at("/bench/id").asString(), "host", "shop.example.org");

        var adopted = api.post(path(server) + "/adoptions", wanted);
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);

        var slug = Client.json(adopted).get("slug").asString();
        var site = Client.json(api.get("/api/sites/" + slug));
        assertThat(site.get("kind").asString()).isEqualTo("BENCH");
        assertThat(site.get("state").asString()).isEqualTo("LIVE");
        assertThat(site.get("url").asString()).isEqualTo("https://shop.example.org");
        assertThat(texts(bench(server, "bench-1").get("ours"))).containsExactly("shop.example.org");
        assertThat(operator().get("/sites/" + slug).statusCode()).isEqualTo(200);

        problem(api.post(path(server) + "/adoptions", wanted), 409, "bench-site-taken");
        problem(api.delete(path(server)), 409, "bench-server-in-use");
    }

    @Test
    void an_adopted_site_is_let_go_lives_on_there_and_can_be_adopted_again() {
        var server = add("again", Map.of());
        var bench = bench(server, "bench-1").at("/bench/id").asString();
        var wanted = Map.of("bench", bench, "host", "shop.example.org");
        var slug = Client.json(api.post(path(server) + "/adoptions", wanted))
                .get("slug")
                .asString();

        var page = "/settings/bench-servers/" + server.get("id").asString();
        var typed = new HashMap<>(wanted);
        typed.put("name", "another.example.org");
        assertThat(operator().submit(page, page + "/adoption/end", typed).statusCode())
                .isEqualTo(422);
        assertThat(api.get("/api/sites/" + slug).statusCode()).isEqualTo(200);

        var gone = api.delete(path(server) + "/adoptions/" + bench + "/shop.example.org");
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(204);
        assertThat(api.get("/api/sites/" + slug).statusCode()).isEqualTo(404);
        assertThat(bench(server, "bench-1").get("ours").isEmpty()).isTrue();
        assertThat(texts(bench(server, "bench-1").at("/bench/sites"))).contains("shop.example.org");
        problem(api.delete(path(server) + "/adoptions/" + bench + "/shop.example.org"), 404, "bench-site-not-adopted");
        assertThat(api.post(path(server) + "/adoptions", wanted).statusCode()).isEqualTo(201);
    }

    @Test
    void what_the_bench_does_not_have_is_not_adopted() {
        var server = add("strange", Map.of());
        var bench = bench(server, "bench-1").at("/bench/id").asString();
        int before = sites();

        problem(
                api.post(path(server) + "/adoptions", Map.of("bench", bench, "host", "nope.example.org")),
                404,
                "bench-site-unknown");
        agent.site("bench-1", "Not_A_Host");
        var _ = api.post(path(server) + "/test", Map.of());
        if (texts(bench(server, "bench-1").at("/bench/sites")).contains("Not_A_Host")) {
            problem(
                    api.post(path(server) + "/adoptions", Map.of("bench", bench, "host", "Not_A_Host")),
                    422,
                    "bench-site-no-host");
        }

        assertThat(sites()).isEqualTo(before);
    }

    @Test
    void a_wrong_password_and_an_agent_that_is_away_are_told_with_what_to_do() {
        var server = add("wrong", Map.of("password", "something-else"));
        assertThat(server.at("/condition/problem/code").asString()).isEqualTo("agent-wrong-password");

        var right = Client.json(api.put(path(server), Map.of("password", RealAgent.PASSWORD)));
        assertThat(right.at("/condition/problem").isNull()).isTrue();

        agent.close();
        var away = api.post(path(server) + "/test", Map.of());
        problem(away, 502, "agent-no-connection");
        assertThat(Client.json(away).get("remedy").asString()).contains("systemctl");
        var page = operator().get("/settings/bench-servers/" + server.get("id").asString());
        assertThat(page.body()).contains("agent").contains("systemctl");
    }

    @Test
    void a_bench_that_vanished_is_missing_and_comes_back() {
        var server = add("vanishing", Map.of());
        database.sql("insert into bench (id, server_id, name) values (gen_random_uuid(), ?::uuid, 'bench-0')")
                .param(server.get("id").asString())
                .update();

        var _ = api.post(path(server) + "/test", Map.of());
        assertThat(bench(server, "bench-0").at("/bench/state").asString()).isEqualTo("MISSING");

        agent.bench("bench-0", "frappe");
        var _ = api.post(path(server) + "/test", Map.of());
        assertThat(bench(server, "bench-0").at("/bench/state").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void a_certificate_of_its_own_is_shown_confirmed_and_no_longer_believed_when_it_changed(@TempDir Path another) {
        try (var secured = new RealAgent(home.resolve("secured"), Map.of("CHANTIER_AGENT_TLS", "on"));
                var impostor = new RealAgent(another, Map.of("CHANTIER_AGENT_TLS", "on"))) {
            secured.bench("bench-s", "frappe");
            var server = add("secured", Map.of("url", secured.url()));
            var problem = server.at("/condition/problem");
            assertThat(problem.get("code").asString()).isEqualTo("agent-unknown-certificate");
            assertThat(problem.at("/arguments/fingerprint").asString()).isEqualTo(secured.fingerprint());
            assertThat(benches(server).isEmpty()).isTrue();

            var confirmed = api.put(path(server) + "/certificate", Map.of("fingerprint", secured.fingerprint()));
            assertThat(Client.json(confirmed).at("/condition/problem").isNull())
                    .as(confirmed.body())
                    .isTrue();
            assertThat(bench(server, "bench-s").isEmpty()).isFalse();

            var wanted = Map.of("url", impostor.url(), "password", RealAgent.PASSWORD);
            var changed = Client.json(api.put(path(server), wanted));
            assertThat(changed.at("/condition/problem/code").asString()).isEqualTo("agent-other-certificate");
            assertThat(changed.at("/condition/problem/arguments/fingerprint").asString())
                    .isEqualTo(impostor.fingerprint());
            assertThat(changed.get("certificate").asString()).isEqualTo(secured.fingerprint());
        }
    }

    @Test
    void passwords_that_are_kept_go_to_no_other_address(@TempDir Path another) {
        var server = add("moved", Map.of("databasePassword", "root-of-moved"));
        try (var elsewhere = new RealAgent(another)) {
            var refused = api.put(path(server), Map.of("url", elsewhere.url()));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("\"password\"");
            assertThat(Client.json(api.get(path(server))).get("url").asString()).isEqualTo(agent.url());

            var half = Map.of("url", elsewhere.url(), "password", RealAgent.PASSWORD);
            var stillRefused = api.put(path(server), half);
            assertThat(stillRefused.statusCode()).isEqualTo(422);
            assertThat(stillRefused.body()).contains("\"databasePassword\"");
            assertThat(Client.json(api.get(path(server))).get("url").asString()).isEqualTo(agent.url());

            var given = Map.of(
                    "url", elsewhere.url(), "password", RealAgent.PASSWORD, "databasePassword", "root-of-elsewhere");
            assertThat(api.put(path(server), given).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_password_is_never_sent_through_an_open_network() {
        for (var url : List.of(
                "http://bench.example.com",
                "http://127.0.0.1.example.com/agent",
                "http://localhost@example.com",
                "ftp://127.0.0.1",
                "https://user:secret@example.com",
                "https://example.com/?x",
                "127.0.0.1",
                "")) {
            var answer = api.post(SERVERS, Map.of("name", "open", "url", url, "password", "secret"));
            assertThat(answer.statusCode()).as(url).isEqualTo(422);
            assertThat(answer.body()).contains("\"url\"");
        }
    }

    @Test
    void a_server_is_taken_off_the_list_when_its_name_is_typed_again() {
        var server = add("leaving", Map.of());
        var page = "/settings/bench-servers/" + server.get("id").asString();
        var operator = operator();

        var refused = operator.submit(page, page + "/removal", Map.of("name", "another"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(api.get(path(server)).statusCode()).isEqualTo(200);

        assertThat(operator.submit(page, page + "/removal", Map.of("name", "leaving"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(api.get(path(server)).statusCode()).isEqualTo(404);
    }

    @Test
    void by_the_pages_a_server_is_added_and_its_sites_are_adopted() {
        var operator = operator();
        var list = "/settings/bench-servers";

        var added = operator.submit(
                list,
                list,
                Map.of(
                        "name", "by-hand",
                        "url", agent.url(),
                        "password", RealAgent.PASSWORD,
                        "maxSites", "10",
                        "takesNew", "on"));
        assertThat(added.statusCode()).isEqualTo(302);
        var path = added.headers().firstValue("Location").orElseThrow().replaceFirst("https?://[^/]+", "");
        this.added.add(path.substring(path.lastIndexOf('/') + 1));
        var page = operator.get(path);
        assertThat(page.body()).contains("docs.example.org").contains("bench-1");

        var bench = database.sql("select id::text from bench where server_id = ?::uuid")
                .param(path.substring(path.lastIndexOf('/') + 1))
                .query(String.class)
                .single();
        var adopted = operator.submit(path, path + "/adoption", Map.of("bench", bench, "host", "docs.example.org"));
        assertThat(adopted.statusCode()).isEqualTo(302);
        assertThat(database.sql("select adopted from bench_site where bench_id = ?::uuid and host = 'docs.example.org'")
                        .param(bench)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private Client operator() {
        return Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
    }

    private int sites() {
        return database.sql("select count(*) from site").query(Integer.class).single();
    }

    private static void problem(java.net.http.HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }
}
