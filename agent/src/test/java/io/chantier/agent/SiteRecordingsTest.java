package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.backups.S3Store;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of a site on a real MariaDB, a real Redis and a real nginx, as it was once asked of the real agent. Passwords
 * and addresses of servers are those of this machine; what else differs is in {@link Deviations}.
 */
class SiteRecordingsTest {

    private static final String OTHER = "bench-0001-000002-n1";
    private static final String EXTRA = "bench-0009-000001-n1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final MariaDbServer mariaDb = MariaDbServer.shared();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Set<String> before;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        Recording.folder();
        before = Set.copyOf(mariaDb.made());
        bench = StandInBench.in(home, mariaDb, RedisServer.shared());
        Files.delete(bench.site().resolve("site_config.json"));
        Files.delete(bench.site());
        var site = new TestSite(bench, mariaDb, StandInBench.SITE);
        site.otherBench(OTHER);
        site.otherBench(EXTRA);
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        agent = TestAgents.start(home, nginx.of(bench));
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
            nginx.close();
            mariaDb.made().stream()
                    .filter(made -> !before.contains(made))
                    .forEach(made -> mariaDb.tell("drop " + made.replaceFirst(" (.*)", " `$1`")));
        }
    }

    /** The recorded request, of one who knows the password of this MariaDB. */
    private Recording asked(String number) {
        return Recording.of(number).with("mariadb_root_password", mariaDb.rootPassword());
    }

    private AgentJob over(Recording started) {
        var answer = started.replay(agent.port());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(started.status());
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    private JsonNode told(Recording started) {
        return Wire.tree(client.get("/jobs/" + over(started).id()).body());
    }

    private void same(Recording started, String told) {
        assertThat(RecordedJob.of(told(started))).as(told).isEqualTo(theirs(told));
    }

    private static RecordedJob theirs(String told) {
        return RecordedJob.of(Recording.of(told).json());
    }

    private JsonNode answered(String number) {
        var recording = Recording.of(number);
        var answer = recording.replay(agent.port());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(recording.status());
        return Wire.tree(answer.body());
    }

    @Test
    void a_new_site_is_told_as_the_real_agent_told_it() {
        same(asked("026"), "027");
        same(asked("203"), "204");
    }

    @Test
    void a_new_site_that_fails_is_told_alike_and_leaves_nothing() {
        same(asked("022"), "023");
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        over(asked("026"));
        var sites = (ObjectNode) Recording.of("028").json();
        sites.remove("bad.local.test"); // what its failure left
        assertThat(answered("028")).isEqualTo(sites);
    }

    @Test
    void a_wrong_password_of_the_root_fails_the_same_step() {
        var ours = over(Recording.of("024"));
        var theirs = Recording.of("025").json();
        assertThat(Statuses.of(Wire.toTree(ours))).isEqualTo(Statuses.of(theirs));
        assertThat(ours.data().propertyNames()).containsExactly("traceback");
        assertThat(Wire.write(ours)).contains("check the password").doesNotContain("wrong");
        Deviations.assertNamed("025");
    }

    @Test
    void a_site_that_exists_fails_the_same_step_of_another_new_site() {
        over(asked("203"));
        var ours = over(asked("205"));
        assertThat(Statuses.of(Wire.toTree(ours)))
                .isEqualTo(Statuses.of(Recording.of("206").json()));
        assertThat(ours.data().get("traceback").asString()).contains("extra.local.test already exists");
        Deviations.assertNamed("206");
    }

    @Test
    void what_a_site_takes_up_is_told_as_the_real_agent_told_it() {
        over(asked("026"));

        var site = answered("030").get("data");
        sameInfo(site, Recording.of("030").json().get("data"));
        assertThat(kinds(site.get("usage")))
                .isEqualTo(kinds(Recording.of("030").json().get("data").get("usage")));
        Deviations.assertNamed("030");

        var sites = answered("038");
        assertThat(sites.propertyNames()).containsExactly(StandInBench.SITE);
        sameInfo(sites.get(StandInBench.SITE), Recording.of("038").json().get(StandInBench.SITE));
        assertThat(sites.get(StandInBench.SITE).get("usage").isArray()).isTrue();
        Deviations.assertNamed("038");
    }

    /** What the site is, but for the name and the password of its database. */
    private static void sameInfo(JsonNode ours, JsonNode theirs) {
        assertThat(ours.propertyNames()).containsExactlyInAnyOrderElementsOf(theirs.propertyNames());
        assertThat(ours.get("timezone")).isEqualTo(theirs.get("timezone"));
        var config = (ObjectNode) theirs.get("config").deepCopy();
        config.remove("db_password");
        config.set("db_name", ours.get("config").get("db_name"));
        assertThat(ours.get("config")).isEqualTo(config);
    }

    private static Map<String, Object> kinds(JsonNode node) {
        var kinds = new TreeMap<String, Object>();
        node.forEachEntry((name, value) -> kinds.put(name, value.getNodeType()));
        return kinds;
    }

    @Test
    void a_user_is_logged_in_by_both_methods() {
        over(asked("026"));
        for (var number : new String[] {"034", "035"}) {
            var ours = answered(number);
            assertThat(ours.propertyNames())
                    .containsExactlyElementsOf(Recording.of(number).json().propertyNames());
            assertThat(ours.get("sid").asString()).matches("[0-9a-f]+");
            var user = Recording.of(number).request().get("body").get("user").asString();
            assertThat(mariaDb.ask("select user from `" + database() + "`.tabSessions where sid = '"
                            + ours.get("sid").asString() + "'"))
                    .containsExactly(user);
        }
    }

    private String database() {
        return bench.config().get("db_name").asString();
    }

    @Test
    void a_site_is_reinstalled_and_gets_a_user_as_the_real_agent_told_it() {
        over(asked("026"));
        same(asked("065"), "066");
        var ours = told(Recording.of("067"));
        assertThat(RecordedJob.of(ours)).isEqualTo(theirs("068"));
        assertThat(ours.toString()).doesNotContain("\"pw\"", " pw");
    }

    @Test
    void a_backup_has_the_same_files_and_a_migration_the_same_steps() {
        over(asked("026"));
        var backup = told(Recording.of("049"));
        var theirs = Recording.of("050").json();
        assertThat(Statuses.of(backup)).isEqualTo(Statuses.of(theirs));
        assertThat(kinds(backup.get("data").get("backups")))
                .isEqualTo(kinds(theirs.get("data").get("backups")));

        over(asked("203"));
        for (var number : new String[] {"207", "208"}) {
            assertThat(Statuses.of(Wire.toTree(over(Recording.of(number)))))
                    .isEqualTo(Statuses.of(Recording.of("054").json()));
        }
    }

    @Test
    void nginx_is_reloaded_as_the_real_agent_told_it() {
        same(Recording.of("122"), "123");
    }

    @Test
    void half_a_place_for_a_backup_is_refused_before_one_is_made() {
        over(asked("026"));
        var answer = Recording.of("051").replay(agent.port());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("offsite.");
        assertThat(Recording.of("052").json().get("status").asString()).isEqualTo("Failure");
        Deviations.assertNamed("052");
    }

    @Test
    void a_place_that_refuses_its_keys_fails_the_same_step_and_the_files_stay() {
        over(asked("203"));
        try (var store = S3Store.start()) {
            var offsite = (ObjectNode)
                    Recording.of("215").request().get("body").get("offsite").deepCopy();
            ((ObjectNode) offsite.get("auth")).put("ENDPOINT_URL", store.endpoint());
            var ours = told(Recording.of("215").with("offsite", offsite));
            var theirs = Recording.of("216").json();
            assertThat(Statuses.of(ours)).isEqualTo(Statuses.of(theirs));
            assertThat(kinds(ours.get("steps").get(0).get("data")))
                    .isEqualTo(kinds(theirs.get("steps").get(0).get("data")));
            ours.get("steps")
                    .get(0)
                    .get("data")
                    .forEach(file ->
                            assertThat(Path.of(file.get("path").asString())).exists());
        }
        Deviations.assertNamed("216");
    }

    @Test
    void a_backup_that_is_not_where_it_should_be_fails_the_same_step_of_a_restore() {
        over(asked("203"));
        try (var web = new SiteWeb(bench, mariaDb)) {
            var ours = told(asked("217").with("database", web.url() + "/none.sql.gz"));
            assertThat(Statuses.of(ours))
                    .isEqualTo(Statuses.of(Recording.of("218").json()));
            assertThat(ours.get("data").propertyNames())
                    .containsExactlyElementsOf(
                            Recording.of("218").json().get("data").propertyNames());
            assertThat(web.asked()).contains("/none.sql.gz");
        }
        Deviations.assertNamed("218");
    }

    @Test
    void an_archived_site_is_told_as_the_real_agent_told_it() {
        over(asked("026"));
        over(Recording.of("093"));
        over(Recording.of("095"));
        same(asked("126"), "127");
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        assertThat(client.get("/benches/" + OTHER + "/sites").body()).isEqualTo("{}");
    }

    @Test
    void a_site_that_is_not_there_is_as_good_as_archived() {
        var ours = over(asked("222"));
        var theirs = Recording.of("223").json();
        assertThat(ours.name()).isEqualTo(theirs.get("name").asString());
        assertThat(ours.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(ours.data()).isEqualTo(theirs.get("data"));
        Deviations.assertNamed("223");
    }

    /** How a job ended and how far it came. */
    private record Statuses(List<String> told) {

        static Statuses of(JsonNode job) {
            return new Statuses(Stream.concat(Stream.of(job), job.get("steps").valueStream())
                    .map(part -> part.get("name").asString() + ": "
                            + part.get("status").asString())
                    .toList());
        }
    }
}
