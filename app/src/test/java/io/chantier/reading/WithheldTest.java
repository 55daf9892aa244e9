package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.Fact.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithheldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PHONE         | +33299123456     | 02 99 12 34 56  | Appelez le 02.99.12.34.56 ou passez.       | Appelez le 02.99.12.34.57.
                    PHONE         | +33299123456     | 02 99 12 34 56  | From abroad: +33 (0)2 99 12 34 56          | From abroad: +33 (0)3 99 12 34 56
                    PHONE         | +33299123456     | 02 99 12 34 56  | 06 12 34 56 78 / 02 99 12 34 56            | 06 12 34 56 78 / 02 99 12 34 55
                    EMAIL         | devis@lefevre.fr | devis@lefevre.fr| Écrivez à Devis@Lefevre.fr.                | Écrivez à contact@lefevre.fr.
                    PRICE         | 4500             | 45 €            | L'heure d'atelier est à 45,00 EUR.         | L'heure d'atelier est à 450 €.
                    SIRET         | 55210055400013   | 552100554 00013 | SIRET : 552 100 554 00013                  | SIRET : 552 100 554 00014
                    OPENING_HOURS | mo 08:30-12:00   | lundi 8h30-12h  | Le lundi nous ouvrons à 8 h 30.            | Le lundi nous ouvrons à 9 h 30.
                    FOUNDED       | 1987             | 1987            | À votre service depuis 1987                | Dans la rue depuis 1988
                    CERTIFICATION | qualibat rge     | Qualibat RGE    | Nous sommes « Qualibat – RGE » pour le bois | Nous sommes Qualibat
                    """)
    void what_is_withheld_is_found_however_it_is_written_and_nothing_else_is(
            Kind kind, String value, String display, String saysIt, String saysSomethingElse) {
        var withheld = Withheld.byPeople(List.of(fact(kind, value, display, Standing.REJECTED)), List.of());

        assertThat(withheld.claimIn(saysIt)).isPresent();
        assertThat(withheld.claimIn(saysSomethingElse)).isEmpty();
    }

    @Test
    void what_stands_or_is_told_by_a_person_as_well_may_be_said() {
        var rejected = fact(Kind.MOBILE, "+33299123456", "02 99 12 34 56", Standing.REJECTED);
        var chosen = fact(Kind.PHONE, "+33299123456", "02 99 12 34 56", Standing.CHOSEN);
        var text = "Appelez le 02 99 12 34 56.";

        assertThat(Withheld.byPeople(List.of(rejected), List.of()).isIn(text)).isTrue();
        assertThat(Withheld.byPeople(List.of(rejected, chosen), List.of()).isIn(text))
                .isFalse();
        assertThat(Withheld.byPeople(List.of(rejected), List.of("+33 2 99 12 34 56"))
                        .isIn(text))
                .isFalse();
    }

    @Test
    void what_is_overruled_is_told_from_what_a_person_withheld() {
        var facts = List.of(
                fact(Kind.PHONE, "+33299123456", "02 99 12 34 56", Standing.OTHER),
                fact(Kind.PHONE, "+33299000000", "02 99 00 00 00", Standing.REJECTED));

        assertThat(Withheld.byPeople(facts, List.of()).hasNumber("33299123456")).isFalse();
        assertThat(Withheld.overruled(facts, List.of()).hasNumber("0299123456")).isTrue();
        assertThat(Withheld.overruled(facts, List.of()).hasNumber("0299000000")).isFalse();
        assertThat(Withheld.of(facts, List.of()).isIn("02 99 00 00 00")).isTrue();
    }

    private static Fact fact(Kind kind, String value, String display, Standing standing) {
        var parts = kind == Kind.OPENING_HOURS ? Map.of("mo", "08:30-12:00") : Map.<String, String>of();
        var place = new Place("http://old/", display, "text");
        return new Fact(Fact.idOf(kind, value), kind, value, display, List.of(place), standing, parts);
    }
}
