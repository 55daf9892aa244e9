package io.chantier.ingress.traefik;

import static io.chantier.ingress.Routed.elsewhere;
import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.onOurEdge;
import static io.chantier.ingress.Routed.serves;
import static io.chantier.ingress.Routed.settings;
import static io.chantier.ingress.Routed.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.TraefikSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class TraefikRendererTest {

    private static final String BCRYPT = "$2y$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe";
    private static final RoutedSite BAKERY = onOurEdge("boulangerie");
    private static final RoutedSite ERP = elsewhere("erp-martin", "http://10.0.0.31:80");

    record Case(String name, IngressSettings settings, List<RoutedSite> sites) {

        byte[] rendered() {
            return new TraefikRenderer(settings).apply(table(settings, sites.toArray(RoutedSite[]::new)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Case seed() {
        return new Case("seed", settings("billing", "http://10.0.0.20:80"), List.of(BAKERY, ERP));
    }

    static Case domains() {
        return new Case(
                "custom-domains",
                settings(),
                List.of(
                        onOurEdge(
                                "boulangerie",
                                serves("boulangerie-martin.fr", true),
                                leadsTo("www.boulangerie-martin.fr", "boulangerie-martin.fr"),
                                serves("xn--lise-9oa.fr", false)),
                        elsewhere("erp-martin", "https://10.0.0.31", serves("erp.martin.fr", true))));
    }

    static Case guarded() {
        return new Case(
                "guarded-previews",
                settings(
                        "previews.users", "ann:" + BCRYPT, "previews.forward-auth", "http://10.0.0.5:4181/verify?rd=1"),
                List.of());
    }

    static Stream<Case> cases() {
        return Stream.of(
                seed(),
                new Case("without-billing", settings(), List.of(BAKERY)),
                new Case(
                        "several-replicas",
                        settings(
                                "dashboards", "http://10.0.0.11:3000,http://10.0.0.12:3000",
                                "edges", "http://10.0.0.11:8081,http://10.0.0.12:8081,http://10.0.0.13:8081",
                                "traefik.requests-per-second", "40",
                                "traefik.dns-resolver", "ovh",
                                "traefik.http-resolver", "letsencrypt"),
                        List.of(BAKERY)),
                domains(),
                new Case("dokploy", settings(), List.of(elsewhere("menuiserie", "http://dokploy.internal:80"))),
                guarded());
    }

    /** Writes the golden file where there is none; a change of it is then seen in the commit. */
    @ParameterizedTest
    @MethodSource("cases")
    void each_case_is_as_its_golden_file_says(Case given) throws IOException {
        var golden = Path.of("src/test/resources/golden/traefik", given.name() + ".json");
        if (!Files.exists(golden)) Files.write(golden, given.rendered());
        assertThat(new String(given.rendered(), StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void traefik_s_own_schema_has_nothing_against_it_as_json_or_as_yaml(Case given) throws IOException {
        var text = new String(given.rendered(), StandardCharsets.UTF_8);
        var json = JsonMapper.shared().readTree(text);
        assertThat(TraefikSchemas.yaml(text)).isEqualTo(json);
        // The file provider would run what stands between two braces as a Go template.
        assertThat(text).doesNotContain("{{");
        assertThat(TraefikSchemas.dynamic(json)).isEmpty();
    }

    @Test
    void the_schema_finds_what_is_wrong() throws IOException {
        var wrong =
                "{\"http\":{\"routers\":{\"a\":{\"rule\":\"Host(`a.fr`)\",\"service\":\"a\",\"priority\":\"high\"}}}}";
        assertThat(TraefikSchemas.dynamic(JsonMapper.shared().readTree(wrong))).isNotEmpty();
    }

    @Test
    void the_seed_s_table_is_what_visitors_meet_and_there_is_nothing_else_in_it() {
        var traefik = new TraefikStandIn(seed().rendered());
        assertThat(traefik.encrypted("cloud.example.fr").service()).isEqualTo("dashboards");
        assertThat(traefik.encrypted("billing.example.fr").service()).isEqualTo("billing");
        assertThat(traefik.encrypted("boulangerie.example.fr").service()).isEqualTo("edges");
        assertThat(traefik.encrypted("erp-martin.example.fr").service()).isEqualTo("site-erp-martin");
        assertThat(traefik.encrypted("not-yet-made.example.fr").service()).isEqualTo("edges");
        var preview = traefik.encrypted("abcdefghijklmnopqrstuvwxyz.preview.example.fr");
        assertThat(preview.service()).isEqualTo("edges");
        assertThat(preview.middlewares()).contains("unlisted");
        assertThat(traefik.routers().propertyNames())
                .containsExactlyInAnyOrder(
                        "cloud_example_fr",
                        "billing_example_fr",
                        "erp-martin_example_fr",
                        "any_example_fr",
                        "any_preview_example_fr",
                        "to-https");
        for (var strange : List.of("example.fr", "a.b.example.fr", "cloud.example.fr.evil.fr", "cloudXexample.fr")) {
            assertThat(traefik.encrypted(strange).service()).as(strange).isEqualTo("404");
        }
    }

    @Test
    void a_name_without_a_server_of_its_own_is_the_edge_s_to_refuse() {
        var traefik = new TraefikStandIn(cases().toList().get(1).rendered());
        assertThat(traefik.encrypted("billing.example.fr").router()).isEqualTo("any_example_fr");
    }

    @Test
    void whoever_comes_without_tls_is_sent_to_it_but_for_names_that_have_no_certificate_yet() {
        var traefik = new TraefikStandIn(domains().rendered());
        assertThat(traefik.plain("boulangerie.example.fr").middlewares()).containsExactly("to-https");
        assertThat(traefik.plain("boulangerie-martin.fr").router()).isEqualTo("to-https");
        assertThat(traefik.plain("xn--lise-9oa.fr").service()).isEqualTo("edges");
        assertThat(traefik.plain("xn--lise-9oa.fr").middlewares()).doesNotContain("security-headers");
        assertThat(traefik.encrypted("xn--lise-9oa.fr").service()).isEqualTo("404");
    }

    @Test
    void certificates_of_customers_names_are_ordered_only_where_they_may_be() {
        var traefik = new TraefikStandIn(domains().rendered());
        var resolvers = new ArrayList<String>();
        for (var name : traefik.routers().propertyNames()) {
            var resolver =
                    traefik.routers().get(name).path("tls").path("certResolver").asString("none");
            resolvers.add(name + " " + resolver);
        }
        assertThat(resolvers)
                .containsExactlyInAnyOrder(
                        "cloud_example_fr dns",
                        "any_preview_example_fr dns",
                        "any_example_fr dns",
                        "erp-martin_example_fr dns",
                        "boulangerie-martin_fr http",
                        "www_boulangerie-martin_fr http",
                        "erp_martin_fr http",
                        "xn--lise-9oa_fr none",
                        "to-https none");
    }

    @Test
    void a_second_name_leads_to_the_first_with_path_and_query() {
        var traefik = new TraefikStandIn(domains().rendered());
        var chosen = traefik.encrypted("www.boulangerie-martin.fr");
        assertThat(chosen.service()).isEqualTo("noop@internal");
        var redirect = traefik.middleware(chosen.middlewares().getLast()).get("redirectRegex");
        var to = redirect.get("replacement").asString().replace("${1}", "$1");
        assertThat("https://www.boulangerie-martin.fr:443/tarifs?a=1"
                        .replaceAll(redirect.get("regex").asString(), to))
                .isEqualTo("https://boulangerie-martin.fr/tarifs?a=1");
    }

    @Test
    void previews_ask_who_is_there_before_anything_is_passed_on_and_no_other_name_does() {
        var traefik = new TraefikStandIn(guarded().rendered());
        assertThat(traefik.encrypted("x.preview.example.fr").middlewares())
                .containsExactly(
                        "rate-limit", "security-headers", "unlisted", "preview-users", "preview-auth", "compress");
        assertThat(traefik.encrypted("boulangerie.example.fr").middlewares())
                .containsExactly("rate-limit", "security-headers", "compress");
    }

    @Test
    void what_the_edge_says_about_scripts_and_frames_is_left_as_it_is() {
        var headers = new TraefikStandIn(seed().rendered())
                .middleware("security-headers")
                .get("headers");
        assertThat(headers.propertyNames()).containsExactlyInAnyOrder("stsSeconds", "contentTypeNosniff");
    }
}
