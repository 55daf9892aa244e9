package io.chantier.benches.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.TeamFixture;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

@ChantierTest
class GroupsTest {

    private static final String GROUPS = "/api/release-groups";
    private static final Map<String, String> FIRST = Map.of("frappe", "15.2.0", "erpnext", "15.1.0");

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    Furniture furniture;

    @Autowired
    Drafts drafts;

    private Client operator;

    @BeforeEach
    void furnish() {
        operator = Client.ofAdmin(environment);
        furniture.frameworkAt("15.2.0", "15.3.0", "16.0.0");
        furniture.app("erpnext", "ERPNext", "Gestion");
        furniture.published("erpnext", new ReleaseForm("15.1.0", ">=15,<16", Map.of(), true));
        furniture.published("erpnext", new ReleaseForm("15.1.1", ">=15,<16", Map.of(), false));
        furniture.app("hrms", "HR", "Personnel");
        furniture.published("hrms", new ReleaseForm("15.0.0", ">=15,<16", Map.of("erpnext", ">=15.1.1"), true));
    }

    @AfterEach
    void clear() {
        furniture.clear();
    }

    @Test
    void a_group_says_its_versions_and_in_which_order_they_are_installed() {
        var all = Map.of("frappe", "15.2", "hrms", "15.0.0", "erpnext", "v15.1.1");
        var made = operator.post(GROUPS, Map.of("name", "Version 15", "apps", all));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(json(made).get("number").asInt()).isEqualTo(1);
        assertThat(json(made).get("apps").toString())
                .isEqualTo("{\"erpnext\":\"15.1.1\",\"frappe\":\"15.2.0\",\"hrms\":\"15.0.0\"}");
        assertThat(json(made).get("installOrder").toString()).isEqualTo("[\"frappe\",\"erpnext\",\"hrms\"]");
    }

