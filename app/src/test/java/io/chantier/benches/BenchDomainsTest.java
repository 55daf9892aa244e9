package io.chantier.benches;

import static io.chantier.deployment.Online.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.servers.BenchRoutes;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.domains.NamedSite;
import io.chantier.identity.TeamFixture;
import io.chantier.ingress.Route;
import io.chantier.ingress.RoutedSite.Place;
import io.chantier.ingress.Routing;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.lifecycle.BenchNameSweep;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.Sites;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Names of customers' own for a site on a bench: our agent, a real nginx behind it, and visitors who come to our edge. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchDomainsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    Jobs work;

    @Autowired
    Sites sites;

    @Autowired
    TeamFixture people;

    @Autowired
    JdbcClient database;

    @Autowired
    BenchNameSweep sweep;

    @Autowired
    NamedSite named;

    @Autowired
    EdgeServer edge;

    @Autowired
    Routing routing;

    @Autowired
    BenchRoutes routes;

    @Autowired
    SiteAddresses addresses;

    private AdoptedShop shop;
    private Site site;
    private String name;

    @BeforeEach
    void start() {
        shop = AdoptedShop.behindNginx(home, environment, work);
        site = sites.find(people.firstTeam(), new Slug(shop.slug)).orElseThrow();
        name = "n" + UUID.randomUUID().toString().substring(0, 8) + ".example.net";
    }

    @AfterEach
    void stop() {
        Leftovers.forgetNames(database, site);
        shop.close();
    }

    @Test
    void a_proved_name_leads_visitors_of_our_edge_to_the_site_on_its_bench_until_it_is_given_back() {
        assertThat(get(edge, name, "/")).startsWith("HTTP/1.1 404");
        var id = named.proved(site, name);

        visited(name, "desk serves " + AdoptedShop.HOST + " to " + name);
        visited(shop.slug + ".localhost", "desk serves " + AdoptedShop.HOST);
        assertThat(told()).containsExactlyInAnyOrder(name, shop.slug + ".localhost");
        assertThat(routes.now())
                .filteredOn(one -> one.slug().equals(site.slug()))
                .extracting(one -> one.place() instanceof Place.Elsewhere)
                .containsExactly(true);
        assertThat(routing.now().routes())
                .filteredOn(route -> route.host().equals(new Route.Host.Exactly(new DomainName(name))))
                .extracting(route -> route.target() instanceof Route.Target.To(var pool) ? pool.name() : "")
                .containsExactly("site-" + shop.slug);

        settled();
        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> told().isEmpty());
        settled();
        await().atMost(PATIENCE).until(() -> get(edge, name, "/").startsWith("HTTP/1.1 404"));
        shop.nginx().awaitNone(name, "desk serves");
        assertThat(get(edge, shop.slug + ".localhost", "/")).startsWith("HTTP/1.1 404");
    }

    @Test
    void the_site_calls_itself_by_its_main_name_once_that_works_and_by_its_own_again_when_it_is_gone() {
        assertThat(addresses.of(site)).hasToString("https://" + AdoptedShop.HOST);
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        assertThat(addresses.of(site)).hasToString("https://" + AdoptedShop.HOST);
        assertThat(shop.config(AdoptedShop.HOST).has("host_name")).isFalse();

        named.secured(site, id);
        await().atMost(PATIENCE).until(() -> hostName().contains(name));
        assertThat(addresses.of(site).getHost()).isEqualTo(name);
        assertThat(hostName()).isEqualTo(addresses.of(site).toString());
        assertThat(Client.json(shop.api.get(shop.path(""))).get("url").asString())
                .contains(name);
        await().atMost(PATIENCE)
                .until(() -> get(edge, shop.slug + ".localhost", "/desk?a=1").contains("://" + name));

        settled();
        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> hostName().equals("https://" + AdoptedShop.HOST));
        assertThat(addresses.of(site)).hasToString("https://" + AdoptedShop.HOST);
    }

    @Test
    void names_that_the_site_had_before_us_stay_whatever_is_added_and_given_back() {
        shop.bench.write(
                "sites/" + AdoptedShop.HOST + "/site_config.json",
                shop.config(AdoptedShop.HOST)
                        .toString()
                        .replaceFirst(
                                "\\{", "{\"domains\": [\"old.example.org\", {\"domain\": \"tls.example.org\"}],"));
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        shop.api.delete(shop.path("/domains/" + id));
        await().atMost(PATIENCE).until(() -> !told().contains(name));
        settled();
        assertThat(told()).containsExactlyInAnyOrder("old.example.org", "tls.example.org");
    }

    @Test
    void a_name_of_another_site_of_the_bench_is_said_and_keeps_no_other_from_working() {
        var bad = "b" + name;
        shop.bench.write(
                "sites/demo.local.test/site_config.json",
                "{\"db_name\": \"_db\", \"db_password\": \"x\", \"domains\": [\"" + bad + "\"]}");
        named.proved(site, bad);
        await().atMost(PATIENCE).until(() -> newest().state() == JobState.FAILED);
        assertThat(newest().failure().code()).isEqualTo("agent-name-taken");
        assertThat(newest().failure().arguments()).containsEntry("host", bad);
        assertThat(newest().failure().arguments().toString()).doesNotContain("demo.local.test");
        var order = database.sql("select id from agent_job where site_id = ? and state = 'FAILURE'")
                .param(site.id().value())
                .query(UUID.class)
                .list()
                .getFirst();
        assertThat(shop.api.get("/api/agent-jobs/" + order).body()).doesNotContain("demo.local.test");

        named.proved(site, name);
        visited(name, "desk serves " + AdoptedShop.HOST + " to " + name);
        assertThat(told()).contains(name).doesNotContain(bad);
        await().atMost(PATIENCE).until(() -> !newest().state().isActive());
    }

    @Test
    void what_changes_while_the_agent_is_away_is_followed_when_it_is_back() {
        shop.away();
        var id = named.proved(site, name);
        var other = "o" + name;
        named.proved(site, other);
        shop.api.delete(shop.path("/domains/" + id));
        await().atMost(PATIENCE).until(() -> newest().state() == JobState.WAITING);
        shop.back();
        await().atMost(PATIENCE).until(() -> told().contains(other));
        settled();
        assertThat(told()).containsExactlyInAnyOrder(other, shop.slug + ".localhost");
    }

    @Test
    void what_the_agent_has_already_is_not_ordered_once_more() {
        named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        long ordered = orders();
        var other = named.proved(site, "p" + name);
        await().atMost(PATIENCE).until(() -> told().contains("p" + name));
        settled();
        assertThat(orders()).isEqualTo(ordered + 1);
        shop.api.send("PUT", shop.path("/domains/" + other + "/primary"), "", "application/json");
        settled();
        assertThat(orders()).isEqualTo(ordered + 1);
    }

    @Test
    void what_was_forgotten_is_found_later_and_followed() {
        named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        shop.bench.write(
                "sites/" + AdoptedShop.HOST + "/site_config.json",
                shop.config(AdoptedShop.HOST).toString().replaceFirst(",?\"domains\":\\[[^]]*]", ""));
        database.sql("update bench_site set domains = '[]' where site_id = ?")
                .param(site.id().value())
                .update();
        assertThat(told()).isEmpty();
        sweep.now();
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
    }

    @Test
    void a_name_that_is_given_back_while_the_agent_is_about_to_add_it_is_taken_away_again() {
        shop.occupy();
        var id = named.proved(site, name);
        awaitAdding();
        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        shop.release();
        await().atMost(PATIENCE).until(() -> asked().isEmpty());
        settled();
        assertThat(told()).isEmpty();
        assertThat(ordered("Add Domain")).isEqualTo(ordered("Remove Domain"));
        shop.nginx().awaitNone(name, "desk serves");
    }

    @Test
    void a_name_that_is_given_back_after_its_job_was_stopped_is_taken_away_from_where_it_arrived_later() {
        shop.occupy();
        var id = named.proved(site, name);
        awaitAdding();
        var job = newest();
        assertThat(shop.api.post("/api/jobs/" + job.id() + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE).until(() -> !newest().state().isActive());
        shop.release();
        await().atMost(PATIENCE).until(() -> told().contains(name));

        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> told().isEmpty());
        settled();
        assertThat(asked()).isEmpty();
    }

    @Test
    void a_name_that_comes_and_goes_and_comes_again_is_there_at_the_end() {
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        shop.occupy();
        shop.api.delete(shop.path("/domains/" + id));
        await().atMost(PATIENCE).until(() -> ordered("Remove Domain") == 1);
        named.proved(site, name);
        shop.release();
        visited(name, "desk serves " + AdoptedShop.HOST + " to " + name);
        settled();
        assertThat(told()).containsExactlyInAnyOrder(name, shop.slug + ".localhost");
    }

    @Test
    void names_whose_removal_fails_are_all_ordered_anew_by_the_next_job() throws IOException {
        var one = named.proved(site, name);
        var other = named.proved(site, "o" + name);
        await().atMost(PATIENCE).until(() -> told().size() == 3);
        settled();
        var broken = Files.writeString(home.resolve("nginx/conf/zz-broken.conf"), "this is no nginx;");
        shop.occupy();
        for (var id : List.of(one, other)) {
            assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode())
                    .isEqualTo(204);
        }
        shop.release();
        await().atMost(PATIENCE).until(() -> newest().state() == JobState.FAILED);
        assertThat(ordered("Remove Domain")).isEqualTo(3);

        sweepLater();
        await().atMost(PATIENCE).until(() -> ordered("Remove Domain") == 6);
        await().atMost(PATIENCE).until(() -> newest().state() == JobState.FAILED);
        assertThat(asked()).hasSize(3);

        Files.delete(broken);
        sweepLater();
        await().atMost(PATIENCE).until(() -> told().isEmpty() && asked().isEmpty());
        settled();
        assertThat(ordered("Remove Domain")).isEqualTo(9);
    }

    /** What failed is asked for again after an hour. */
    private void sweepLater() {
        database.sql("update job set finished_at = finished_at - interval '2 hours' where subject = ?")
                .param(site.id().behind())
                .update();
        sweep.now();
    }

    @Test
    void a_site_is_let_go_once_the_names_that_it_has_from_us_are_taken_away() {
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        var refused = shop.api.delete(shop.path("/adoption"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("bench-site-named");
        var page = "/sites/" + shop.slug;
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var seen = person.submit(page + "/farewell", page + "/adoption/end", Map.of());
        assertThat(seen.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(seen.body()).text()).contains("D’abord ses domaines", "onglet Domaines");

        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        await().atMost(PATIENCE).until(() -> asked().isEmpty());
        settled();
        assertThat(shop.api.delete(shop.path("/adoption")).statusCode()).isEqualTo(204);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_site_of_a_server_that_nobody_has_heard_of_since_yesterday_is_let_go_with_its_names() {
        named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        int changed = database.sql("""
                        update bench_server set seen_at = seen_at - interval '25 hours' where id =
                            (select server_id from bench join bench_site on bench.id = bench_id where site_id = ?)
                        """).param(site.id().value()).update();
        assertThat(changed).isOne();
        assertThat(shop.api.delete(shop.path("/adoption")).statusCode()).isEqualTo(204);
        assertThat(told()).contains(name);
    }

    @Test
    void a_broken_site_is_followed_once_it_is_mended_and_an_archived_one_lets_its_names_go() {
        var id = named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(name));
        settled();
        state("BROKEN");
        long jobs = follows();
        assertThat(shop.api.delete(shop.path("/domains/" + id)).statusCode()).isEqualTo(204);
        sweep.now();
        assertThat(follows()).isEqualTo(jobs);
        assertThat(asked()).contains(name);

        state("LIVE");
        sweep.now();
        await().atMost(PATIENCE).until(() -> told().isEmpty());
        settled();

        var other = named.proved(site, "o" + name);
        await().atMost(PATIENCE).until(() -> told().contains("o" + name));
        settled();
        state("ARCHIVED");
        long before = follows();
        assertThat(shop.api.delete(shop.path("/domains/" + other)).statusCode()).isEqualTo(204);
        assertThat(asked()).isEmpty();
        sweep.now();
        assertThat(follows()).isEqualTo(before);
        state("LIVE");
    }

    @Test
    void another_domain_of_the_installation_is_followed_by_adopted_sites_with_a_domain_and_by_those_that_we_made() {
        named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(shop.slug + ".localhost"));
        settled();
        inDomain(domain -> {
            await().atMost(PATIENCE).until(() -> told().contains(shop.slug + "." + domain));
            settled();
            assertThat(told()).containsExactlyInAnyOrder(name, shop.slug + "." + domain);
            visited(shop.slug + "." + domain, "desk serves " + AdoptedShop.HOST);
        });

        adopted(false);
        inDomain(domain -> await().atMost(PATIENCE).until(() -> hostName().contains(shop.slug + "." + domain)));
        adopted(true);
    }

    /** Has the sites of the installation called by another domain meanwhile. */
    private void inDomain(Consumer<String> work) {
        var domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".example.org";
        assertThat(shop.api.put("/api/settings", Map.of("domain", domain)).statusCode())
                .isEqualTo(200);
        try {
            sweep.now();
            work.accept(domain);
        } finally {
            shop.api.put("/api/settings", Map.of("domain", ""));
        }
    }

    private void adopted(boolean adopted) {
        database.sql("update bench_site set adopted = ? where site_id = ?")
                .params(adopted, site.id().value())
                .update();
    }

    @Test
    void the_tab_of_domains_tells_the_names_under_which_the_site_answers() {
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var page = "/sites/" + shop.slug + "/domains";
        var own = shop.slug + ".localhost";
        assertThat(Jsoup.parse(person.get(page).body()).select(".empty-state").text())
                .contains(AdoptedShop.HOST)
                .doesNotContain(own);

        named.waiting(site);
        assertThat(platform(person, page)).contains(own + " ne mène pas encore à ce site", AdoptedShop.HOST);

        named.proved(site, name);
        await().atMost(PATIENCE).until(() -> told().contains(own));
        settled();
        assertThat(platform(person, page))
                .contains("Le site répond aussi à " + AdoptedShop.HOST)
                .doesNotContain("pas encore");
    }

    private static String platform(Client person, String page) {
        return Jsoup.parse(person.get(page).body())
                .select("form[action$=/platform]")
                .parents()
                .first()
                .text();
    }

    /** The order to add the name has arrived at the agent, which has something else to do. */
    private void awaitAdding() {
        await().atMost(PATIENCE)
                .until(() -> database.sql("select count(*) from agent_job where site_id = ? and name = 'Add Domain'"
                                        + " and number is not null and path like '%domains'")
                                .param(site.id().value())
                                .query(Long.class)
                                .single()
                        > 0);
        assertThat(told()).isEmpty();
    }

    private Set<String> asked() {
        return Set.copyOf(database.sql("select jsonb_object_keys(asked) from bench_site where site_id = ?")
                .param(site.id().value())
                .query(String.class)
                .list());
    }

    private long ordered(String name) {
        return database.sql("select count(*) from agent_job where site_id = ? and name = ?")
                .params(site.id().value(), name)
                .query(Long.class)
                .single();
    }

    private long follows() {
        return database.sql("select count(*) from job where subject = ? and kind = 'follow-bench-domains'")
                .param(site.id().behind())
                .query(Long.class)
                .single();
    }

    private void state(String state) {
        database.sql("update site set state = ? where id = ?")
                .params(state, site.id().value())
                .update();
    }

    private long orders() {
        return database.sql("select count(*) from agent_job where site_id = ?")
                .param(site.id().value())
                .query(Long.class)
                .single();
    }

    private void visited(String host, String says) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(edge, host, "/"))
                        .startsWith("HTTP/1.1 200")
                        .contains(says));
    }

    private List<String> told() {
        return shop.names(AdoptedShop.HOST);
    }

    private String hostName() {
        return shop.config(AdoptedShop.HOST).path("host_name").asString("");
    }

    private Job newest() {
        return work.list(Jobs.Query.ofSubject(
                        people.firstTeam().value(), site.id().behind()))
                .getFirst();
    }

    private void settled() {
        await().atMost(PATIENCE).until(() -> !newest().state().isActive());
        assertThat(newest().state())
                .as(Wire.write(Map.of("why", String.valueOf(newest().failure()))))
                .isEqualTo(JobState.SUCCEEDED);
    }
}
