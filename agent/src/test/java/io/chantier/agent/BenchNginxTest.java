package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sites of a bench as visitors find them: the real nginx, told by the agent. */
class BenchNginxTest {

    private static final String BENCH_FILE = "bench-" + StandInBench.NAME + ".conf";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("one");

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() {
        bench = StandInBench.in(home);
        bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = TestAgents.start(home, nginx.of(bench));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        nginx.close();
        web.close();
    }

    @Test
    void a_site_answers_to_its_domain_until_it_is_removed() {
        assertThat(over(addDomain("www.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);

        nginx.awaitVisit("www.client.test", "/", "200 OK", "one serves " + StandInBench.SITE + " to www.client.test");
        nginx.awaitVisit(StandInBench.SITE, "/", "one serves " + StandInBench.SITE + " to " + StandInBench.SITE);

        assertThat(over(removeDomain("www.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitNone("www.client.test", "to www.client.test");
        nginx.awaitVisit(StandInBench.SITE, "/", "one serves " + StandInBench.SITE);
        assertThat(bench.config().get("domains")).isEmpty();
    }

    @Test
    void files_of_a_site_are_served_without_its_program_and_private_ones_are_not() throws IOException {
        Files.createDirectories(bench.site().resolve("public/files"));
        Files.createDirectories(bench.site().resolve("private/files"));
        Files.writeString(bench.site().resolve("public/files/a.html"), "public file");
        Files.writeString(bench.site().resolve("private/files/b.txt"), "private file");
        over(addDomain("www.client.test"));

        nginx.awaitVisit("www.client.test", "/files/a.html", "public file", "Content-Disposition: attachment");
        assertThat(nginx.visit("www.client.test", "/protected/private/files/b.txt"))
                .doesNotContain("private file");
        assertThat(nginx.visit("www.client.test", "/private/files/b.txt")).doesNotContain("private file");
        assertThat(nginx.visit("www.client.test", "/site_config.json")).doesNotContain("db-secret");
        assertThat(nginx.visit("www.client.test", "/../site_config.json")).doesNotContain("db-secret");
    }

    @Test
    void a_visitor_gets_a_page_while_the_program_of_the_bench_is_away() {
        over(addDomain("www.client.test"));
        nginx.awaitVisit("www.client.test", "/", "one serves");

        web.close();

        nginx.awaitVisit("www.client.test", "/", "503", "Retry-After: 30", "Site en travaux");
    }

    @Test
    void a_bench_shows_its_suspended_site_so_too_where_proxy_and_bench_are_one_server() {
        over(addDomain("www.client.test"));
        over(started(
                client.post("/proxy/upstreams", "{\"name\": \"127.0.0.1\"}").body()));
        over(started(client.post("/proxy/upstreams/127.0.0.1/sites", Wire.write(Map.of("name", StandInBench.SITE)))
                .body()));
        var status = "/proxy/upstreams/127.0.0.1/sites/" + StandInBench.SITE + "/status";

        over(started(client.post(status, "{\"status\": \"suspended\"}").body()));
        nginx.awaitVisit(StandInBench.SITE, "/", "402 ", "Retry-After", "Site suspendu");
        nginx.awaitVisit("www.client.test", "/", "402 ", "Site suspendu");

        over(started(client.post(status, "{\"status\": \"activated\"}").body()));
        nginx.awaitVisit("www.client.test", "/", "200 OK", "one serves");
        assertThat(bench.site().resolve("site_config.json")).exists();
    }

    @Test
    void what_nginx_refuses_changes_nothing() throws IOException {
        over(addDomain("first.client.test"));
        nginx.awaitVisit("first.client.test", "/", "one serves");
        var before = Files.readString(nginx.folder().resolve(BENCH_FILE));
        Files.writeString(nginx.folder().resolve("zz.conf"), "this is no nginx;");

        var job = over(addDomain("www.client.test"));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("unknown directive");
        assertThat(Files.readString(nginx.folder().resolve(BENCH_FILE))).isEqualTo(before);
        assertThat(nginx.folder()).isDirectoryNotContaining("glob:**.before");
        assertThat(bench.config().get("domains").toString()).isEqualTo("[\"first.client.test\"]");
        assertThat(nginx.visit("first.client.test", "/")).contains("one serves");
    }

    @Test
    void a_file_whose_trial_a_kill_cut_short_is_as_before_at_the_next_change() throws IOException {
        Files.writeString(nginx.folder().resolve("bench-killed.conf"), "this is no nginx;");
        Files.writeString(nginx.folder().resolve("bench-killed.conf.before"), "# as it was\n");
        Files.writeString(nginx.folder().resolve("bench-new.conf"), "nor is this;");
        Files.writeString(nginx.folder().resolve("bench-new.conf.before"), "");

        var job = over(addDomain("www.client.test"));

        assertThat(job.status()).as(Wire.write(job.data())).isEqualTo(AgentStatus.SUCCESS);
        assertThat(nginx.folder().resolve("bench-killed.conf")).hasContent("# as it was");
        assertThat(nginx.folder().resolve("bench-new.conf")).doesNotExist();
        assertThat(nginx.folder()).isDirectoryNotContaining("glob:**.before");
    }

    @Test
    void a_domain_of_another_site_is_refused() throws IOException {
        var other = Files.createDirectories(bench.folder().resolve("sites/other.local.test"));
        Files.writeString(other.resolve("site_config.json"), "{\"domains\": [{\"domain\": \"shop.client.test\"}]}");

        var job = over(addDomain("shop.client.test"));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("domain-taken").doesNotContain("other.local.test");
        assertThat(bench.config().has("domains")).isFalse();
    }

    @Test
    void a_name_that_nginx_could_misread_is_refused() {
        for (var name : new String[] {"a b", "a;b", "*.x.test", "../x", "A.test", "x{", "$host", ""}) {
            var answer = client.post(StandInBench.path("/domains"), Wire.write(Map.of("domain", name)));
            assertThat(answer.statusCode()).as(name).isEqualTo(400);
        }
        assertThat(over(addDomain("default")).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit("default", "/", "one serves " + StandInBench.SITE);
        var longest = "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + "." + "d".repeat(60) + ".test";
        assertThat(over(addDomain(longest)).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit(longest, "/", "one serves " + StandInBench.SITE);
    }

    @Test
    void a_renamed_site_answers_under_its_new_name() throws IOException {
        bench.write(
                "sites/" + StandInBench.SITE + "/site_config.json",
                "{\"db_name\": \"_db\", \"host_name\": \"https://" + StandInBench.SITE + "\"}");

        var job = over(rename("renamed.local.test"));

        assertThat(job.status()).as(Wire.write(job.data())).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit("renamed.local.test", "/", "one serves renamed.local.test");
        nginx.awaitNone(StandInBench.SITE, "serves");
        var config = Wire.tree(Files.readString(bench.folder().resolve("sites/renamed.local.test/site_config.json")));
        assertThat(config.get("host_name").asString()).isEqualTo("https://renamed.local.test");
        assertThat(config.get("db_name").asString()).isEqualTo("_db");
        assertThat(config.get("maintenance_mode").asInt()).isZero();
    }

    @Test
    void a_site_whose_renaming_fails_answers_under_its_old_name() {
        over(addDomain("www.client.test"));
        bench.write("fail-scheduler", "no scheduler");

        var job = over(rename("renamed.local.test"));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.steps().getLast()).extracting(AgentStep::name).isEqualTo("Enable Scheduler");
        nginx.awaitVisit(StandInBench.SITE, "/", "one serves " + StandInBench.SITE);
        nginx.awaitNone("renamed.local.test", "serves");
        assertThat(bench.config().get("maintenance_mode").asInt()).isZero();
    }

    @Test
    void a_name_that_is_taken_is_not_given_again() throws IOException {
        Files.createDirectories(bench.folder().resolve("sites/taken.local.test"));

        var job = over(rename("taken.local.test"));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("name-taken");
        assertThat(bench.config().get("maintenance_mode").asInt()).isZero();
    }

    @Test
    void a_domain_of_another_site_of_any_bench_is_no_name_for_a_renamed_site() throws IOException {
        elsewhere("{\"domains\": [\"shop.client.test\"]}");

        for (var name : new String[] {"shop.client.test", "other.local.test"}) {
            var job = over(rename(name));
            assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(Wire.write(job.data()))
                    .contains("name-taken: " + name + " belongs to another site")
                    .doesNotContain("second");
            assertThat(bench.config().get("maintenance_mode").asInt()).isZero();
            assertThat(Wire.write(over(addDomain(name)).data()))
                    .contains("domain-taken: " + name + " belongs to another site")
                    .doesNotContain("second");
        }
        assertThat(over(addDomain("www.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(over(rename("www.client.test")).status()).isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit("www.client.test", "/", "one serves www.client.test");
    }

    /** A site with this configuration on another bench of the server. */
    private void elsewhere(String config) throws IOException {
        var sites = Files.createDirectories(bench.directory().resolve("second/sites"));
        Files.writeString(sites.resolve("common_site_config.json"), "{}");
        var site = Files.createDirectories(sites.resolve("other.local.test"));
        Files.writeString(site.resolve("site_config.json"), config);
    }

    private long rename(String name) {
        return started(client.post(StandInBench.path("/rename"), Wire.write(Map.of("new_name", name)))
                .body());
    }

    private long addDomain(String domain) {
        return started(client.post(StandInBench.path("/domains"), Wire.write(Map.of("domain", domain)))
                .body());
    }

    private long removeDomain(String domain) {
        return started(
                client.ask("DELETE", StandInBench.path("/domains/" + domain)).body());
    }

    private static long started(String answer) {
        return Wire.read(answer, JobCreated.class).job();
    }

    private AgentJob over(long job) {
        return client.over(job);
    }
}
