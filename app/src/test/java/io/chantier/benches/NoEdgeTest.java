package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** New sites on benches where the edge cannot be asked from here, by our own agent and on a real MariaDB. */
@TestPropertySource(properties = "chantier.edge.address=http://127.0.0.1:9")
class NoEdgeTest extends WithHostedShop {

    @Test
    void a_new_site_that_answers_is_live_although_nobody_can_say_what_its_visitors_see() {
        var job = HostedShop.begun(shop.api.post("/api/bench-sites", Map.of("slug", slug, "adminPassword", PASSWORD)));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.state(slug)).isEqualTo("LIVE");
        assertThat(shop.folder(host)).exists();
        assertThat(shop.ask(host, "select name from db.tabUser where name = 'Administrator'"))
                .containsExactly("Administrator");
    }
}
