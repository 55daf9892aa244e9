package io.chantier.benches;

import static io.chantier.deployment.Online.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
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

    private AdoptedShop shop;
    private Site site;
    private String wanted;

    @BeforeEach
    void start() {
        shop = AdoptedShop.behindNginx(home, environment, work);
        site = sites.find(people.firstTeam(), new Slug(shop.slug)).orElseThrow();
        wanted = "r" + UUID.randomUUID().toString().substring(0, 8) + ".example.net";
    }

    @AfterEach
    void stop() {
        Leftovers.forgetNames(database, site);
        shop.close();
    }

    @Test
    void a_site_gets_another_name_on_its_bench_after_a_backup_and_answers_to_it() {
        own(wanted);
        var job = shop.done(rename(wanted));

        assertThat(job.steps().stream().map(step -> step.name()))
                .containsExactly("back-up-bench-site", "rename-bench-site");
        assertThat(host()).isEqualTo(wanted);
        assertThat(there(wanted)).isTrue();
        assertThat(there(AdoptedShop.HOST)).isFalse();
        assertThat(shop.config(wanted).get("host_name").asString()).isEqualTo("https://" + wanted);
        assertThat(shop.config(wanted).path("maintenance_mode").asInt(0)).isZero();
        shop.nginx().awaitVisit(wanted, "/", "desk serves " + wanted);
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
        own(wanted);
        named.proved(site, other);
        await().atMost(PATIENCE).until(() -> get(edge, other, "/").contains("desk serves " + AdoptedShop.HOST));
        settled();

        shop.done(rename(wanted));
        for (var name : List.of(wanted, other)) {
            await().atMost(PATIENCE)
                    .until(() -> get(edge, name, "/").contains("desk serves " + wanted + " to " + name));
        }
        settled();
        assertThat(shop.names(wanted)).containsExactlyInAnyOrder(other, shop.slug + ".localhost");
    }

    @Test
    void what_the_agent_cannot_rename_answers_as_before_and_says_why_and_can_be_tried_again() {
        own(wanted);
        shop.bench.write("fail-set-maintenance-mode", "frappe.exceptions.Broken: no\n");
        var job = shop.over(shop.begun(rename(wanted)));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("agent-job-failed");
        assertIsAsBefore("desk");

        shop.bench.remove("fail-set-maintenance-mode");
        retried(job);
        assertThat(host()).isEqualTo(wanted);
        assertThat(there(wanted)).isTrue();
    }

    @Test
    void a_site_that_is_silent_under_its_new_name_answers_as_before_and_a_retry_begins_anew() {
        own(wanted);
        shop.web().close();
        var job = shop.over(shop.begun(rename(wanted)));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(job.failure()).code()).isEqualTo("bench-name-silent");
        assertThat(there(wanted)).isFalse();
        assertThat(shop.config(AdoptedShop.HOST).get("host_name").asString()).isEqualTo("https://" + AdoptedShop.HOST);

        try (var again = new WebProgram("again")) {
            shop.servedBy(again);
            named.proved(site, "o" + wanted);
            await().atMost(PATIENCE).until(() -> get(edge, "o" + wanted, "/").contains("again serves"));
            assertIsAsBefore("again");
            retried(job);
            assertThat(host()).isEqualTo(wanted);
            shop.nginx().awaitVisit(wanted, "/", "again serves " + wanted);
        }
    }

    @Test
    void a_name_that_is_given_back_before_its_turn_comes_is_not_given_to_the_site() {
        var id = own(wanted);
        shop.bench.write("fail-backup", "frappe.exceptions.Broken: no\n");
        var job = shop.over(shop.begun(rename(wanted)));
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        shop.bench.remove("fail-backup");

        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        assertThat(shop.api.post("/api/jobs/" + job.id() + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        var again = shop.over(job.id());
        assertThat(again.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(again.failure()).code()).isEqualTo("bench-name-unproved");
        assertThat(renames()).isZero();
        assertThat(there(AdoptedShop.HOST)).isTrue();
    }

    @Test
    void the_application_that_is_stopped_in_the_middle_reads_from_the_agent_which_name_the_site_has() {
        own(wanted);
        var job = shop.done(rename(wanted));
        database.sql("update bench_site set host = ? where site_id = ?")
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
    void a_name_that_is_not_the_site_s_or_none_is_refused_and_nothing_is_ordered() {
        for (var host : List.of("", "a b", "shop_1.example.org", "../x", "1.2.3.4", "x".repeat(250), "--force")) {
            assertWrong(rename(host), host.isEmpty() ? "required" : "malformed");
        }
        assertWrong(rename(AdoptedShop.HOST), "bench-name-same");
        for (var host : List.of("demo.local.test", "somebody-else.localhost", "localhost", wanted)) {
            assertWrong(rename(host), "bench-name-unproved");
        }
        var theirs = "t" + wanted;
        named.proved(drafts.hosted(people.stranger().team(), theirs, SiteState.LIVE), theirs);
        assertWrong(rename(theirs), "bench-name-unproved");
        var given = "g" + UUID.randomUUID() + ".localhost";
        named.proved(site, given);
        assertWrong(rename(given), "bench-name-unproved");
        named.proved(site, "demo.local.test");
        assertWrong(rename("demo.local.test"), "bench-host-taken");
        assertThat(renames()).isZero();
    }

    @Test
    void those_who_manage_the_team_rename_it_on_the_sites_page() {
        own(wanted);
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

    @Test
    void the_short_name_of_a_site_is_its_own_without_a_proof() {
        var own = shop.slug + ".localhost";
        shop.done(rename(own));
        assertThat(host()).isEqualTo(own);
        shop.nginx().awaitVisit(own, "/", "desk serves " + own);
        assertThat(addresses.of(site).getHost()).isEqualTo(own);
    }

    /** Proves the name, and waits until the site answers to it; the domain's id. */
    private String own(String name) {
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> get(edge, name, "/").contains("desk serves " + AdoptedShop.HOST));
        settled();
        return id;
    }

    private void assertIsAsBefore(String program) {
        assertThat(host()).isEqualTo(AdoptedShop.HOST);
        assertThat(there(AdoptedShop.HOST)).isTrue();
        assertThat(shop.names(AdoptedShop.HOST)).contains(wanted, shop.slug + ".localhost");
        for (var name : List.of(wanted, shop.slug + ".localhost")) {
            await().atMost(PATIENCE)
                    .until(() ->
                            get(edge, name, "/").contains(program + " serves " + AdoptedShop.HOST + " to " + name));
        }
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
