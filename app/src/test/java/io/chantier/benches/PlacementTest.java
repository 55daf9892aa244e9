package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.Placement.Need;
import io.chantier.benches.Placement.Place;
import io.chantier.benches.Placement.Reason;
import io.chantier.benches.apps.Furniture;
import io.chantier.benches.hosting.BenchPlaces;
import io.chantier.benches.servers.BenchSites;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ChantierTest
class PlacementTest {

    private static final String APPS = "{\"frappe\":\"\"}";

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Furniture furniture;

    @Autowired
    Placement placement;

    @Autowired
    BenchPlaces places;

    @Autowired
    BenchSites homes;

    @Autowired
    Drafts drafts;

    @Autowired
    Sites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private Client operator;
    private UUID group;

    @BeforeEach
    void furnish() {
        operator = Client.ofAdmin(environment);
        furniture.frameworkAt("15.2.0", "15.3.0");
        group = furniture.group("Version 15", Map.of("frappe", "15.2.0"));
    }

    @AfterEach
    void clear() {
        furniture.clear();
    }

    @Test
    void a_site_goes_to_the_least_loaded_server_that_has_a_bench_of_the_group() {
        bench(furniture.server("busy", 3.5, 10), "one");
        bench(furniture.server("quiet", 0.5, 10), "two");
        furniture.bench(furniture.server("idle", 0, 10), "of-no-group", APPS);
        assertThat(found().serverName()).isEqualTo("quiet");
        assertThat(found().benchName()).isEqualTo("two");
    }

    @Test
    void equals_go_by_name() {
        bench(furniture.server("rennes", 1, 10), "one");
        bench(furniture.server("brest", 1, 10), "two");
        assertThat(found().serverName()).isEqualTo("brest");
    }

