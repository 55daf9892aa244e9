package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.benches.Placement.Place;
import io.chantier.benches.Placement.Reason;
import io.chantier.benches.apps.Furniture;
import io.chantier.identity.TeamFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

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
        assertThat(placement.withApps(List.of("frappe")))
                .isInstanceOfSatisfying(
                        Place.Found.class,
                        place -> assertThat(place.serverName()).isEqualTo("idle"));
        assertThat(placement.withApps(List.of("frappe", "placed_shop")))
                .isInstanceOfSatisfying(
                        Place.Found.class,
                        place -> assertThat(place.benchName()).isEqualTo("shop"));
        assertThat(placement.withApps(List.of("frappe", "placed_nothing"))).isEqualTo(new Place.Nowhere(List.of()));
        assertThat(placement.apps()).contains("frappe", "placed_shop");
        furniture.change(busy, "takes_new = false");
        assertThat(placement.apps()).contains("frappe").doesNotContain("placed_shop");
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
