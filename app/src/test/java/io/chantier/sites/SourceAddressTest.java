package io.chantier.sites;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "menuiserie-lefevre.fr, http://menuiserie-lefevre.fr/",
        "https://WWW.Example.com/a b, ",
        "Müller.de/start, http://xn--mller-kva.de/start",
        "http://127.0.0.1:18000, http://127.0.0.1:18000/",
        "http://[::1]:8000/x?y=1, http://[::1]:8000/x?y=1",
        "https://exämple.fr/é, https://xn--exmple-cua.fr/%C3%A9"
    })
    void what_people_type_becomes_an_address(String typed, String address) {
        assertThat(SourceAddress.parse(typed).map(Object::toString).orElse(null))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "http://u:p@a.example/",
                "http://",
                "http://a b/",
                "<script>",
                "http://127.1/",
                "../../etc/passwd",
                "data://x",
                "http://a\n.example"
            })
    void what_is_no_address_of_a_site_is_refused_or_has_no_host_to_ask(String typed) {
        assertThat(SourceAddress.parse(typed)).isEmpty();
    }

    @Test
    void the_host_suggests_a_name() {
        assertThat(SourceAddress.nameOf(
                        SourceAddress.parse("http://www.menuiserie-lefevre.fr/").orElseThrow()))
                .isEqualTo("menuiserie-lefevre");
        assertThat(SourceAddress.nameOf(
                        SourceAddress.parse("http://shop.smith.co.uk/").orElseThrow()))
                .isEqualTo("smith");
        assertThat(SourceAddress.nameOf(
                        SourceAddress.parse("http://127.0.0.1:80/").orElseThrow()))
                .isEqualTo("site");
    }
}
