package io.chantier.ingress.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.TestDatabase;
import io.chantier.ingress.Rendered;
import io.chantier.ingress.Routed;
import io.chantier.ingress.Routing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ChantierTest
class TraefikApiTest {

    private static final String PATH = "/api/ingress/traefik";

    @Autowired
    Environment environment;

    @Autowired
    Rendered traefikDocument;

    @Autowired
    Routing routing;

    @Test
    void traefik_pulls_what_its_folder_would_hold_and_nothing_twice() {
        var traefik = Client.of(environment).bearing(TestDatabase.TRAEFIK_TOKEN);
        var first = traefik.get(PATH);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(first.body().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(traefikDocument.get().bytes());
        assertThat(Client.json(first)
                        .at("/http/routers/cloud_localhost/service")
                        .asString())
                .isEqualTo("dashboards");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var second = traefik.with("If-None-Match", tag).get(PATH);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(routing.now()).isSameAs(routing.now());
    }

    @Test
    void nobody_else_gets_the_routes_and_the_token_opens_nothing_else() {
        var wrong = List.of(
                Client.of(environment),
                Client.of(environment).bearing(""),
                Client.of(environment).bearing(TestDatabase.TRAEFIK_TOKEN.substring(1)),
                Client.of(environment).bearing(TestDatabase.TRAEFIK_TOKEN + "x"),
                Client.of(environment).with("Authorization", TestDatabase.TRAEFIK_TOKEN),
                Client.ofAdmin(environment));
        for (var client : wrong) {
            var refused = client.get(PATH);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("ingress-token", "CHANTIER_INGRESS_TRAEFIK_TOKEN");
            assertThat(refused.body()).doesNotContain("routers", TestDatabase.TRAEFIK_TOKEN);
        }
        var traefik = Client.of(environment).bearing(TestDatabase.TRAEFIK_TOKEN);
        for (var path : List.of("/api/sites", "/api/account", "/api/settings")) {
            assertThat(traefik.get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void an_installation_without_a_token_serves_no_routes() {
        var api = new TraefikApi(Routed.settings(), traefikDocument);
        for (var authorization : List.of("Bearer ", "Bearer", "")) {
            assertThatThrownBy(() -> api.routes(authorization)).hasMessageContaining("ingress-token");
        }
    }
}