    @Test
    void sites_that_come_at_once_are_shared_out() {
        var homes = new HashMap<UUID, UUID>();
        for (var name : new String[] {"brest", "nantes", "rennes"}) {
            var server = furniture.server(name, 1, 20);
            homes.put(server, bench(server, "bench-" + name));
        }
        var chosen = new ArrayList<String>();
        for (int at = 0; at < 30; at++) {
            var place = found();
            chosen.add(place.serverName());
            furniture.stand(place.bench(), people.firstTeam(), UUID.randomUUID(), "site-" + at + ".example");
        }
        for (var name : new String[] {"brest", "nantes", "rennes"}) {
            assertThat(chosen.stream().filter(name::equals)).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "takes_new = false | CLOSED",
                "database_password = '' | NO_PASSWORD",
                "seen_at = null | AWAY",
                "seen_at = now() - interval '1 hour' | AWAY",
                "problem_code = 'agent-unreachable' | AWAY",
                "max_sites = 1 | FULL",
                "disk_used = disk_total * 0.95 | DISK"
            })
    void a_server_that_cannot_take_it_is_passed_over_with_the_reason(String trouble, Reason reason) {
        var first = furniture.server("first", 0, 10);
        var bench = bench(first, "one");
        furniture.stand(bench, people.firstTeam(), UUID.randomUUID(), "there.example");
        furniture.change(first, trouble);
        assertThat(placement.inGroup(group))
                .isEqualTo(new Place.Nowhere(List.of(new Placement.PassedOver("first", reason))));
        var answer = operator.get("/api/release-groups/" + group + "/placement");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("no-room-for-site", "first (" + reason + ")");
        assertThat(people.browser(people.operator())
                        .get("/settings/release-groups/" + group + "?lang=fr")
                        .body())
                .contains("Aucun serveur ne prend de nouveau site", "first")
                .doesNotContain("page.groups.passed");

        bench(furniture.server("second", 4, 10), "two");
        assertThat(found().serverName()).isEqualTo("second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "takes_new = false | no-bench-closed | ouvrir un serveur",
                "database_password = '' | no-bench-password | mot de passe root",
                "problem_code = 'agent-unreachable' | no-bench-away | ne répondent pas",
                "max_sites = 1 | no-bench-full | Archivez un site",
                "disk_used = disk_total * 0.95 | no-bench-disk | faire de la place"
            })
    void who_orders_a_site_where_none_can_go_is_told_why_and_what_to_do(String trouble, String code, String remedy) {
        var first = furniture.server("first", 0, 10);
        furniture.stand(bench(first, "one"), people.firstTeam(), UUID.randomUUID(), "there.example");
        furniture.change(first, trouble);
        var closed = furniture.server("second", 0, 10);
        bench(closed, "two");
        furniture.change(closed, "takes_new = false");
        var answer = operator.with("Accept-Language", "fr").post("/api/bench-sites", wanted(group.toString()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
        assertThat(answer.body()).contains(remedy);
        assertThat(sites.find(people.firstTeam(), new Slug("placed"))).isEmpty();
    }

    @Test
    void a_group_whose_benches_are_gone_is_no_place_either() {
        var answer = operator.post("/api/bench-sites", wanted(group.toString()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("no-bench");
    }

    private static Map<String, Object> wanted(String group) {
        return Map.of("slug", "placed", "group", group, "adminPassword", "a good passphrase");
    }

    @Test
    void a_group_without_an_active_bench_has_no_place() {
        assertThat(placement.inGroup(group)).isEqualTo(new Place.Nowhere(List.of()));
        assertThat(operator.get("/api/release-groups/" + group + "/placement").body())
                .contains("no-bench-of-group");
        var bench = bench(furniture.server("nantes", 1, 10), "one");
        furniture.changeBench(bench, "state = 'MISSING'");
        assertThat(placement.inGroup(group)).isInstanceOf(Place.Nowhere.class);
    }

    @Test
    void on_a_server_the_bench_with_the_newest_state_of_the_group_is_taken() {
        var server = furniture.server("nantes", 1, 10);
        var old = bench(server, "a-old");
        operator.put("/api/release-groups/" + group, Map.of("apps", Map.of("frappe", "15.3.0")));
        bench(server, "b-new");
        assertThat(found().benchName()).isEqualTo("b-new");
        assertThat(found().number()).isEqualTo(2);
        assertThat(found().bench()).isNotEqualTo(old);
    }

    @Test
    void whoever_names_apps_gets_a_bench_that_has_them_all_whatever_its_group() {
        furniture.bench(furniture.server("idle", 0, 10), "plain", APPS);
        var busy = furniture.server("busy", 3, 10);
        furniture.bench(busy, "shop", "{\"frappe\":\"\",\"placed_shop\":\"\"}");
        assertThat(placement.of(need("frappe")))
                .isInstanceOfSatisfying(
                        Place.Found.class,
                        place -> assertThat(place.serverName()).isEqualTo("idle"));
        assertThat(placement.of(need("frappe", "placed_shop")))
                .isInstanceOfSatisfying(
                        Place.Found.class,
                        place -> assertThat(place.benchName()).isEqualTo("shop"));
        assertThat(placement.of(need("frappe", "placed_nothing"))).isEqualTo(new Place.Nowhere(List.of()));
        assertThat(placement.apps(people.firstTeam())).contains("frappe", "placed_shop");
        furniture.change(busy, "takes_new = false");
        assertThat(placement.apps(people.firstTeam())).contains("frappe").doesNotContain("placed_shop");
    }

    @Test
    void a_bench_that_is_reserved_takes_no_site_of_a_stranger_neither_by_its_group_nor_by_its_apps() {
        var bench = bench(furniture.server("nantes", 0, 10), "of-the-customer");
        var person = people.stranger();
        var stranger = person.team();
        var customer = people.firstTeam();
        assertThat(placement.of(new Need(stranger, group, List.of("frappe")))).isInstanceOf(Place.Found.class);

        var reserved =
                operator.put("/api/release-groups/" + group + "/teams", Map.of("teams", List.of(customer.toString())));
        assertThat(reserved.statusCode()).as(reserved.body()).isEqualTo(200);
        assertThat(Client.json(reserved).at("/teams/0").asString()).isEqualTo(customer.toString());
        assertThat(placement.of(new Need(stranger, group, List.of("frappe")))).isEqualTo(new Place.Nowhere(List.of()));
        assertThat(placement.of(new Need(stranger, null, List.of("frappe")))).isEqualTo(new Place.Nowhere(List.of()));
        assertThat(placement.apps(stranger)).isEmpty();
        assertThat(placement.groups(stranger)).isEmpty();
        assertThat(placement.on(bench, new Need(stranger, null, List.of("frappe"))))
                .isEqualTo(new Place.Nowhere(List.of()));
        assertAbsentFor(person);
        assertThat(placement.of(new Need(customer, group, List.of("frappe")))).isInstanceOf(Place.Found.class);
        assertThat(placement.groups(customer))
                .singleElement()
                .satisfies(open -> assertThat(open.apps()).containsExactly("frappe"));

        furniture.bench(furniture.server("open", 3, 10), "for-all", APPS);
        assertThat(placement.of(new Need(stranger, null, List.of("frappe"))))
                .isInstanceOfSatisfying(
                        Place.Found.class,
                        place -> assertThat(place.benchName()).isEqualTo("for-all"));

        operator.put("/api/release-groups/" + group + "/teams", Map.of("teams", List.of()));
        assertThat(placement.of(new Need(stranger, group, List.of("frappe")))).isInstanceOf(Place.Found.class);
    }

    private void assertAbsentFor(Person stranger) {
        var program = people.program(stranger);
        assertThat(Client.json(program.get("/api/bench-sites/choice")).get("groups"))
                .isEmpty();
        assertField(program.post("/api/bench-sites", wanted(group.toString())), "group");
        assertThat(people.browser(stranger)
                        .get("/sites/new/bench?group=" + group)
                        .body())
                .doesNotContain("Version 15", group.toString());
    }

    @Test
    void the_page_of_a_group_says_for_whom_it_is_and_only_an_operator_changes_that() {
        var customer = people.stranger();
        var page = "/settings/release-groups/" + group;
        var browser = people.browser(people.operator());
        browser.submit(page, page + "/teams", Map.of("team", customer.team().toString()));
        var shown = Jsoup.parse(browser.get(page).body());
        assertThat(shown.select("input[name=team][checked]").eachAttr("value"))
                .containsExactly(customer.team().toString());
        assertThat(Jsoup.parse(browser.get("/settings/release-groups?lang=en").body())
                        .select("li:has(a[href=" + page + "]) .state")
                        .text())
                .isEqualTo("Reserved");

        var theirs = people.program(customer);
        assertThat(theirs.put("/api/release-groups/" + group + "/teams", Map.of("teams", List.of()))
                        .statusCode())
                .isEqualTo(403);
        browser.submit(page, page + "/teams", Map.of());
        assertThat(Client.json(operator.get("/api/release-groups/" + group)).get("teams"))
                .isEmpty();
    }

    @Test
    void the_form_keeps_what_was_typed_and_shows_the_apps_of_the_group_that_was_chosen() {
        bench(furniture.server("nantes", 0, 10), "one");
        furniture.bench(furniture.server("brest", 0, 10), "two", "{\"frappe\":\"\",\"placed_shop\":\"\"}");
        var browser = people.browser(people.operator());
        var form = "/sites/new/bench";
        assertThat(browser.get(form).body()).contains("placed_shop");
        var chosen = browser.submit(
                form,
                "/sites/bench",
                Map.of("slug", "my-typing", "group", group.toString(), "adminPassword", "typed", "look", "true"));
        var shown = Jsoup.parse(chosen.body());
        assertThat(chosen.statusCode()).isEqualTo(200);
        assertThat(shown.select("#slug").attr("value")).isEqualTo("my-typing");
        assertThat(shown.select("#group option[selected]").attr("value")).isEqualTo(group.toString());
        assertThat(shown.select("input[name=apps]")).isEmpty();
        assertThat(chosen.body()).doesNotContain("\"typed\"");
    }

    @Test
    void a_team_that_is_not_there_gets_no_group() {
        var answer = operator.put(
                "/api/release-groups/" + group + "/teams",
                Map.of("teams", List.of(UUID.randomUUID().toString())));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).at("/errors/0/field").asString("")).isEqualTo("teams");
    }

    @Test
    void twenty_sites_that_come_at_the_same_moment_do_not_overfill_a_server() throws Exception {
        bench(furniture.server("small", 0, 5), "one");
        var made = new ArrayList<Site>();
        for (int i = 0; i < 20; i++) {
            made.add(drafts.hosted(people.firstTeam(), "crowd-" + i + ".example.org", SiteState.DRAFT));
        }
        try (var threads = Executors.newFixedThreadPool(20)) {
            var answers = threads.invokeAll(made.stream()
                    .<Callable<Optional<String>>>map(site ->
                            () -> places.settle(site, new BenchPlaces.Choice(group, List.of()), Optional.empty()))
                    .toList());
            int settled = 0;
            for (var answer : answers) if (answer.get().isPresent()) settled++;
            assertThat(settled).isEqualTo(5);
        } finally {
            made.forEach(sites::delete);
        }
    }

    @Test
    void a_team_that_has_as_many_sites_as_it_may_is_told_so_and_adopted_ones_do_not_count() {
        var bench = bench(furniture.server("big", 0, 1000), "one");
        var team = people.stranger();
        for (int i = 0; i < 100; i++)
            furniture.stand(bench, team.team(), UUID.randomUUID(), "one-of-" + i + ".example");
        var wanted = Map.<String, Object>of(
                "slug", "limit-" + UUID.randomUUID().toString().substring(0, 8), "adminPassword", "a good passphrase");
        var refused = people.program(team).post("/api/bench-sites", wanted);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("bench-sites-limit");
        assertThat(refused.body()).contains("100");

        jdbc.sql("update bench_site set adopted = true where host = 'one-of-2.example'")
                .update();
        assertThat(homes.countOf(team.team())).isEqualTo(99);
    }

    @Test
    void a_place_in_a_group_that_was_reserved_for_others_since_the_order_is_given_up_unless_the_site_is_there() {
        bench(furniture.server("nantes", 0, 10), "of-the-group");
        var site = drafts.hosted(people.firstTeam(), "reserved-away.example.org", SiteState.DRAFT);
        try {
            var anywhere = new BenchPlaces.Choice(null, List.of());
            assertThat(places.settle(site, anywhere, Optional.empty())).hasValue("of-the-group (nantes)");
            reserve(people.stranger().team());
            assertThat(places.settle(site, anywhere, Optional.empty())).isEmpty();

            furniture.bench(furniture.server("open", 3, 10), "for-all", APPS);
            assertThat(places.settle(site, anywhere, Optional.empty())).hasValue("for-all (open)");
            reserve();
            assertThat(places.settle(site, anywhere, Optional.empty()))
                    .as("it keeps what it has")
                    .hasValue("for-all (open)");
        } finally {
            sites.delete(site);
        }
    }

    @Test
    void a_site_that_is_there_stays_where_others_have_the_group_for_themselves() {
        bench(furniture.server("nantes", 0, 10), "of-the-group");
        var site = drafts.hosted(people.firstTeam(), "stays-there.example.org", SiteState.DRAFT);
        try {
            var anywhere = new BenchPlaces.Choice(null, List.of());
            assertThat(places.settle(site, anywhere, Optional.empty())).isPresent();
            homes.came(site);
            reserve(people.stranger().team());
            assertThat(places.settle(site, anywhere, Optional.empty())).hasValue("of-the-group (nantes)");
        } finally {
            sites.delete(site);
        }
    }

    @Test
    void a_group_is_reserved_only_between_two_orders() throws Exception {
        bench(furniture.server("nantes", 0, 10), "one");
        var customer = people.stranger().team();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var answer = new TransactionTemplate(transactions).execute(_ -> {
                placement.takeTurn();
                var asked = threads.submit(() -> reserve(customer));
                await().during(Duration.ofSeconds(1)).until(() -> !asked.isDone());
                assertThat(placement.serves(group, people.firstTeam())).isTrue();
                return asked;
            });
            assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(placement.serves(group, people.firstTeam())).isFalse();
    }

    private HttpResponse<String> reserve(TeamId... teams) {
        var ids = Stream.of(teams).map(TeamId::toString).toList();
        var answer = operator.put("/api/release-groups/" + group + "/teams", Map.of("teams", ids));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void only_an_empty_list_opens_a_reserved_group_and_its_page_says_so_and_names_the_sites_of_others() {
        var customer = people.stranger().team();
        var bench = bench(furniture.server("nantes", 0, 10), "shared");
        furniture.stand(bench, people.firstTeam(), UUID.randomUUID(), "of-another.example");
        var browser = people.browser(people.operator());
        var page = "/settings/release-groups/" + group + "?lang=en";
        assertThat(browser.get(page).body())
                .contains("None ticked: every team may.")
                .doesNotContain("Sites of other teams");

        reserve(customer);
        var path = "/api/release-groups/" + group + "/teams";
        var nothing = new HashMap<String, Object>();
        nothing.put("teams", null);
        for (var body : List.of(Map.<String, Object>of(), nothing)) {
            var refused = operator.put(path, body);
            assertField(refused, "teams");
            assertThat(Client.json(refused).at("/errors/0/code").asString()).isEqualTo("required");
        }
        assertThat(placement.serves(group, people.firstTeam())).isFalse();
        var shown = Jsoup.parse(browser.get(page).body());
        assertThat(shown.text()).contains("None ticked: every team may.");
        assertThat(shown.select(".note.warn").text())
                .contains("Sites of other teams are on shared", "shared (nantes)", "Tick these teams too");

        assertThat(Client.json(reserve()).get("teams")).isEmpty();
        assertThat(browser.get(page).body()).doesNotContain("Sites of other teams");
    }

    @Test
    void the_form_says_why_nothing_takes_a_site_and_keeps_what_was_typed() {
        var server = furniture.server("nantes", 0, 1);
        furniture.stand(bench(server, "one"), people.firstTeam(), UUID.randomUUID(), "there.example");
        var browser = people.browser(people.operator());
        var form = Jsoup.parse(browser.get("/sites/new/bench?lang=en").body());
        assertThat(form.select(".note.bad").text()).contains("The bench servers are full", "Archive a site");

        var ordered = order(browser, group.toString());
        var shown = Jsoup.parse(ordered.body());
        assertThat(ordered.statusCode()).isEqualTo(409);
        assertThat(shown.select(".note.bad .note-remedy").text()).contains("Archive a site");
        assertThat(shown.select(".note.bad")).hasSize(1);
        assertThat(shown.select("#slug").attr("value")).isEqualTo("placed");
        assertThat(shown.select("#group option[selected]").attr("value")).isEqualTo(group.toString());

        var unknown = Jsoup.parse(order(browser, UUID.randomUUID().toString()).body());
        assertThat(unknown.select("#wrong-group")).hasSize(1);
        assertThat(unknown.select("#group")).isEmpty();
    }

    @Test
    void a_group_that_became_full_stays_chosen_and_says_so() {
        var full = furniture.server("nantes", 0, 1);
        furniture.stand(bench(full, "one"), people.firstTeam(), UUID.randomUUID(), "there.example");
        furniture.bench(furniture.server("brest", 0, 10), "two", "{\"frappe\":\"\",\"placed_shop\":\"\"}");
        var browser = people.browser(people.operator());
        var answer = order(browser, group.toString());
        var shown = Jsoup.parse(answer.body());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(shown.select("#group option[selected]").attr("value")).isEqualTo(group.toString());
        assertThat(shown.select("#group option[selected]").text()).isEqualTo("Version 15 (takes no site now)");
        assertThat(shown.select("input[name=apps]")).isEmpty();
        assertThat(shown.select(".note.bad").text()).contains("The bench servers are full");

        var again = Jsoup.parse(browser.get("/sites/new/bench?group=" + group).body());
        assertThat(again.select("#group option[selected]").attr("value")).isEqualTo(group.toString());
        assertThat(again.select(".note.bad").text()).contains("The bench servers are full");
        assertThat(again.select("#slug")).hasSize(1);
    }

    private static HttpResponse<String> order(Client browser, String group) {
        return browser.submit(
                "/sites/new/bench?lang=en",
                "/sites/bench",
                Map.of("slug", "placed", "group", group, "adminPassword", "a good passphrase"));
    }

    @Test
    void a_site_is_ordered_only_in_a_group_that_takes_it_with_apps_that_the_group_has() {
        bench(furniture.server("nantes", 0, 10), "one");
        furniture.bench(furniture.server("brest", 0, 10), "two", "{\"frappe\":\"\",\"placed_shop\":\"\"}");
        var choice = Client.json(operator.get("/api/bench-sites/choice"));
        assertThat(choice.at("/groups/0/name").asString()).isEqualTo("Version 15");
        assertThat(choice.at("/groups/0/apps")).isEmpty();
        assertThat(choice.get("apps").valueStream().map(app -> app.asString())).contains("placed_shop");

        var password = "a good passphrase";
        var otherApps = Map.<String, Object>of(
                "slug",
                "grouped",
                "group",
                group.toString(),
                "apps",
                List.of("placed_shop"),
                "adminPassword",
                password);
        assertField(operator.post("/api/bench-sites", otherApps), "apps");
        for (var bad : List.of("no-group", UUID.randomUUID().toString(), "'; drop table bench")) {
            assertField(
                    operator.post(
                            "/api/bench-sites", Map.of("slug", "grouped", "group", bad, "adminPassword", password)),
                    "group");
        }
        var page = people.browser(people.operator()).get("/sites/new/bench?group=" + group);
        assertThat(page.body()).contains("Version 15").doesNotContain("placed_shop");
    }

    private static void assertField(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer).at("/errors/0/field").asString(""))
                .as(answer.body())
                .isEqualTo(field);
    }

    private Need need(String... apps) {
        return new Need(people.firstTeam(), null, List.of(apps));
    }

    private Place.Found found() {
        return switch (placement.inGroup(group)) {
            case Place.Found found -> found;
            case Place.Nowhere nowhere -> throw new AssertionError(nowhere);
        };
    }

    private UUID bench(UUID server, String name) {
        var bench = furniture.bench(server, name, APPS);
        var answer = operator.put("/api/release-groups/" + group + "/benches/" + bench, Map.of());
        if (answer.statusCode() != 200) throw new AssertionError(answer.body());
        return bench;
    }
}
