package io.chantier.benches;

import static io.chantier.deployment.Online.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.TestNginx;
import io.chantier.agent.WebProgram;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.domains.NamedSite;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Another name for a site on its bench: our agent, a real MariaDB and a real nginx behind. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchRenameTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    Jobs work;

    @Autowired
    Sites sites;

    @Autowired
    Drafts drafts;

    @Autowired
    TeamFixture people;

    @Autowired
    NamedSite named;

    @Autowired
    JdbcClient database;

    @Autowired
    EdgeServer edge;

    @Autowired
    SiteAddresses addresses;

    private final WebProgram web = new WebProgram("desk");
    private TestNginx nginx;
    private AdoptedShop shop;
    private Site site;
    private String wanted;

    @BeforeEach
    void start() {
        nginx = new TestNginx(home.resolve("nginx"), TestNginx.freePort());
        shop = new AdoptedShop(
                home, environment, work, new HashMap<>(nginx.environment()), "http://127.0.0.1:" + nginx.http);
        shop.bench.write("config.json", "{\"web_port\": " + web.port() + "}");
        site = sites.find(people.firstTeam(), new Slug(shop.slug)).orElseThrow();
        wanted = "r" + UUID.randomUUID().toString().substring(0, 8) + ".example.net";
    }

    @AfterEach
    void stop() {
        shop.close();
        nginx.close();
        web.close();
    }

    @Test
    void a_site_gets_another_name_on_its_bench_after_a_backup_and_answers_to_it() {
        var job = shop.done(rename(wanted));

        assertThat(job.steps().stream().map(step -> step.name()))
                .containsExactly("back-up-bench-site", "rename-bench-site");
        assertThat(host()).isEqualTo(wanted);
        assertThat(there(wanted)).isTrue();
        assertThat(there(AdoptedShop.HOST)).isFalse();
        assertThat(shop.config(wanted).get("host_name").asString()).isEqualTo("https://" + wanted);
        assertThat(shop.config(wanted).path("maintenance_mode").asInt(0)).isZero();
        nginx.awaitVisit(wanted, "/", "desk serves " + wanted);
        assertThat(addresses.of(site)).hasToString("https://" + wanted);
        shop.done(shop.api.post(shop.path("/backups"), Map.of()));
        assertThat(database.sql("select details::text from audit_event where action = 'site.rename-bench-site'"
                                + " order by at desc limit 1")
                        .query(String.class)
                        .single())
                .contains(AdoptedShop.HOST, wanted);
    }

    @Test
    void domains_lead_to_the_site_under_its_new_name_also_where_it_is_one_of_them() {
        var other = "o" + wanted;
        named.proved(site, wanted);
        named.proved(site, other);
        await().atMost(PATIENCE).until(() -> get(edge, other, "/").contains("desk serves " + AdoptedShop.HOST));
        settled();

        shop.done(rename(wanted));
        for (var name : List.of(wanted, other)) {
            await().atMost(PATIENCE)
                    .until(() -> get(edge, name, "/").contains("desk serves " + wanted + " to " + name));
        }
        settled();
        assertThat(shop.config(wanted).get("domains").valueStream().map(name -> name.asString()))
                .containsExactlyInAnyOrder(other, shop.slug + ".localhost");
    }

    @Test
    void what_the_agent_cannot_rename_keeps_its_name_and_says_why_and_can_be_tried_again() {
        shop.bench.write("fail-set-maintenance-mode", "frappe.exceptions.Broken: no\n");
        var job = shop.over(shop.begun(rename(wanted)));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("agent-job-failed");
        assertThat(host()).isEqualTo(AdoptedShop.HOST);
        assertThat(there(AdoptedShop.HOST)).isTrue();

        shop.bench.remove("fail-set-maintenance-mode");
        retried(job);
        assertThat(host()).isEqualTo(wanted);
        assertThat(there(wanted)).isTrue();
    }

    @Test
    void a_site_that_is_silent_under_its_new_name_gets_its_old_one_again() {
        web.close();
        var job = shop.over(shop.begun(rename(wanted)));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("bench-name-silent");
        assertThat(host()).isEqualTo(AdoptedShop.HOST);
        assertThat(there(AdoptedShop.HOST)).isTrue();
        assertThat(there(wanted)).isFalse();
        assertThat(shop.config(AdoptedShop.HOST).get("host_name").asString()).isEqualTo("https://" + AdoptedShop.HOST);

        try (var again = new WebProgram("again")) {
            shop.bench.write("config.json", "{\"web_port\": " + again.port() + "}");
            retried(job);
            assertThat(host()).isEqualTo(wanted);
            nginx.awaitVisit(wanted, "/", "again serves " + wanted);
        }
    }

    @Test
    void the_application_that_is_stopped_in_the_middle_reads_from_the_agent_which_name_the_site_has() {
        var job = shop.done(rename(wanted));
        database.sql("update bench_site set host = ?, domains = '[]' where site_id = ?")
                .params(AdoptedShop.HOST, site.id().value())
                .update();
        long ordered = renames();
        database.sql("update agent_job set id = gen_random_uuid() where site_id = ? and name = 'Rename Site'")
                .param(site.id().value())
                .update();
        database.sql(
                        "update job_step set state = 'PENDING', result = null where job_id = ? and name = 'rename-bench-site'")
                .param(job.id().value())
                .update();
        database.sql("update job set state = 'FAILED' where id = ?")
                .param(job.id().value())
                .update();
        retried(job);
        assertThat(host()).isEqualTo(wanted);
        assertThat(renames()).isEqualTo(ordered);
    }

    @Test
    void a_name_that_is_taken_or_none_is_refused_and_nothing_is_ordered() {
        for (var host : List.of("", "a b", "shop_1.example.org", "../x", "1.2.3.4", "x".repeat(250), "--force")) {
            assertWrong(rename(host), host.isEmpty() ? "required" : "malformed");
        }
        assertWrong(rename(AdoptedShop.HOST), "bench-name-same");
        assertWrong(rename("demo.local.test"), "bench-host-taken");
        assertWrong(rename("somebody-else.localhost"), "bench-host-taken");
        var theirs = "t" + wanted;
        named.proved(drafts.hosted(people.stranger().team(), theirs, SiteState.LIVE), theirs);
        assertWrong(rename(theirs), "bench-host-taken");
        assertThat(renames()).isZero();
    }

    @Test
    void those_who_manage_the_team_rename_it_on_the_sites_page() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var page = "/sites/" + shop.slug;
        assertThat(Jsoup.parse(person.get(page).body()).select("a[href$=/bench-name]"))
                .isNotEmpty();
        var wrong = person.submit(page + "/bench-name", Map.of("host", "demo.local.test"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.body()).select("#wrong-host").text()).contains("demo.local.test");
        assertThat(person.submit(page + "/bench-name", Map.of("host", wanted)).statusCode())
                .isEqualTo(302);
        await().atMost(PATIENCE).until(() -> host().equals(wanted));

        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(editor.post(shop.path("/bench-name"), Map.of("host", "x" + wanted))
                        .statusCode())
                .isEqualTo(403);
        await().atMost(PATIENCE).until(() -> newest(site.id().toString()).state() == JobState.SUCCEEDED);
    }

    private HttpResponse<String> rename(String host) {
        return shop.api.post(shop.path("/bench-name"), Map.of("host", host));
    }

    private void retried(Job job) {
        assertThat(shop.api.post("/api/jobs/" + job.id() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE).until(() -> work.find(job.id()).orElseThrow().state() == JobState.SUCCEEDED);
    }

    private String host() {
        return database.sql("select host from bench_site where site_id = ?")
                .param(site.id().value())
                .query(String.class)
                .single();
    }

    private boolean there(String name) {
        return Files.isDirectory(shop.bench.folder().resolve("sites").resolve(name));
    }

    private long renames() {
        return database.sql("select count(*) from agent_job where site_id = ? and name = 'Rename Site'")
                .param(site.id().value())
                .query(Long.class)
                .single();
    }

    private Job newest(String subject) {
        return work.list(Jobs.Query.ofSubject(people.firstTeam().value(), subject))
                .getFirst();
    }

    private void settled() {
        await().atMost(PATIENCE).until(() -> newest(site.id().behind()).state() == JobState.SUCCEEDED);
    }

    private static void assertWrong(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer).at("/errors/0/field").asString()).isEqualTo("host");
        assertThat(Client.json(answer).at("/errors/0/code").asString()).isEqualTo(code);
    }
}
