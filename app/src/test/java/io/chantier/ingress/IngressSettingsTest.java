package io.chantier.ingress;

import static io.chantier.ingress.Routed.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class IngressSettingsTest {

    static final String BCRYPT = "$2y$05$bvIG6Nmid91Mu9RcmmWZfO5HJIMCT8riNW0hEp8f6/FuA2/mHZFpe";

    @Test
    void without_a_word_nothing_is_written_nothing_served_and_both_servers_are_ours() {
        assertThat(settings())
                .isEqualTo(new IngressSettings(
                        List.of(Upstream.valueOf("http://127.0.0.1:8080")),
                        List.of(Upstream.valueOf("http://127.0.0.1:8081")),
                        List.of(),
                        new IngressSettings.Previews(List.of(), URI.create("")),
                        new IngressSettings.Traefik("", new Secret(""), "dns", "http", 100),
                        new IngressSettings.Caddy("", "", "")));
        assertThat(settings().traefik().folderIfSet()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "edges                | ftp://10.0.0.1                | is no server",
                "edges                | http://10.0.0.1/path          | is no server",
                "edges                | http://user:pw@10.0.0.1       | is no server",
                "edges                | http://10.0.0.1:99999         | is no server",
                "billing              | http://a.fr`                  | http",
                "previews.users       | ann:a-plain-password          | bcrypt or apr1",
                "previews.users       | ann                           | bcrypt or apr1",
                "previews.forward-auth| javascript:alert(1)           | no address",
                "traefik.token        | short                         | 32 characters",
                "traefik.dns-resolver | a`b                           | certificate resolver",
                "traefik.requests-per-second | 0                      | 1 at least",
                "caddy.certificate    | /etc/cert.pem                 | needs its key",
                "caddy.key            | \"/etc/a\" {                  | absolute path",
            })
    void what_could_not_work_stops_the_start_and_says_why(String name, String value, String why) {
        assertThatThrownBy(() -> settings(name, value)).rootCause().hasMessageContaining(why);
    }

    @Test
    void the_environment_is_read_and_an_empty_variable_is_as_good_as_none() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "CHANTIER_INGRESS_EDGES", "http://chantier-1:8081,http://chantier-2:8081/",
                                "CHANTIER_INGRESS_BILLING", "",
                                "CHANTIER_INGRESS_PREVIEWS_USERS", "",
                                "CHANTIER_INGRESS_PREVIEWS_FORWARD_AUTH", "http://auth:4181/verify",
                                "CHANTIER_INGRESS_TRAEFIK_TOKEN", "",
                                "CHANTIER_INGRESS_TRAEFIK_DNS_RESOLVER", "ovh",
                                "CHANTIER_INGRESS_TRAEFIK_REQUESTS_PER_SECOND", "7",
                                "CHANTIER_INGRESS_CADDY_FOLDER", "/etc/caddy/chantier")));
        var read = Binder.get(environment).bindOrCreate("chantier.ingress", IngressSettings.class);
        assertThat(read.edges())
                .extracting(Upstream::toString)
                .containsExactly("http://chantier-1:8081", "http://chantier-2:8081");
        assertThat(read.billing()).isEmpty();
        assertThat(read.previews().users()).isEmpty();
        assertThat(read.previews().forwardAuth()).hasToString("http://auth:4181/verify");
        assertThat(read.traefik().token().isEmpty()).isTrue();
        assertThat(read.traefik().dnsResolver()).isEqualTo("ovh");
        assertThat(read.traefik().requestsPerSecond()).isEqualTo(7);
        assertThat(read.caddy().folderIfSet()).contains(Path.of("/etc/caddy/chantier"));
    }

    @Test
    void a_hash_is_read_as_htpasswd_prints_it_and_never_prints_itself() {
        var read = settings("previews.users", "ann:" + BCRYPT + ",bob:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00");
        assertThat(read.previews().users()).extracting(PreviewUser::isBcrypt).containsExactly(true, false);
        assertThat(read.toString()).contains("ann", "bob").doesNotContain("$2y$", "$apr1$");
    }
}
