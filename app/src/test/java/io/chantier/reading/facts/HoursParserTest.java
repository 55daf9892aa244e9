package io.chantier.reading.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursParserTest {

    private static final String WEEK =
            "mo 08:00-12:00; mo 14:00-18:00; tu 08:00-12:00; tu 14:00-18:00; we 08:00-12:00; "
                    + "we 14:00-18:00; th 08:00-12:00; th 14:00-18:00; fr 08:00-12:00; fr 14:00-18:00";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ouvert du lundi au vendredi de 8h à 12h et de 14h à 18h, fermé le dimanche",
                "Lundi - Vendredi : 8h00-12h00 / 14h00-18h00\nSamedi : fermé",
                "Mo-Fr 8-12 Uhr und 14-18 Uhr",
                "Montag bis Freitag: 8.00 - 12.00 Uhr, 14.00 - 18.00 Uhr. Samstag geschlossen",
                "Mon to Fri 8am-12pm, 2pm - 6pm",
                "Monday through Friday: 8:00 a.m. to noon and 2:00 p.m. to 6:00 p.m. Closed Sundays",
                "Lun. au ven. : 08:00 – 12:00, 14:00 – 18:00",
                "Horaires : en semaine de 8 h à midi et de 14 h à 18 h",
                "Mo, Di, Mi, Do und Fr: 8:00-12:00 und 14:00-18:00 Uhr",
                "lundi, mardi, mercredi, jeudi, vendredi\n8h-12h\n14h-18h",
            })
    void understands_a_week_however_it_is_said(String text) {
        assertThat(HoursParser.parse(text)).get().extracting(Week::value).isEqualTo(WEEK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "Mardi au samedi 9h30-19h, fermé dimanche et lundi = tu 09:30-19:00; we 09:30-19:00; th 09:30-19:00; fr 09:30-19:00; sa 09:30-19:00",
                "Sat & Sun 6-10pm = sa 18:00-22:00; su 18:00-22:00",
                "Friday 9-5pm = fr 09:00-17:00",
                "Samedi de 9h à 12h, dimanche fermé = sa 09:00-12:00",
                "Fermé le lundi. Dimanche 10h-13h = su 10:00-13:00",
                "Thurs 5pm to midnight = th 17:00-24:00",
            })
    void understands_single_days(String text, String week) {
        assertThat(HoursParser.parse(text)).get().extracting(Week::value).isEqualTo(week);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Portes ouvertes samedi 12 mars de 14h à 18h",
                "Nous sommes fermés le lundi",
                "Livraison du lundi au vendredi de 8h à 12h",
                "Le mardi 3 menus de 12 à 18 euros",
                "We do so from 8 to 12",
            })
    void takes_no_event_or_number_for_opening_hours(String text) {
        assertThat(HoursParser.parse(text)).isEmpty();
    }

    @Test
    void knows_a_day_from_a_word() {
        assertThat(HoursParser.hasDay("So we do what we love")).isTrue();
        assertThat(HoursParser.hasDay("what we do, so be it")).isFalse();
    }
}
