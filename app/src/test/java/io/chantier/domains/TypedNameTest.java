package io.chantier.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.values.DomainName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedNameTest {

    private static final List<DomainName> OURS =
            List.of(new DomainName("sites.agency.fr"), new DomainName("cloud.agency.fr"));

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "Example.ORG., example.org",
        "' www.boulangerie-martin.fr ', www.boulangerie-martin.fr",
        "Élise.fr, xn--lise-9oa.fr",
        "xn--lise-9oa.fr, xn--lise-9oa.fr",
        "пекарня.рф, xn--80ajpngj0i.xn--p1ai",
        "pekarnya。jp, pekarnya.jp",
        "agency.fr, agency.fr",
        "notsites.agency.fr, notsites.agency.fr",
        "shop.example.co.uk, shop.example.co.uk"
    })
    void a_name_is_kept_as_it_stands_in_dns(String typed, String kept) {
        assertThat(TypedName.of(typed, OURS)).isEqualTo(new TypedName.Fine(new DomainName(kept)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', required",
        "*.example.org, domain-wildcard",
        "192.0.2.7, domain-ip",
        "2001:db8::7, domain-ip",
        "[2001:db8::7], domain-ip",
        "0x7f.1, domain-ip",
        "2130706433, domain-ip",
        "example.org`) || Host(`cloud.agency.fr, domain-character",
        "exam ple.org, domain-character",
        "exam_ple.org, domain-character",
        "localhost, domain-private",
        "shop.local, domain-private",
        "example, domain-private",
        "boulangerie, domain-single-label",
        "sites.agency.fr, domain-ours",
        "bakery.sites.agency.fr, domain-ours",
        "cloud.agency.fr, domain-ours",
        "CLOUD.agency.fr., domain-ours",
        "ex\u0430mple.org, domain-mixed-scripts",
        "\u0430\u0440\u0440\u04cf\u0435.com, domain-lookalike",
        "xn--80ak6aa92e.com, domain-lookalike",
        "co.uk, domain-suffix",
        "com, domain-single-label",
        "github.io, domain-suffix",
        "example..org, domain-dots",
        ".example.org, domain-dots",
        "-shop.example.org, domain-hyphen",
        "xn--a.example.org, domain-unsound",
        "https://*.example.org/, domain-wildcard",
        "http://192.0.2.7/, domain-ip"
    })
    void what_is_no_name_of_their_own_is_refused_with_its_reason(String typed, String code) {
        assertThat(refused(typed).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.org/, domain-address, www.example.org",
        "https://user:secret@example.org:8443/shop?x=1, domain-address, example.org",
        "someone@example.org, domain-address, example.org",
        "example.org/shop, domain-path, example.org",
        "example.org?page=1, domain-path, example.org",
        "example.org:8080, domain-port, example.org",
        "https://xn--lise-9oa.fr, domain-address, élise.fr"
    })
    void an_address_is_refused_with_the_name_that_was_meant(String typed, String code, String meant) {
        assertThat(refused(typed)).isEqualTo(new TypedName.Refused(code, Map.of("meant", meant)));
    }

    @Test
    void three_hundred_characters_hidden_ones_and_long_labels_are_each_named() {
        assertThat(refused("a.".repeat(148) + "fr.").code()).isEqualTo("domain-too-long");
        assertThat(refused("https://example.org/" + "a".repeat(3000)).code()).isEqualTo("domain-too-long");
        assertThat(refused("a".repeat(64) + ".fr").code()).isEqualTo("domain-label");
        assertThat(refused("exam\u200bple.org").code()).isEqualTo("domain-hidden");
        assertThat(refused("exam\u0000ple.org").code()).isEqualTo("domain-hidden");
        assertThat(refused("\u202eexample.org").code()).isEqualTo("domain-hidden");
        assertThat(refused("example.org\nX-Header: 1").code()).isEqualTo("domain-hidden");
    }

    @Test
    void the_name_with_or_without_www_goes_with_what_was_registered_and_with_nothing_else() {
        assertThat(counterpart("example.co.uk")).isEqualTo("www.example.co.uk");
        assertThat(counterpart("www.example.co.uk")).isEqualTo("example.co.uk");
        assertThat(counterpart("shop.example.co.uk")).isEmpty();
        assertThat(counterpart("www.shop.example.co.uk")).isEmpty();
    }

    @Test
    void people_read_a_name_in_its_own_letters() {
        assertThat(new DomainName("xn--lise-9oa.fr").inUnicode()).isEqualTo("élise.fr");
        assertThat(new DomainName("example.org").inUnicode()).isEqualTo("example.org");
    }

    private static String counterpart(String name) {
        return RegisteredName.counterpart(new DomainName(name))
                .map(DomainName::value)
                .orElse("");
    }

    private static TypedName.Refused refused(String typed) {
        return switch (TypedName.of(typed, OURS)) {
            case TypedName.Refused refused -> refused;
            case TypedName.Fine(var name) -> throw new AssertionError("It was taken for " + name);
        };
    }
}
