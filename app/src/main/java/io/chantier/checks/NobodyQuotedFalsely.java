package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Testimonials, people, labels and opening hours are the source's own, word for word and day for day. */
@Component
final class NobodyQuotedFalsely implements Check {

    private static final Pattern DAYS = Pattern.compile("mo|tu|we|th|fr|sa|su");

    @Override
    public List<Finding> examine(Examined site) {
        var evidence = site.evidence();
        var findings = new ArrayList<Finding>();
        var content = site.json().get(Examined.CONTENT);
        if (content != null) content(evidence, content, findings);
        var business = site.json().get(Examined.SITE);
        if (business != null) business(site, evidence, business, findings);
        site.pages().forEach((path, page) -> {
            for (var quote : page.select("blockquote, q, [itemprop=reviewBody]"))
                if (!evidence.hasWords(quote.text()))
                    findings.add(blocking("invented-testimonial", path, quote.text())
                            .at(site.pointers().of(quote.text())));
        });
        return findings;
    }

    private static void content(Evidence evidence, JsonNode content, List<Finding> findings) {
        var page = 0;
        for (var node : content.path("pages")) {
            var section = 0;
            for (var part : node.path("sections")) {
                var place =
                        new Place(node.path("path").asString("/"), "content#/pages/" + page + "/sections/" + section++);
                switch (part.path("type").asString("")) {
                    case "testimonials" -> {
                        words(
                                evidence,
                                part.path("items"),
                                "quote",
                                place.in("invented-testimonial", "items"),
                                findings);
                        words(
                                evidence,
                                part.path("items"),
                                "author",
                                place.in("invented-testimonial", "items"),
                                findings);
                    }
                    case "team" ->
                        words(evidence, part.path("people"), "name", place.in("invented-person", "people"), findings);
                    default -> {}
                }
            }
            page++;
        }
    }

    private record Place(String page, String pointer, String code) {

        Place(String page, String pointer) {
            this(page, pointer, "");
        }

        Place in(String otherCode, String list) {
            return new Place(page, pointer + "/" + list, otherCode);
        }
    }

    private static void words(Evidence evidence, JsonNode list, String field, Place place, List<Finding> findings) {
        var number = 0;
        for (var item : list) {
            var words = item.path(field).asString("");
            if (!evidence.hasWords(words))
                findings.add(
                        blocking(place.code(), place.page(), words).at(place.pointer() + "/" + number + "/" + field));
            number++;
        }
    }

    private static void business(Examined site, Evidence evidence, JsonNode business, List<Finding> findings) {
        var number = 0;
        for (var label : business.path("certifications")) {
            if (!evidence.hasWords(label.asString("")))
                findings.add(blocking("invented-certification", Examined.SITE, label.asString(""))
                        .at("site#/certifications/" + number));
            number++;
        }
        number = 0;
        for (var hours : business.path("hours")) {
            var span = hours.path("opens").asString("") + "-"
                    + hours.path("closes").asString("");
            for (var day : hours.path("days"))
                if (DAYS.matcher(day.asString("")).matches() && !isOpen(site, day.asString(""), span))
                    findings.add(blocking("invented-hour", Examined.SITE, day.asString("") + " " + span)
                            .at("site#/hours/" + number)
                            .with(Map.of("claim", day.asString("") + " " + span)));
            number++;
        }
    }

    private static boolean isOpen(Examined site, String day, String span) {
        return site.candidate().evidence().source().facts().stream()
                .anyMatch(fact -> List.of(fact.parts().getOrDefault(day, "").split("[,;]\\s*", -1))
                        .contains(span));
    }
}