    @Test
    void apps_that_do_not_suit_each_other_are_refused_with_the_reason_and_nothing_is_made() {
        var refused = operator.post(
                GROUPS,
                Map.of("name", "Wrong", "apps", Map.of("frappe", "16.0.0", "hrms", "15.0.0", "erpnext", "15.1.0")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(errors(refused))
                .containsExactlyInAnyOrder(
                        "apps[erpnext] app-does-not-fit", "apps[hrms] app-does-not-fit", "apps[hrms] app-does-not-fit");
        assertThat(refused.body()).contains("15.1.0", "16.0.0");
        assertThat(operator.get(GROUPS).body()).isEqualTo("[]");
        assertThat(errors(operator.post(GROUPS, Map.of("name", "Wrong", "apps", Map.of("frappe", "99.0.0")))))
                .containsExactly("apps[frappe] no-such-release");
        assertThat(errors(operator.post(GROUPS, Map.of("name", "$(touch x)", "apps", FIRST))))
                .containsExactly("name not-a-group-name");
    }

    @Test
    void other_versions_make_a_new_state_and_another_name_does_not() {
        var group = furniture.group("Version 15", FIRST);
        var renamed = operator.put(GROUPS + "/" + group, Map.of("name", "Fifteen"));
        assertThat(json(renamed).get("number").asInt()).isEqualTo(1);
        var changed =
                operator.put(GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.2.0", "erpnext", "15.1.1")));
        assertThat(json(changed).get("number").asInt()).isEqualTo(2);
        assertThat(json(changed).get("name").asString()).isEqualTo("Fifteen");
        assertThat(json(operator.get(GROUPS + "/" + group + "/states")))
                .extracting(state -> state.get("apps").get("erpnext").asString())
                .containsExactly("15.1.1", "15.1.0");
    }

    @Test
    void a_change_to_a_state_that_was_left_meanwhile_is_refused() {
        var group = furniture.group("Version 15", FIRST);
        var other = Map.of("frappe", "15.3.0", "erpnext", "15.1.0");
        operator.put(GROUPS + "/" + group, Map.of("apps", other, "after", 1));
        var late = operator.put(GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.2.0"), "after", 1));
        assertProblem(late, 409, "group-changed");
        assertThat(json(operator.get(GROUPS + "/" + group))
                        .get("apps")
                        .get("frappe")
                        .asString())
                .isEqualTo("15.3.0");
    }

    @Test
    void many_changes_at_once_make_states_one_after_the_other() throws Exception {
        var group = furniture.group("Version 15", FIRST);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = new ArrayList<Callable<Integer>>();
            for (int at = 0; at < 8; at++) {
                var version = at % 2 == 0 ? "15.1.1" : "15.1.0";
                changes.add(() -> operator.put(
                                GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.2.0", "erpnext", version)))
                        .statusCode());
            }
            for (var change : threads.invokeAll(changes))
                assertThat(change.get()).isEqualTo(200);
        }
        var states = json(operator.get(GROUPS + "/" + group + "/states"));
        var numbers =
                states.valueStream().map(state -> state.get("number").asInt()).toList();
        assertThat(numbers).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(numbers.getLast()).isEqualTo(1);
    }

    @Test
    void the_difference_of_two_states_says_whether_sites_are_migrated() {
        var group = furniture.group("Version 15", FIRST);
        operator.put(GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.2.0", "erpnext", "15.1.1")));
        operator.put(GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.3.0", "erpnext", "15.1.1")));
        var small = json(operator.get(GROUPS + "/" + group + "/states/2/difference?from=1"));
        assertThat(small.get("way").asString()).isEqualTo("PULL");
        assertThat(small.get("changes").toString())
                .isEqualTo(
                        "[{\"app\":\"erpnext\",\"kind\":\"NEWER\",\"from\":\"15.1.0\",\"to\":\"15.1.1\",\"migrates\":false}]");
        assertThat(way(group, 3, 1)).isEqualTo("MIGRATE");
        assertThat(way(group, 1, 3)).isEqualTo("NO_WAY");
        assertThat(way(group, 1, 2)).isEqualTo("PULL");
        assertThat(way(group, 2, 2)).isEqualTo("NONE");
        assertThat(operator.get(GROUPS + "/" + group + "/states/9/difference?from=1")
                        .statusCode())
                .isEqualTo(404);
        var next = furniture.group("Version 16", Map.of("frappe", "16.0.0"));
        var across = json(operator.get(GROUPS + "/" + next + "/states/1/difference?from=3&group=" + group));
        assertThat(across.get("removed").toString()).isEqualTo("[\"erpnext\"]");
    }

    @Test
    void a_withdrawn_version_stays_where_it_is_and_comes_into_no_new_state() {
        var group = furniture.group("Version 15", FIRST);
        operator.delete("/api/apps/erpnext/releases/15.1.0/publication");
        assertThat(operator.put(GROUPS + "/" + group, Map.of("name", "Fifteen")).statusCode())
                .isEqualTo(200);
        var refused =
                operator.put(GROUPS + "/" + group, Map.of("apps", Map.of("frappe", "15.3.0", "erpnext", "15.1.0")));
        assertThat(errors(refused)).containsExactly("apps[erpnext] release-is-yanked");
        assertThat(json(operator.get(GROUPS + "/" + group)).get("number").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_bench_belongs_to_a_group_only_with_the_apps_of_its_state() {
        var group = furniture.group("Version 15", FIRST);
        var server = furniture.server("nantes", 1, 10);
        var same = furniture.bench(server, "bench-1", "{\"frappe\":\"15.2.0\",\"erpnext\":\"\"}");
        var other = furniture.bench(server, "bench-2", "{\"frappe\":\"16.0.0\",\"crm\":\"\"}");
        var differs = operator.put(GROUPS + "/" + group + "/benches/" + other, Map.of());
        assertProblem(differs, 409, "bench-differs");
        assertThat(differs.body()).contains("crm, frappe 16.0.0, erpnext 15.1.0");
        var stands = operator.put(GROUPS + "/" + group + "/benches/" + same, Map.of());
        assertThat(json(stands).get("benches").get(0).get("number").asInt()).isEqualTo(1);
        assertProblem(operator.delete(GROUPS + "/" + group), 409, "group-in-use");
        var next = furniture.group("Again", FIRST);
        assertProblem(operator.put(GROUPS + "/" + next + "/benches/" + same, Map.of()), 409, "bench-of-other-group");
        assertThat(operator.delete(GROUPS + "/" + next + "/benches/" + same).statusCode())
                .isEqualTo(404);
        assertThat(operator.delete(GROUPS + "/" + group + "/benches/" + same).statusCode())
                .isEqualTo(204);
        assertThat(operator.delete(GROUPS + "/" + group).statusCode()).isEqualTo(204);
    }

    @Test
    void the_pages_make_compare_and_remove_a_group() {
        var browser = people.browser(people.operator());
        var wrong = browser.submit(
                "/settings/release-groups",
                Map.of("name", "Version 15", "app.frappe", "16.0.0", "app.erpnext", "15.1.0"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("wrong-apps[erpnext]", "value=\"Version 15\"");
        var made = browser.submit(
                "/settings/release-groups",
                Map.of("name", "Version 15", "app.frappe", "15.2.0", "app.erpnext", "15.1.0", "app.hrms", ""));
        var page = made.headers().firstValue("Location").orElseThrow();
        var changed = browser.submit(
                page, Map.of("name", "Version 15", "after", "1", "app.frappe", "15.3.0", "app.erpnext", "15.1.1"));
        assertThat(changed.statusCode()).isEqualTo(302);
        assertThat(browser.get(page + "?lang=en").body()).contains("From state 1 to 2", "With migration", "15.3.0");
        assertThat(browser.submit(page, page + "/removal", Map.of("typedName", "x"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(page, page + "/removal", Map.of("typedName", "Version 15"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(operator.get(GROUPS).body()).isEqualTo("[]");
    }

    @Test
    void the_page_takes_a_bench_into_the_group_and_says_where_the_next_site_goes() {
        var group = furniture.group("Version 15", FIRST);
        var bench = furniture.bench(furniture.server("nantes", 1, 10), "bench-1", "{\"frappe\":\"\",\"erpnext\":\"\"}");
        var browser = people.browser(people.operator());
        var page = "/settings/release-groups/" + group;
        assertThat(browser.get(page + "?lang=en").body()).contains("No bench of this group", "nantes / bench-1");
        browser.submit(page, page + "/benches", Map.of("bench", bench.toString()));
        assertThat(browser.get(page + "?lang=en").body()).contains("The next site goes to bench-1 on nantes.");
        furniture.change(furniture.server("rennes", 1, 10), "takes_new = false");
        browser.submit(page, page + "/benches/" + bench + "/removal", Map.of());
        assertThat(browser.get(page + "?lang=en").body()).contains("No bench of this group");
    }

    @Test
    void a_team_sees_which_apps_its_own_sites_can_have() {
        furniture.app("crm", "CRM", "");
        furniture.published("crm", "1.0.0", ">=16");
        var team = people.stranger();
        var site = site(team.team());
        var bench = furniture.bench(
                furniture.server("nantes", 1, 10), "b", "{\"frappe\":\"15.2.0\",\"erpnext\":\"15.1.0\"}");
        furniture.stand(bench, site);
        var program = people.program(team);
        var fits = json(program.get("/api/apps?site=" + site.slug()));
        assertThat(fits.valueStream()
                        .map(app -> app.get("name").asString() + " "
                                + app.get("fit").get("kind").asString()))
                .containsExactly("crm IMPOSSIBLE", "erpnext THERE", "hrms POSSIBLE");
        assertProblem(people.program(people.stranger()).get("/api/apps?site=" + site.slug()), 404, "site-unknown");
        assertProblem(program.get("/api/apps?site=" + site(team.team()).slug()), 409, "site-on-no-bench");

        var browser = people.browser(team);
        assertThat(browser.get("/apps?lang=en&site=" + site.slug()).body()).contains("Not on its bench yet", "15.0.0");
        assertThat(browser.get("/apps/hrms?lang=en").body()).contains(site.name());
        assertThat(people.browser(people.stranger()).get("/apps/hrms?lang=en").body())
                .contains("None of your sites lives on a bench.")
                .doesNotContain(site.name());
    }

    @Test
    void what_the_group_says_counts_where_the_server_tells_only_names() {
        var team = people.stranger();
        var site = site(team.team());
        var bench = furniture.bench(furniture.server("nantes", 1, 10), "b", "{\"frappe\":\"\",\"erpnext\":\"\"}");
        furniture.stand(bench, site);
        var program = people.program(team);
        assertThat(fit(program, site, "hrms")).isEqualTo("UNKNOWN");
        var group = furniture.group("Version 15", FIRST);
        operator.put(GROUPS + "/" + group + "/benches/" + bench, Map.of());
        assertThat(fit(program, site, "hrms")).isEqualTo("POSSIBLE");
    }

    private Site site(TeamId team) {
        var wanted = new NewSite("Bench " + UUID.randomUUID(), null, "http://old.example/", null, null);
        return switch (drafts.draft(team, wanted)) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }

    private static String fit(Client program, Site site, String app) {
        return json(program.get("/api/apps?q=" + app + "&site=" + site.slug()))
                .get(0)
                .get("fit")
                .get("kind")
                .asString();
    }

    private String way(UUID group, int to, int from) {
        return json(operator.get(GROUPS + "/" + group + "/states/" + to + "/difference?from=" + from))
                .get("way")
                .asString();
    }

    private static List<String> errors(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return json(answer)
                .get("errors")
                .valueStream()
                .map(error ->
                        error.get("field").asString() + " " + error.get("code").asString())
                .toList();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Client.json(answer);
    }
}
