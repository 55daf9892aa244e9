package io.chantier.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measure of the old sites' tests: what it counts as invented, it has to see. */
class ShownFactsTest {

    private static final String BUSINESS = """
            {"@type":"LocalBusiness","address":{"streetAddress":"3 rue du Port","postalCode":"35000","addressLocality":"Rennes"},
             "openingHoursSpecification":[{"dayOfWeek":["Monday"],"opens":"08:00","closes":"12:00"}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='tel:+33299123456'>02 99 12 34 56</a>",
                "<a href='mailto:a@b.fr'>a@b.fr</a>",
                "<a href='https://facebook.com/other'>Facebook</a>",
                "<ul class=pricelist><li><span class=pricelist__name>Porte</span><span class=pricelist__price>90 €</span></li></ul>",
                "<blockquote>Merveilleux !</blockquote>",
                "<div class=section--faq><details><summary>Livrez-vous ?</summary></details></div>",
                "<div class=section--certifications><ul><li>Qualibat</li></ul></div>",
                "<p class=person__name>Jean Valjean</p>",
                "<dl class=legal><div><dt>SIRET</dt><dd>123 456 789 00012</dd></div></dl>"
            })
    void a_fact_that_nobody_counted_is_seen(String html) {
        assertThat(shown(html).beyond(Set.of("NAME dupont"))).hasSize(1);
    }

    @Test
    void an_address_and_a_week_for_machines_are_seen() {
        var shown = shown("<script type='application/ld+json'>" + BUSINESS + "</script>");

        assertThat(shown.beyond(Set.of("NAME dupont"))).hasSize(2);
        assertThat(shown.shows("ADDRESS 3 rue du port|35000|rennes")).isTrue();
        assertThat(shown.shows("OPENING_HOURS mo 08:00-12:00")).isTrue();
    }

    @Test
    void another_price_for_the_same_thing_is_no_recall_but_an_invention() {
        var shown = shown(
                "<ul class=pricelist><li><span class=pricelist__name>Porte</span><span class=pricelist__price>95 €</span></li></ul>");

        assertThat(shown.shows("PRICE porte|9000|EUR")).isFalse();
        assertThat(shown.beyond(Set.of("PRICE porte|9000|EUR"))).containsExactly("PRICE porte|9500");
    }

    @Test
    void a_sentence_that_the_old_site_does_not_have_is_seen() {
        var shown = shown("<p class=hero__text>Du bois massif. Et le sourire en plus.</p>");

        assertThat(shown.sentencesBeyond("du bois massif depuis toujours")).isEqualTo(List.of("et le sourire en plus"));
    }

    private static ShownFacts shown(String html) {
        var pages = new TreeMap<String, Document>();
        pages.put("/", Jsoup.parse("<title>Dupont</title>" + html));
        return new ShownFacts(pages);
    }
}
