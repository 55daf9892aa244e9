package io.chantier.ingress;

import static io.chantier.ingress.Routed.elsewhere;
import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.onOurEdge;
import static io.chantier.ingress.Routed.serves;
import static io.chantier.ingress.Routed.settings;
import static io.chantier.ingress.Routed.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    @Test
    void nobody_gets_a_name_of_the_platform() {
        var table = table(
                settings(),
                onOurEdge("thief", serves("cloud.example.fr", true), serves("example.fr", true)),
                onOurEdge("other", serves("bakery.example.fr", true)),
                elsewhere("billing", "http://10.0.0.9:80"));
        assertThat(table.refused())
                .extracting(DomainName::value)
                .containsExactlyInAnyOrder("cloud.example.fr", "example.fr", "bakery.example.fr", "billing.example.fr");
        assertThat(table).isEqualTo(new RoutingTable(table(settings()).routes(), table.refused()));
    }

    @Test
    void a_name_that_two_sites_claim_stays_with_one_of_them_whatever_order_they_come_in() {
        var first = elsewhere("alpha", "http://10.0.0.1", serves("shop.fr", true));
        var second = elsewhere("beta", "http://10.0.0.2", serves("shop.fr", true));
        var table = table(settings(), first, second);
        assertThat(table.refused()).containsExactly(new DomainName("shop.fr"));
        assertThat(table).isEqualTo(table(settings(), second, first));
    }

    @Test
    void a_name_leads_to_another_name_of_the_same_site_only() {
        var table = table(
                settings(),
                onOurEdge(
                        "bakery",
                        serves("bakery.fr", true),
                        leadsTo("www.bakery.fr", "bakery.fr"),
                        leadsTo("old.fr", "bakery.example.fr"),
                        leadsTo("bait.fr", "evil.example"),
                        leadsTo("circle.fr", "circle.fr"),
                        leadsTo("chain.fr", "www.bakery.fr")));
        assertThat(table.refused()).extracting(DomainName::value).containsExactly("bait.fr", "circle.fr", "chain.fr");
    }

    @Test
    void what_two_modules_say_of_a_site_stands_in_the_table_once() {
        var place = elsewhere("bakery", "http://10.0.0.1");
        var names = onOurEdge("bakery", serves("bakery.fr", true), leadsTo("www.bakery.fr", "bakery.fr"));
        var one = elsewhere(
                "bakery", "http://10.0.0.1", serves("bakery.fr", true), leadsTo("www.bakery.fr", "bakery.fr"));
        assertThat(table(settings(), place, names)).isEqualTo(table(settings(), one));
        assertThat(table(settings(), names, place)).isEqualTo(table(settings(), one));
        assertThat(table(settings(), names, place, names)).isEqualTo(table(settings(), one));
    }

    @Test
    void our_own_name_of_a_site_leads_to_its_primary_one_where_that_was_chosen() {
        for (var site : List.of(
                onOurEdge("bakery", serves("bakery.fr", true), leadsTo("bakery.example.fr", "bakery.fr")),
                elsewhere(
                        "bakery",
                        "http://10.0.0.1",
                        serves("bakery.fr", true),
                        leadsTo("bakery.example.fr", "bakery.fr")))) {
            var table = table(settings(), site);
            assertThat(table.refused()).isEmpty();
            assertThat(table.routes())
                    .contains(new Route(
                            new Route.Host.Exactly(new DomainName("bakery.example.fr")),
                            new Route.Target.MovedTo(new DomainName("bakery.fr"), true),
                            new Route.Cover.Wildcard(new DomainName("example.fr")),
                            Route.Rank.SITE));
        }
        var circle = onOurEdge(
                "bakery", leadsTo("bakery.example.fr", "bakery.fr"), leadsTo("bakery.fr", "bakery.example.fr"));
        assertThat(table(settings(), circle).routes())
                .isEqualTo(table(settings()).routes());
    }

    @Test
    void certificates_for_names_of_a_site_whose_visitors_come_to_another_proxy_are_not_ours_to_order() {
        var names = onOurEdge("bakery", serves("bakery.fr", true), leadsTo("www.bakery.fr", "bakery.fr"));
        var apart = new RoutedSite(new Slug("bakery"), new RoutedSite.Place.Apart(), List.of());
        for (var table : List.of(table(settings(), names, apart), table(settings(), apart, names))) {
            assertThat(table.refused()).isEmpty();
            assertThat(table.routes())
                    .filteredOn(route -> route.host() instanceof Route.Host.Exactly(var name)
                            && !name.isUnder(new DomainName("example.fr")))
                    .hasSize(2)
                    .allMatch(route -> route.cover() instanceof Route.Cover.None);
        }
        assertThat(table(settings(), apart).routes())
                .isEqualTo(table(settings()).routes());
    }

    @Test
    void a_table_with_one_name_twice_cannot_be_made() {
        var routes = table(settings()).routes();
        assertThatThrownBy(() -> new RoutingTable(List.of(routes.getFirst(), routes.getFirst()), List.of()))
                .hasMessageContaining("two places");
    }
}
