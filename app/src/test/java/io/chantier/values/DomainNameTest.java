package io.chantier.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

    /** Names that would end the rule, the line or the block that they are written into, and others that are none. */
    public static String[] hostile() {
        return new String[] {
            "a`) || Host(`admin.example.fr",
            "a.fr`)||HostRegexp(`.*",
            "`",
            "a.fr\") || PathPrefix(\"/",
            "a.fr' || true",
            "a.fr\n  other: evil",
            "a.fr\r\nb.fr",
            "a.fr {\n respond \"evil\"\n}",
            "a.fr, b.fr",
            "a.fr b.fr",
            "a.fr}",
            "{{ env \"TOKEN\" }}.fr",
            "{env.TOKEN}.fr",
            "${TOKEN}.fr",
            "a.fr#",
            "a.fr/path",
            "a.fr:8443",
            "https://a.fr",
            "user@a.fr",
            "*.example.fr",
            "a..fr",
            ".a.fr",
            "-a.fr",
            "a-.fr",
            "a_b.fr",
            "a\\.fr",
            "a.fr\u0000",
            "a\u200bb.fr`",
            "[::1]",
            "127.0.0.1",
            "example.1",
            "",
            " ",
            "(a|b).fr",
            "a+.fr",
            "a$.fr",
            "xn--.fr",
            "xn--zzzzzzzzz999999.fr",
            "xn--a.fr",
            "a".repeat(64) + ".fr",
            "a.".repeat(150) + "fr",
        };
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void what_could_break_out_of_a_rule_is_no_domain_name(String payload) {
        assertThat(DomainName.isDomainName(payload)).isFalse();
        assertThatThrownBy(() -> new DomainName(payload)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DomainName.typed(payload)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Élise.FR., xn--lise-9oa.fr",
        "  www.Boulangerie-Martin.fr, www.boulangerie-martin.fr",
        "straße.de, xn--strae-oqa.de",
        "例え。jp, xn--r8jz45g.jp",
        "ＷＷＷ．example.fr, www.example.fr",
        "xn--lise-9oa.fr, xn--lise-9oa.fr",
        "localhost, localhost",
    })
    void a_name_is_taken_as_it_stands_in_dns_however_it_is_typed(String typed, String name) {
        assertThat(DomainName.typed(typed)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"аdmin.example.fr", "cloud．example.fr.", "CLOUD.example.fr"})
    void a_name_that_looks_like_ours_is_still_seen_to_lie_under_our_domain(String typed) {
        assertThat(DomainName.typed(typed).isUnder(new DomainName("example.fr")))
                .isTrue();
    }

    @Test
    void a_name_that_only_ends_alike_is_not_under_the_other() {
        assertThat(new DomainName("notexample.fr").isUnder(new DomainName("example.fr")))
                .isFalse();
        assertThat(new DomainName("example.fr").isUnder(new DomainName("example.fr")))
                .isFalse();
    }
}
