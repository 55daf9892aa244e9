package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raised, circled and foreign digits: numbers where a visitor reads a number, marks where they are marks. */
class DigitsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Appelez le ⁰⁶ ¹¹ ²² ³³ ⁴⁴           | Appelez le 06 11 22 33 44
                    tél⁰⁶¹¹²²³³⁴⁴                       | tél 0611223344
                    ₀₆ ₁₁ ₂₂ ₃₃ ₄₄                      | 06 11 22 33 44
                    ⓪⑥ ①① ②② ③③ ④④                | 06 11 22 33 44
                    0⁶ 1¹ 2² 3³ 4⁴                      | 06 11 22 33 44
                    ⑤⓪⓪ clients                         | 500 clients
                    ⑳ ans d’expérience                   | 20 ans d’expérience
                    numéro ① du chauffage                | numéro 1 du chauffage
                    dès 12⁵⁰ € pièce                     | dès 12,50 € pièce
                    dès 12 €⁵⁰                           | dès 12 €50
                    0️⃣6️⃣1️⃣1️⃣2️⃣2️⃣3️⃣3️⃣              | 06112233
                    ０６ １１ ２２                       | 06 11 22
                    ٠٦ ١١ ٢٢                             | 06 11 22
                    """)
    void what_reads_as_a_number_is_one(String text, String plain) {
        assertThat(Claims.plainDigits(text)).isEqualTo(plain);
    }

    @Test
    void a_long_table_of_figures_is_read_too() {
        var table = "12 ".repeat(20_000);

        assertThat(Claims.plainDigits(table + "m²")).isEqualTo(table + "m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    un atelier de 120 m², 02 99 12 34 56  | un atelier de 120 m, 02 99 12 34 56
                    120 m² 02 99 12 34 56                 | 120 m 02 99 12 34 56
                    35 m³ et H₂O                          | 35 m et HO
                    le 1ᵉʳ atelier                        | le 1ᵉʳ atelier
                    Tél. 02 99 12 34 56¹                  | Tél. 02 99 12 34 56
                    Tél. 02 99 12 34 56¹²                 | Tél. 02 99 12 34 56
                    depuis 1987¹                          | depuis 1987
                    depuis 1987¹²                         | depuis 1987
                    45 €¹                                 | 45 €
                    500 clients²                          | 500 clients
                    ¹ hors fournitures                    | ' hors fournitures'
                    ① 02 99 12 34 56                      | ' 02 99 12 34 56'
                    """)
    void the_mark_of_a_note_or_a_list_and_an_exponent_are_none(String text, String plain) {
        assertThat(Claims.plainDigits(text)).isEqualTo(plain);
    }
}
