package io.chantier.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "'  Café de l''Été ', cafe-de-l-ete",
        "Œuvre & Cœur, oeuvre-coeur",
        "Straße 5, strasse-5",
        "😀, site",
        "שלום, site",
        "../../etc/passwd, etc-passwd",
        "<script>alert(1)</script>, script-alert-1-script"
    })
    void a_name_suggests_a_slug_that_is_safe_everywhere(String name, String slug) {
        assertThat(Slug.suggestedBy(name)).hasToString(slug);
    }

    @Test
    void a_name_of_three_hundred_characters_is_cut() {
        assertThat(Slug.suggestedBy("menuiserie ".repeat(30)).value()).hasSizeLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a b", "../etc", "a;rm", "a.b", "é", "a\n", "a\u0000"})
    void refuses_what_a_host_name_a_path_or_a_shell_would_misread(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slug(text));
        assertThat(Slug.isSlug(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"www", "admin", "api", "cloud", "billing", "mail", "preview", "xn--caf-dma"})
    void names_of_the_installation_are_reserved(String text) {
        assertThat(new Slug(text).isReserved()).isTrue();
    }

    @Test
    void a_secret_does_not_print_itself() {
        assertThat("token " + new Secret("abc")).isEqualTo("token [secret]");
    }
}
