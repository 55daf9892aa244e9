package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a site from New Site to Archive Site, on a real MariaDB and a real Redis. */
class SiteLifeTest {

    private static final String SITE = "shop.example.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final MariaDbServer mariaDb = MariaDbServer.shared();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Set<String> before;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SiteHost host;

    @BeforeEach
    void start() {
        before = Set.copyOf(mariaDb.made());
        host = new SiteHost(home);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private Map<String, String> root() {
        return Map.of("mariadb_root_password", mariaDb.rootPassword());
    }

    private void assertNothingIsLeft() {
        assertThat(mariaDb.made()).hasSameElementsAs(before);
        assertThat(host.folder(SITE)).doesNotExist();
    }

    @Test
    void a_new_site_has_its_database_its_apps_its_configuration_and_its_users() {
        var job = host.over(SiteHost.SITES, host.wanted(SITE));

        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps())
                .extracting(step -> step.name())
                .containsExactly(
                        "New Site",
                        "Install Apps",
                        "Update Site Configuration",
                        "Enable Scheduler",
                        "Create User",
                        "Bench Setup NGINX",
                        "Reload NGINX");
        assertThat(mariaDb.made())
                .contains("database " + host.database(SITE), "user " + host.database(SITE))
                .hasSize(before.size() + 2);
        assertThat(host.config(SITE).get("plan").asString()).isEqualTo("Unlimited");
        assertThat(host.ask(SITE, "select app_name from DB.`tabInstalled Application` order by idx"))
                .containsExactly("frappe", "erpnext");
        assertThat(host.ask(SITE, "select value from DB.tabSingles where field = 'enable_scheduler'"))
                .containsExactly("1");
        assertThat(host.ask(SITE, "select last_name from DB.tabUser where name = 'ada@example.test'"))
                .containsExactly("Lovelace");
        assertThat(host.ask(SITE, "select password from DB.__Auth order by name"))
                .containsExactlyInAnyOrder(SiteHost.hash("admin-of-the-site"), SiteHost.hash("user-of-the-site"));
    }

