package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.backups.S3Store;
import io.chantier.agent.commands.Script;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Backups of a site on a real database, here and in a store that speaks the S3 protocol. */
class BackupsTest {

    private static final String FOLDER = "shop.local.test/2026-11-20";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RealSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    private final S3Store store = S3Store.start();

    @BeforeEach
    void start() throws IOException {
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), "shop.local.test");
        Files.writeString(site.folder().resolve("public/files/logo.svg"), "<svg/>");
        Files.writeString(site.folder().resolve("private/files/invoice.txt"), "42 EUR");
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        store.close();
        site.drop();
    }

    private final Map<String, Path> earlier = new TreeMap<>();

    private AgentJob over(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    private AgentJob backup(Map<String, ?> body) {
        return over(client.post(site.path("/backup"), Wire.write(body)));
    }

    private Map<String, Object> offsite(String secretKey) {
        return Map.of(
                "bucket",
                S3Store.BUCKET,
                "path",
                FOLDER,
                "auth",
                Map.of(
                        "ACCESS_KEY",
                        S3Store.ACCESS_KEY,
                        "SECRET_KEY",
                        secretKey,
                        "REGION",
                        "eu-west-3",
                        "PROVIDER",
                        "AWS S3",
                        "ENDPOINT_URL",
                        store.endpoint()));
    }

    private static List<String> steps(AgentJob job) {
        return job.steps().stream().map(AgentStep::name).toList();
    }

    @Test
    void a_backup_is_told_as_the_real_agent_told_it() throws IOException {
        var recorded = Recording.of("050").json();

        var job = backup(Map.of("with_files", true));

        assertThat(job.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.name()).isEqualTo(recorded.get("name").asString());
        assertThat(shape(job.data())).isEqualTo(shape(recorded.get("data")));
        assertThat(job.data().get("offsite")).isEqualTo(recorded.get("data").get("offsite"));
        assertThat(steps(job)).containsExactly("Backup Site");
        assertThat(job.steps().getFirst().data()).isEqualTo(job.data().get("backups"));
        assertThat(job.steps().getFirst().commands())
                .singleElement()
                .satisfies(command -> assertThat(command.command())
                        .endsWith("bench --site shop.local.test backup --with-files --verbose"));
        for (var file : job.data().get("backups")) {
            var path = Path.of(file.get("path").asString());
            assertThat(path)
                    .hasFileName(file.get("file").asString())
                    .hasSize(file.get("size").asLong());
            assertThat(file.get("url").asString())
                    .isEqualTo("https://shop.local.test/backups/"
                            + file.get("file").asString());
        }
        assertThat(site.backups()).hasSize(4);
    }

    /** The names of all that is in it, and what kind of thing each is. */
    private static Object shape(JsonNode node) {
        if (!node.isObject()) {
            return node.getNodeType();
        }
        var shape = new TreeMap<String, Object>();
        node.forEachEntry((name, value) -> shape.put(name, shape(value)));
        return shape;
    }

    @Test
    void a_backup_without_files_is_the_database_and_the_configuration() {
        var job = backup(Map.of());
        assertThat(job.data().get("backups").propertyNames()).containsExactly("database", "site_config");
        assertThat(site.backups()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"short-dump, cut short", "broken-dump, cannot be unpacked"})
    void a_dump_that_is_not_whole_is_no_backup_and_does_not_stay(String flaw, String said) throws IOException {
        var earlier = site.folder().resolve("private/backups/20200101_000000-shop_local_test-database.sql.gz");
        Files.writeString(earlier, "of an earlier day");
        bench.write(flaw, "");

        var job = backup(Map.of("with_files", true, "offsite", offsite(S3Store.SECRET_KEY)));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("backup-broken", said, "disk", "try again");
        assertThat(steps(job)).containsExactly("Backup Site");
        assertThat(site.backups()).containsExactly(earlier);
        assertThat(store.sent()).isEmpty();
    }

    @Test
    void a_backup_that_fails_leaves_no_half_of_it() {
        bench.write("fail-backup-database", "OSError: [Errno 28] No space left on device\n");
        var job = backup(Map.of("with_files", true));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("output").asString()).contains("No space left on device");
        assertThat(site.backups()).isEmpty();
    }

    /** As the site's own cron makes one while the agent's stands in the middle: whole, and newer by its name. */
    private List<Path> foreign() throws IOException {
        awaitHalf();
        var foreign = new ArrayList<Path>();
        for (var end : List.of("database.sql.gz", "site_config_backup.json", "files.tar", "private-files.tar")) {
            var like = Objects.requireNonNull(earlier.get(end));
            foreign.add(Files.copy(like, like.resolveSibling("29991231_235959-shop_local_test-" + end)));
        }
        return foreign;
    }

    private void awaitHalf() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Script.pids(bench.folder().resolve("pids")).isEmpty());
    }

    private long slowBackup(Map<String, ?> body) throws IOException {
        backup(Map.of("with_files", true));
        for (var file : site.backups()) {
            var name = file.getFileName().toString();
            earlier.put(
                    name.substring(name.indexOf("shop_local_test-") + "shop_local_test-".length()),
                    Files.move(file, file.resolveSibling("20200101_000000" + name.substring(15))));
        }
        bench.write("slow-backup-database", "");
        return Wire.read(client.post(site.path("/backup"), Wire.write(body)).body(), JobCreated.class)
                .job();
    }

    private Path[] and(List<Path> foreign) {
        return Stream.concat(foreign.stream(), earlier.values().stream()).toArray(Path[]::new);
    }

    @Test
    void a_backup_that_the_site_makes_meanwhile_is_neither_told_nor_sent_nor_deleted() throws IOException {
        long number = slowBackup(Map.of("with_files", true, "offsite", offsite(S3Store.SECRET_KEY)));
        var foreign = foreign();
        bench.remove("slow-backup-database");

        var job = client.over(number);

        assertThat(job.status()).as("%s", job.data()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(Wire.write(job.data())).doesNotContain("29991231");
        assertThat(store.keys()).hasSize(4).noneMatch(key -> key.contains("29991231"));
        assertThat(site.backups()).containsExactlyInAnyOrder(and(foreign));
    }

    @Test
    void a_backup_that_is_not_whole_is_not_replaced_by_one_that_the_site_made_meanwhile() throws IOException {
        long number = slowBackup(Map.of("with_files", true));
        bench.write("short-dump", "");
        var foreign = foreign();
        client.post("/jobs/" + number + "/cancel");
        client.over(number);
        bench.remove("slow-backup-database");
        assertThat(site.backups()).as("after a cancel").containsExactlyInAnyOrder(and(foreign));
        bench.remove("pids");
        bench.write("slow-backup-database", "");
        long again = Wire.read(
                        client.post(site.path("/backup"), "{\"with_files\": true}")
                                .body(),
                        JobCreated.class)
                .job();
        awaitHalf();
        for (var file : foreign) {
            assertThat(file.toFile().setLastModified(System.currentTimeMillis()))
                    .isTrue();
        }
        bench.remove("slow-backup-database");

        var job = client.over(again);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("backup-broken");
        assertThat(site.backups()).containsExactlyInAnyOrder(and(foreign));
    }

    @Test
    void where_bench_does_not_say_which_of_two_backups_it_made_none_is_told_and_all_stay() throws IOException {
        bench.write("says-no-names", "");
        long number = slowBackup(Map.of("with_files", true));
        var foreign = foreign();
        bench.remove("slow-backup-database");

        var job = client.over(number);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("backup-unclear", "29991231_235959");
        assertThat(site.backups()).hasSize(12).contains(foreign.toArray(Path[]::new));
    }

    @Test
    void a_backup_elsewhere_arrives_whole_and_only_then_leaves_the_server() throws IOException {
        var job = backup(Map.of("with_files", true, "offsite", offsite(S3Store.SECRET_KEY)));

        assertThat(job.status()).as("%s", job.data()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job)).containsExactly("Backup Site", "Upload Site Backup to S3");
        var sent = job.data().get("offsite");
        assertThat(sent.size()).isEqualTo(4);
        assertThat(job.steps().getLast().data()).isEqualTo(sent);
        sent.forEachEntry((file, key) -> assertThat(key.asString()).isEqualTo(FOLDER + "/" + file));
        for (var file : job.data().get("backups")) {
            assertThat(store.content(FOLDER + "/" + file.get("file").asString()))
                    .hasValueSatisfying(content ->
                            assertThat(content).hasSize(file.get("size").asInt()));
        }
        assertThat(site.backups()).isEmpty();
        assertThat(client.get("/jobs/" + job.id()).body()).doesNotContain(S3Store.SECRET_KEY, S3Store.ACCESS_KEY);
        assertThat(journal()).doesNotContain(S3Store.SECRET_KEY);
    }

    private String journal() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.newDirectoryStream(home.resolve("agent"), "jobs.sqlite3*")) {
            for (var file : files) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void a_backup_stays_here_too_where_the_asker_wants_it() {
        backup(Map.of("offsite", offsite(S3Store.SECRET_KEY), "keep_files_locally_after_offsite_backup", true));
        assertThat(store.keys()).hasSize(2);
        assertThat(site.backups()).hasSize(2);
    }

    @Test
    void a_wrong_key_costs_no_file_of_the_backup() {
        var job = backup(Map.of("offsite", offsite("another-secret-key-0123456789")));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString())
                .contains("check ACCESS_KEY and SECRET_KEY", "still on the bench server")
                .doesNotContain("another-secret-key");
        assertThat(site.backups()).hasSize(2);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void what_arrived_damaged_costs_no_file_of_the_backup() {
        store.damage();
        var job = backup(Map.of("offsite", offsite(S3Store.SECRET_KEY)));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("is not what was sent");
        assertThat(site.backups()).hasSize(2);
        assertThat(store.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"with_files\":\"yes\"}",
                "{\"offsite\":\"s3\"}",
                "{\"offsite\":{\"bucket\":\"backups\",\"auth\":{\"ACCESS_KEY\":\"x\",\"SECRET_KEY\":\"y\"}}}",
                "{\"offsite\":{\"bucket\":\"b/../c\",\"path\":\"p\",\"auth\":{\"ACCESS_KEY\":\"x\",\"SECRET_KEY\":\"y\"}}}",
                "{\"offsite\":{\"bucket\":\"backups\",\"path\":\"../p\",\"auth\":{\"ACCESS_KEY\":\"x\",\"SECRET_KEY\":\"y\"}}}",
                "{\"offsite\":{\"bucket\":\"backups\",\"path\":\"p\",\"auth\":{\"ACCESS_KEY\":\"x\"}}}",
                "{\"offsite\":{\"bucket\":\"backups\",\"path\":\"p\",\"auth\":{\"ACCESS_KEY\":\"x\\n\",\"SECRET_KEY\":\"y\"}}}",
                "{\"offsite\":{\"bucket\":\"backups\",\"path\":\"p\",\"auth\":{\"ACCESS_KEY\":\"x\",\"SECRET_KEY\":\"y\",\"ENDPOINT_URL\":\"file:///etc\"}}}"
            })
    void what_cannot_be_done_is_refused_before_anything_is_done(String body) {
        var answer = client.post(site.path("/backup"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(bench.called()).doesNotContain("backup --verbose");
    }

    @Test
    void an_app_is_uninstalled_after_the_backup_that_was_asked_for() {
        over(client.post(site.path("/apps"), "{\"name\":\"erpnext\"}"));

        var job = over(client.send(
                "DELETE", site.path("/apps/erpnext"), Wire.write(Map.of("offsite", offsite(S3Store.SECRET_KEY)))));

        assertThat(job.status()).as("%s", job.data()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job)).containsExactly("Backup Site", "Upload Site Backup to S3", "Uninstall App from Site");
        assertThat(job.data().propertyNames()).containsExactlyInAnyOrderElementsOf(Set.of("backups", "offsite"));
        assertThat(store.keys()).hasSize(4);
        assertThat(site.ask("select app_name from db.`tabInstalled Application`"))
                .containsExactly("frappe");
    }

    @Test
    void an_app_stays_where_its_backup_did_not_arrive() {
        over(client.post(site.path("/apps"), "{\"name\":\"erpnext\"}"));
        var job = over(client.send(
                "DELETE", site.path("/apps/erpnext"), Wire.write(Map.of("offsite", offsite("wrong-key-wrong-key")))));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(site.ask("select app_name from db.`tabInstalled Application`"))
                .containsExactlyInAnyOrder("frappe", "erpnext");
    }

    private AgentJob archive(String secretKey) {
        return over(client.post(
                site.path("/archive"),
                Wire.write(Map.of(
                        "mariadb_root_password", site.mariadb().rootPassword(), "offsite", offsite(secretKey)))));
    }

    @Test
    void a_site_is_archived_after_its_last_backup_arrived() {
        var job = archive(S3Store.SECRET_KEY);

        assertThat(job.status()).as("%s", job.data()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job))
                .containsExactly("Backup Site", "Upload Site Backup to S3", "Archive Site", "Bench Setup NGINX");
        assertThat(job.data().get("backups").size()).isEqualTo(4);
        assertThat(job.data().get("offsite").size()).isEqualTo(4);
        assertThat(store.keys()).hasSize(4);
        assertThat(site.folder()).doesNotExist();
        assertThat(site.mariadb().made()).noneMatch(made -> made.contains(site.database()));

        var sent = store.sent(); // a part may come twice where the store is slow
        var again = archive(S3Store.SECRET_KEY);
        assertThat(again.status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(again.data()).isEqualTo(Wire.emptyObject());
        assertThat(store.sent()).isEqualTo(sent);
    }

    @Test
    void a_site_whose_last_backup_did_not_arrive_stays() {
        var job = archive("wrong-key-wrong-key");
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(steps(job)).containsExactly("Backup Site", "Upload Site Backup to S3");
        assertThat(site.folder()).isDirectory();
        assertThat(site.ask("select name from db.tabUser order by name")).containsExactly("Administrator", "Guest");
    }
}
