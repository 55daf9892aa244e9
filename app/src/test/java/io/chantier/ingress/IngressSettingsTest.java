package io.chantier.ingress;

import static io.chantier.ingress.Routed.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.values.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void a_hash_is_read_as_htpasswd_prints_it_and_never_prints_itself() {
        var read = settings("previews.users", "ann:" + BCRYPT + ",bob:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00");
        assertThat(read.previews().users()).extracting(PreviewUser::isBcrypt).containsExactly(true, false);
        assertThat(read.toString()).contains("ann", "bob").doesNotContain("$2y$", "$apr1$");
    }
}
