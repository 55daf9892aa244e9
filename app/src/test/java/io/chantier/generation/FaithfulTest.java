package io.chantier.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.languages.MainText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model gives back as a translation is taken only where it can be one, whatever the text told the model to do. */
class FaithfulTest {

    private static final String TEXT =
            "Nous réparons les chaudières depuis 1987, dès 45,00 €, de 9 h à 18h30. Appelez le 02 99 12 34 56 ou écrivez à a@kervella.fr.";

    private static boolean isTaken(String translation) {
        return Faithful.objection(new MainText("content#/pages/0/title", TEXT, 300), translation)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr.
                    We have repaired boilers since 1987, from €45, from 9:00 to 18:30. Call 02 99 12 34 56 or write to a@kervella.fr.
                    """)
    void a_translation_with_the_same_figures_and_addresses_is_taken(String translation) {
        assertThat(isTaken(translation)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    another number       | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 06 11 22 33 44, E-Mail a@kervella.fr.
                    another price        | Wir reparieren Heizkessel seit 1987, ab 49,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr.
                    another mail address | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail x@evil.example.
                    a web address        | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr, evil.example.
                    markup               | Wir reparieren <b>Heizkessel</b> seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr.
                    digits of full width | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr, Notruf ０６１１２２３３４４.
                    digits of Arabic     | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr, Notruf ٠٦١١٢٢٣٣٤٤.
                    an address so wide   | Wir reparieren Heizkessel seit 1987, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr, ｅｖｉｌ．ｅｘａｍｐｌｅ.
                    a part left out      | 1987 45 9 18:30 02 99 12 34 56 a@kervella.fr
                    one figure less      | Wir reparieren Heizkessel, ab 45,00 €, von 9 bis 18:30 Uhr. Telefon 02 99 12 34 56, E-Mail a@kervella.fr.
                    nothing              | ''
                    """)
    void anything_else_is_sent_back(String what, String translation) {
        assertThat(isTaken(translation)).as(what).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"\u202e", "\u200b", "\ufe0f"})
    void signs_that_nobody_sees_are_sent_back(String sign) {
        var main = new MainText("content#/pages/0/label", "Contact", 80);

        assertThat(Faithful.objection(main, "Kontakt")).isEmpty();
        assertThat(Faithful.objection(main, "Kon" + sign + "takt")).isPresent();
        assertThat(Faithful.objection(main, "K".repeat(81))).isPresent();
    }
}
