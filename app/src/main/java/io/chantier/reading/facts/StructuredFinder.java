package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.facts.Week.Day;
import io.chantier.reading.text.FillerWords;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes the facts out of JSON-LD and microdata. */
final class StructuredFinder implements Finder {

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var thing : ThingReader.of(page.page().dom())) {
            if (thing.is("FAQPage", "Question")) faq(page, thing, into);
            if (thing.is("Review")) review(page, thing, into);
            if (thing.is("Person")) person(page, thing, into);
            if (thing.isBusiness()) business(page, site, thing, into);
        }
    }

    private static void business(PageText page, SiteContext site, Thing thing, Findings into) {
        simple(page, thing, "name", Kind.NAME, into);
        simple(page, thing, "legalName", Kind.LEGAL_NAME, into);
        simple(page, thing, "slogan", Kind.TAGLINE, into);
        contact(page, site, thing, into);
        address(page, thing, into);
        hours(page, thing, into);
        for (var profile : thing.texts("sameAs"))
            SocialFinder.found(profile, place(page, thing, profile), weight(thing), into);
        legal(page, thing, into);
        for (var name : new String[] {"review", "reviews"})
            thing.things(name).forEach(review -> review(page, review, into));
        for (var name : new String[] {"founder", "employee", "employees"})
            thing.things(name).forEach(p -> person(page, p, into));
        services(page, thing, into);
        for (var more : new String[] {"contactPoint", "department"})
            thing.things(more).forEach(point -> contact(page, site, point, into));
    }

    private static void simple(PageText page, Thing thing, String property, Kind kind, Findings into) {
        var text = Words.tidy(thing.text(property));
        if (text.isEmpty() || text.length() > 120 || FillerWords.isFiller(text)) return;
        into.add(new Found(kind, Words.fold(text), text, Map.of(), place(page, thing, text), weight(thing)));
    }

    private static void contact(PageText page, SiteContext site, Thing thing, Findings into) {
        for (var phone : thing.texts("telephone")) {
            PhoneFinder.parsed(phone, site.region())
                    .ifPresent(number -> PhoneFinder.add(
                            into, number, Words.tidy(phone), "", place(page, thing, phone), weight(thing)));
        }
        for (var fax : thing.texts("faxNumber")) {
            PhoneFinder.parsed(fax, site.region())
                    .ifPresent(number -> PhoneFinder.add(
                            into, number, Words.tidy(fax), "fax ", place(page, thing, fax), weight(thing)));
        }
        for (var email : thing.texts("email"))
            EmailFinder.put(
                    into, email.replaceFirst("(?iU)^mailto:", "").strip(), place(page, thing, email), weight(thing));
    }

    private static void address(PageText page, Thing thing, Findings into) {
        for (var address : thing.things("address")) {
            var country = address.text("addressCountry");
            var found = new PostalAddress(
                    address.text("streetAddress").replace("\n", ", "),
                    address.text("postalCode"),
                    address.text("addressLocality"),
                    country.length() == 2 ? country.toUpperCase(Locale.ROOT) : country(country));
            if (found.display().length() < 6) continue;
            if (Placeholders.isAddress(found.display())) into.leaveOut(page.address(), found.display());
            else into.add(found.found(place(page, thing, found.display()), weight(thing)));
        }
    }

    private static String country(String name) {
        return switch (Words.fold(name)) {
            case "france" -> "FR";
            case "deutschland", "germany" -> "DE";
            case "united kingdom", "england", "great britain", "uk" -> "GB";
            case "belgique", "belgium" -> "BE";
            case "suisse", "schweiz", "switzerland" -> "CH";
            case "usa", "united states" -> "US";
            default -> "";
        };
    }

    private static void hours(PageText page, Thing thing, Findings into) {
        var week = new Week();
        var shown = String.join(", ", thing.texts("openingHours"));
        for (var text : thing.texts("openingHours")) {
            var spaced = text.replaceAll("([a-z]),(?=[A-Z])", "$1, ").replaceAll("([a-z])-(?=[A-Z])", "$1 - ");
            week = HoursParser.parse(spaced).map(week::and).orElse(week);
        }
        for (var spec : thing.things("openingHoursSpecification")) week = week.and(specified(spec));
        if (week.isEmpty()) return;
        var display = shown.isEmpty() ? week.value() : shown;
        into.add(new Found(
                Kind.OPENING_HOURS, week.value(), display, week.parts(), place(page, thing, display), weight(thing)));
    }

    private static Week specified(Thing spec) {
        var week = new Week();
        var opens = minutes(spec.text("opens"));
        var closes = minutes(spec.text("closes"));
        if (opens < 0 || closes <= opens || !spec.text("validFrom").isEmpty()) return week;
        Set<Day> days = EnumSet.noneOf(Day.class);
        for (var name : spec.texts("dayOfWeek")) {
            var bare = name.substring(name.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
            for (var day : Day.values()) if (bare.startsWith(day.name())) days.add(day);
        }
        week.add(days, opens, closes);
        return week;
    }

    private static int minutes(String clock) {
        if (!clock.matches("\\d{1,2}:\\d{2}(:\\d{2})?.*")) return -1;
        var parts = clock.split(":");
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1].substring(0, 2));
    }

    private static void legal(PageText page, Thing thing, Findings into) {
        var vat = thing.text("vatID").replaceAll("[ .]", "");
        if (vat.matches("[A-Z]{2}[A-Z0-9]{7,13}"))
            into.add(new Found(Kind.VAT, vat, thing.text("vatID"), Map.of(), place(page, thing, vat), weight(thing)));
        var tax = (thing.text("taxID") + thing.text("identifier")).replaceAll("\\D", "");
        if (tax.length() == 14 && LegalFinder.isLuhn(tax))
            into.add(new Found(Kind.SIRET, tax, tax, Map.of(), place(page, thing, tax), weight(thing)));
        var founded = thing.text("foundingDate");
        if (founded.matches("(1[89]|20)\\d\\d.*")) {
            var year = founded.substring(0, 4);
            into.add(new Found(Kind.FOUNDED, year, year, Map.of(), place(page, thing, founded), weight(thing)));
        }
    }

    private static void services(PageText page, Thing thing, Findings into) {
        for (var name : new String[] {"makesOffer", "hasOfferCatalog", "itemListElement"}) {
            for (var offer : thing.things(name)) {
                for (var item : offer.things("itemOffered"))
                    ServiceFinder.add(
                            item.text("name"),
                            item.text("description"),
                            place(page, thing, item.text("name")),
                            weight(thing),
                            into);
                if (offer.is("OfferCatalog")) services(page, offer, into);
            }
        }
    }

    private static void review(PageText page, Thing review, Findings into) {
        var body = review.text("reviewBody").isEmpty() ? review.text("description") : review.text("reviewBody");
        if (FillerWords.isFiller(body) || Placeholders.isName(review.text("author"))) return;
        TestimonialFinder.add(
                body, review.text("author").replace(",", " "), place(page, review, body), weight(review), into);
    }

    private static void faq(PageText page, Thing thing, Findings into) {
        thing.things("mainEntity").forEach(question -> faq(page, question, into));
        for (var answer : thing.things("acceptedAnswer")) {
            if (!thing.text("name").isEmpty())
                FaqFinder.add(
                        thing.text("name"),
                        answer.text("text"),
                        place(page, thing, thing.text("name")),
                        weight(thing),
                        into);
        }
    }

    private static void person(PageText page, Thing thing, Findings into) {
        var role = thing.text("jobTitle");
        if (!thing.text("name").isEmpty() && !role.isEmpty())
            TeamFinder.add(thing.text("name"), role, "", place(page, thing, thing.text("name")), weight(thing), into);
    }

    private static Place place(PageText page, Thing thing, String words) {
        return Excerpt.of(page, words, thing.how());
    }

    private static double weight(Thing thing) {
        return thing.how().equals("json-ld") ? 5 : 4;
    }
}
