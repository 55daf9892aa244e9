package io.chantier.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.metering.Amounts.Display;
import io.chantier.metering.Amounts.InWords;
import io.chantier.metering.Amounts.Shown;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AmountsTest {

    private static final Display EUROS = new Display(Shown.EUR, new BigDecimal("0.90"));
    private static final Display DOLLARS = new Display(Shown.USD, new BigDecimal("0.90"));

    @Test
    void an_amount_is_worded_as_its_reader_writes_money() {
        assertThat(plain(EUROS, Locale.FRENCH, 12_340_000)).isEqualTo("11,11 €");
        assertThat(plain(EUROS, Locale.ENGLISH, 12_340_000)).isEqualTo("€11.11");
        assertThat(plain(DOLLARS, Locale.FRENCH, 12_340_000)).isEqualTo("12,34 $US");
        assertThat(plain(DOLLARS, Locale.ENGLISH, 12_340_000)).isIn("$12.34", "US$12.34");
    }

    @Test
    void every_amount_is_told_to_the_cent_and_none_is_rounded_to_nothing() {
        assertThat(plain(EUROS, Locale.FRENCH, 50_442)).isEqualTo("0,05 €");
        assertThat(plain(EUROS, Locale.ENGLISH, 32_999)).isEqualTo("€0.03");
        assertThat(plain(EUROS, Locale.FRENCH, 11_000)).isEqualTo("< 0,01 €");
        assertThat(plain(DOLLARS, Locale.ENGLISH, 1)).startsWith("< ").endsWith("$0.01");
        assertThat(plain(DOLLARS, Locale.ENGLISH, 10_000)).endsWith("$0.01").doesNotStartWith("<");
        assertThat(plain(EUROS, Locale.FRENCH, 0)).isEqualTo("0,00 €");
    }

    @Test
    void a_share_is_never_rounded_up_to_all_of_it() {
        assertThat(new InWords(EUROS, Locale.ENGLISH).share(999, 1000)).isEqualTo("99%");
        assertThat(new InWords(EUROS, Locale.ENGLISH).share(1001, 1000)).isEqualTo("100%");
    }

    private static String plain(Display display, Locale locale, long microUsd) {
        return new InWords(display, locale).say(microUsd).replaceAll("[\\u00a0\\u202f]", " ");
    }
}
