package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Takes the facts out of hCard, the business card in class names. */
final class HCardFinder implements Finder {

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var card : page.page().dom().select(".vcard, .h-card")) {
            var name = first(card, ".org .organization-name, .org, .p-org, .fn, .p-name");
            if (!name.isEmpty() && name.length() < 80) {
                into.add(new Found(
                        Kind.NAME, Words.fold(name), name, Map.of(), Excerpt.of(page, card.text(), "hcard"), 3));
            }
            for (var phone : card.select(".tel, .p-tel")) phone(page, site, phone, into);
            for (var email : card.select(".email, .u-email")) {
                var address = email.attr("href").replaceFirst("(?iU)^mailto:", "");
                EmailFinder.put(
                        into,
                        address.isEmpty() ? email.text().strip() : address,
                        Excerpt.of(page, card.text(), "hcard"),
                        4);
            }
            var address = new PostalAddress(
                    first(card, ".street-address, .p-street-address"),
                    first(card, ".postal-code, .p-postal-code"),
                    first(card, ".locality, .p-locality"),
                    site.region());
            if (!address.street().isEmpty()
                    && !address.city().isEmpty()
                    && !Placeholders.isAddress(address.display())) {
                into.add(address.found(Excerpt.of(page, card.text(), "hcard"), 4));
            }
        }
    }

    private static void phone(PageText page, SiteContext site, Element phone, Findings into) {
        var type = first(phone, ".type");
        var value = first(phone, ".value").isEmpty()
                ? phone.text().replace(type, "").strip()
                : first(phone, ".value");
        PhoneFinder.parsed(value, site.region())
                .ifPresent(number -> PhoneFinder.add(
                        into,
                        number,
                        Words.tidy(value),
                        type.toLowerCase(Locale.ROOT) + " ",
                        Excerpt.of(page, phone.text(), "hcard"),
                        4));
    }

    private static String first(Element card, String selector) {
        var found = card.selectFirst(selector);
        return found == null ? "" : Words.tidy(found.text());
    }
}