    @Test
    void no_password_is_told_written_down_or_given_to_a_program_as_a_word() throws Exception {
        host.bench.write("slow-install-app", "");
        long number = host.order(SiteHost.SITES, host.wanted(SITE));
        host.awaitOutput(number, "patch 1");
        assertHidden(host.client.get("/jobs/" + number).body());
        host.bench.remove("slow-install-app");
        host.client.over(number);
        assertHidden(host.client.get("/jobs/" + number).body());
        assertHidden(String.join("\n", host.bench.called()));
        try (Stream<Path> files = Files.walk(home.resolve("agent"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertHidden(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void assertHidden(String text) {
        assertThat(text).doesNotContain(mariaDb.rootPassword(), "admin-of-the-site", "user-of-the-site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new-site",
                "new-site-database",
                "after-new-site",
                "install-app",
                "after-install-app",
                "scheduler",
                "add-system-manager",
                "after-set-password"
            })
    void a_new_site_that_fails_leaves_nothing_and_can_be_made_again(String point) {
        host.bench.write("fail-" + point, "no luck here\n");
        var job = host.over(SiteHost.SITES, host.wanted(SITE));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("returncode").asInt()).isEqualTo(3);
        assertThat(job.data().get("output").asString()).contains("no luck here");
        assertNothingIsLeft();

        host.bench.remove("fail-" + point);
        host.site(SITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-site", "new-site-database", "install-app", "scheduler"})
    void a_new_site_that_is_cancelled_leaves_nothing(String point) {
        host.bench.write("slow-" + point, "");
        long number = host.order(SiteHost.SITES, host.wanted(SITE));
        host.awaitOutput(number, "patch 1");

        host.client.post("/jobs/" + number + "/cancel");

        assertThat(host.client.over(number).status()).isEqualTo(AgentStatus.FAILURE);
        host.bench.assertNothingRuns();
        assertNothingIsLeft();
    }

    @Test
    void a_site_that_exists_is_not_touched_by_another_new_site_of_its_name() {
        host.site(SITE);
        var tables = host.ask(SITE, "select app_name from DB.`tabInstalled Application`");
        var config = host.config(SITE);

        var job = host.over(SiteHost.SITES, host.wanted(SITE));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("already exists", "choose another name");
        assertThat(job.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.name()).isEqualTo("New Site"));
        assertThat(host.ask(SITE, "select app_name from DB.`tabInstalled Application`"))
                .isEqualTo(tables);
        assertThat(host.config(SITE)).isEqualTo(config);
    }

    @Test
    void a_domain_of_another_site_is_no_name_for_a_new_one_and_nobody_is_told_whose_it_is() throws Exception {
        var other = "other.example.test";
        Files.createDirectories(host.folder(other));
        host.bench.write("sites/" + other + "/site_config.json", Wire.write(Map.of("domains", Set.of(SITE))));

        var job = host.over(SiteHost.SITES, host.wanted(SITE));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data()))
                .contains("name-taken", SITE + " belongs to another site of this server", "choose another name")
                .doesNotContain(other);
        assertThat(host.bench.called()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void the_database_of_a_renamed_site_stays_where_a_new_one_takes_its_old_name() throws Exception {
        host.site(SITE);
        var first = host.database(SITE);
        Files.move(host.folder(SITE), host.folder("renamed.example.test"));

        host.site(SITE);

        assertThat(host.database("renamed.example.test")).isEqualTo(first);
        assertThat(host.database(SITE)).isNotEqualTo(first);
        assertThat(host.ask("renamed.example.test", "select name from DB.tabUser"))
                .contains("ada@example.test");
    }

    @Test
    void a_wrong_root_password_fails_with_its_remedy_before_anything_is_made() {
        var wanted = host.wanted(SITE);
        wanted.put("mariadb_root_password", "wrong");
        var job = host.over(SiteHost.SITES, wanted);
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString())
                .contains("127.0.0.1:" + mariaDb.port(), "does not let root do this", "check the password");
        assertThat(host.bench.called()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void an_app_that_is_not_on_the_bench_fails_by_its_name_and_leaves_nothing() {
        var wanted = host.wanted(SITE);
        wanted.put("apps", new String[] {"frappe", "nosuchapp"});
        var job = host.over(SiteHost.SITES, wanted);
        assertThat(job.data().get("output").asString()).isEqualTo("ModuleNotFoundError: No module named 'nosuchapp'");
        assertThat(job.steps().getFirst().status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps().getLast().name()).isEqualTo("Install Apps");
        assertNothingIsLeft();
    }

    @Test
    void an_archived_site_has_no_database_and_no_user_and_its_files_wait() {
        host.site(SITE);
        host.bench.write("sites/" + SITE + "/public/files/logo.svg", "<svg/>");

        var job = host.over(SiteHost.SITES + "/" + SITE + "/archive", root());

        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.steps()).extracting(step -> step.name()).containsExactly("Archive Site", "Bench Setup NGINX");
        assertNothingIsLeft();
        assertThat(host.bench.folder().resolve("archived/" + SITE + "/public/files/logo.svg"))
                .exists();
        assertThat(host.over(SiteHost.SITES + "/" + SITE + "/archive", root()).status())
                .isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void a_site_that_is_archived_under_the_name_of_an_earlier_one_leaves_that_as_it_is() throws IOException {
        for (var owner : List.of("first", "second")) {
            host.site(SITE);
            host.bench.write("sites/" + SITE + "/private/backups/" + owner + ".sql.gz", owner);
            assertThat(host.over(SiteHost.SITES + "/" + SITE + "/archive", root())
                            .status())
                    .isEqualTo(AgentStatus.SUCCESS);
        }

        for (var owner : List.of("first", "second")) {
            var file = host.client.get(
                    "/benches/" + StandInBench.NAME + "/archived/" + SITE + "/backups/" + owner + ".sql.gz");
            assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
            assertThat(file.body()).isEqualTo(owner);
        }
    }

    @Test
    void a_database_that_another_site_names_too_is_not_dropped_with_a_site() throws IOException {
        host.site(SITE);
        var other = Files.createDirectories(host.folder("other.example.test"));
        Files.copy(host.folder(SITE).resolve("site_config.json"), other.resolve("site_config.json"));

        var job = host.over(SiteHost.SITES + "/" + SITE + "/archive", root());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("also that of other.example.test");
        assertThat(host.ask(SITE, "select count(*) from DB.tabUser")).isNotEmpty();
    }

    @Test
    void an_archive_that_fails_leaves_the_site_and_no_user_of_the_job() {
        host.site(SITE);
        var all = mariaDb.made();
        host.bench.write("fail-drop-site", "the disk is full\n");
        var job = host.over(SiteHost.SITES + "/" + SITE + "/archive", root());
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(mariaDb.made()).hasSameElementsAs(all);
        assertThat(host.folder(SITE)).exists();
    }

    @Test
    void a_reinstalled_site_is_fresh_and_has_its_new_password() {
        host.site(SITE);
        var job = host.over(
                SiteHost.SITES + "/" + SITE + "/reinstall",
                Map.of("mariadb_root_password", mariaDb.rootPassword(), "admin_password", "the-second-one"));
        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.data().get("output").asString()).isEqualTo("Installing frappe...");
        assertThat(host.ask(SITE, "select password from DB.__Auth")).containsExactly(SiteHost.hash("the-second-one"));
        assertThat(mariaDb.made()).hasSize(before.size() + 2);
    }

    @Test
    void users_are_made_and_logged_in() {
        host.site(SITE);
        var path = SiteHost.SITES + "/" + SITE;
        var user = Map.of("email", "o.hara@example.test", "first_name", "Scarlett", "last_name", "O'Hara");
        assertThat(host.over(path + "/create-user", user).status()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(host.ask(SITE, "select last_name from DB.tabUser where first_name = 'Scarlett'"))
                .containsExactly("O'Hara");

        var sid = Wire.tree(host.client
                        .post(path + "/sid", "{\"user\":\"o.hara@example.test\"}")
                        .body())
                .get("sid")
                .asString();
        assertThat(host.ask(SITE, "select user from DB.tabSessions where sid = '" + sid + "'"))
                .containsExactly("o.hara@example.test");
        assertThat(host.client.get(path + "/sid").body()).contains("\"sid\":");
        assertThat(host.ask(SITE, "select user from DB.tabSessions")).contains("Administrator");

        var nobody = host.client.post(path + "/sid", "{\"user\":\"nobody@example.test\"}");
        assertThat(nobody.statusCode()).isEqualTo(500);
        assertThat(nobody.body()).contains("did not log nobody@example.test in");
    }

    @Test
    void no_answer_to_the_setup_wizard_is_shown_by_what_it_prints() {
        host.site(SITE);
        host.bench.write("fail-setup-complete", "frappe.ValidationError: weak: wizard-secret of ada-lovelace\n");
        var job = host.over(
                SiteHost.SITES + "/" + SITE + "/complete-setup-wizard",
                Map.of("password", "wizard-secret", "people", List.of(Map.of("name", "ada-lovelace"))));
        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.toString())
                .contains("ValidationError: weak: [secret] of [secret]")
                .doesNotContain("wizard-secret", "ada-lovelace");
    }

    @Test
    void the_setup_wizard_is_answered() {
        host.site(SITE);
        var job = host.over(
                SiteHost.SITES + "/" + SITE + "/complete-setup-wizard",
                Map.of("language", "English", "password", "wizard-secret", "full_name", "A \"quoted\"\nname"));
        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
        assertThat(job.toString()).doesNotContain("wizard-secret");
        assertThat(host.ask(SITE, "select value from DB.tabSingles where field = 'setup_complete'"))
                .containsExactly("1");
    }
}
