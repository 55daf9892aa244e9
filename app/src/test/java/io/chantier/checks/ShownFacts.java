package io.chantier.checks;

import io.chantier.reading.Claims;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a visitor finds on rendered pages, read from their HTML alone: neither source nor data are asked. */
final class ShownFacts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?…])\\s+");
    private static final List<String> TOLD = List.of(
            ".hero__text", ".story__words p", ".story__words li", ".card__text", "blockquote", ".faq details p");
    private static final Map<String, String> DAYS = Map.of(
            "Monday",
            "mo",
            "Tuesday",
            "tu",
            "Wednesday",
            "we",
            "Thursday",
            "th",
            "Friday",
            "fr",
            "Saturday",
            "sa",
            "Sunday",
            "su");

    private final List<Document> pages;
    private final String text;
    private final Map<String, Set<String>> stated = new HashMap<>();

    ShownFacts(SortedMap<String, Document> pages) {
        this.pages = List.copyOf(pages.values());
        this.text = " "
                + pages.values().stream()
                        .map(page ->
                                Words.fold(page.title() + " \n " + page.body().text()))
                        .collect(Collectors.joining(" "))
                + " ";
        this.pages.forEach(this::collect);
    }

    /** Whether a visitor is told a counted fact such as {@code PHONE +33299123456}. */
    boolean shows(String line) {
        var kind = kind(line);
        var value = value(line);
        return switch (kind) {
            case "PHONE", "MOBILE" -> stated("TEL").contains(value);
            case "FAX" -> says("FAX", local(value)) || stated("TEL").contains(value);
            case "EMAIL", "SOCIAL", "OPENING_HOURS" -> stated(kind).contains(value);
            case "PRICE" -> stated("PRICE").contains(priced(value));
            case "ADDRESS" -> stated("ADDRESS").contains(value);
            case "SIREN", "SIRET", "RCS", "VAT" -> says("LEGAL", compact(value));
            case "TESTIMONIAL", "FAQ", "PERSON", "CERTIFICATION" ->
                stated(kind).stream().anyMatch(said -> said.contains(value));
            default -> text.contains(" " + Words.fold(value) + " ");
        };
    }

    /** What the pages state, of the kinds that can be listed, beyond what was counted. */
    List<String> beyond(Set<String> counted) {
        var beyond = new ArrayList<String>();
        var numbers = values(counted, Set.of("PHONE", "MOBILE", "FAX"));
        strange("TEL", numbers, beyond);
        for (var kind : List.of("EMAIL", "SOCIAL", "OPENING_HOURS", "ADDRESS", "PERSON"))
            strange(kind, values(counted, Set.of(kind)), beyond);
        var prices = values(counted, Set.of("PRICE")).stream()
                .map(ShownFacts::priced)
                .collect(Collectors.toSet());
        strange("PRICE", prices, beyond);
        for (var kind : List.of("TESTIMONIAL", "FAQ", "CERTIFICATION"))
            for (var said : stated(kind))
                if (values(counted, Set.of(kind)).stream().noneMatch(said::contains)) beyond.add(kind + " " + said);
        var legal = values(
                        counted, Set.of("NAME", "SIREN", "SIRET", "RCS", "VAT", "LEGAL_NAME", "LEGAL_FORM", "DIRECTOR"))
                .stream()
                .map(ShownFacts::compact)
                .toList();
        for (var said : stated("LEGAL")) if (legal.stream().noneMatch(said::contains)) beyond.add("LEGAL " + said);
        return beyond;
    }

    /** Sentences of the running text that the old site does not have, folded. */
    List<String> sentencesBeyond(String oldSite) {
        return pages.stream()
                .flatMap(page -> page.select(String.join(", ", TOLD)).stream())
                .flatMap(element -> Stream.of(SENTENCE.split(element.text())))
                .map(sentence -> Words.fold(sentence.replaceAll("…$", "")))
                .filter(sentence -> !sentence.isEmpty() && !oldSite.contains(sentence))
                .distinct()
                .toList();
    }

    /** What stands largest on the first page. */
    String headline() {
        return Words.tidy(pages.getFirst().select("h1").text());
    }

    boolean says(String words) {
        return text.contains(Words.fold(words));
    }

    private void collect(Document page) {
        for (var link : page.select("a[href^=tel:]"))
            add("TEL", link.attr("href").substring(4));
        for (var link : page.select("a[href^=mailto:]"))
            add("EMAIL", link.attr("href").substring(7).toLowerCase(Locale.ROOT));
        for (var link : page.select("a[href^=http]"))
            if (!link.attr("href").contains("openstreetmap.org")) add("SOCIAL", link.attr("href"));
        for (var fax : page.select("span.contacts__value"))
            add("FAX", fax.text().replaceAll("\\D", ""));
        for (var line : page.select(".pricelist li")) price(line);
        for (var quote : page.select("blockquote")) add("TESTIMONIAL", Words.fold(quote.text()));
        for (var question : page.select(".section--faq summary")) add("FAQ", Words.fold(question.text()));
        for (var label : page.select(".section--certifications li")) add("CERTIFICATION", Words.fold(label.text()));
        for (var name : page.select(".person__name")) add("PERSON", Words.fold(name.text()));
        for (var row : page.select("dl.legal > div"))
            if (!row.select("dt").text().toLowerCase(Locale.ROOT).contains("capital"))
                add("LEGAL", compact(row.select("dd").text()));
        for (var script : page.select("script[type=application/ld+json]")) structured(JSON.readTree(script.data()));
    }

    private void price(Element line) {
        var label = Words.fold(line.select(".pricelist__name").text());
        for (var cents : Claims.prices(line.select(".pricelist__price").text())) add("PRICE", label + "|" + cents);
    }

    private void structured(JsonNode business) {
        var address = business.path("address");
        if (address.isObject())
            add(
                    "ADDRESS",
                    Words.fold(address.path("streetAddress").asString("")) + "|"
                            + address.path("postalCode").asString("").replace(" ", "") + "|"
                            + Words.fold(address.path("addressLocality").asString("")));
        var week = new TreeMap<String, TreeSet<String>>();
        for (var hours : business.path("openingHoursSpecification"))
            for (var day : hours.path("dayOfWeek"))
                week.computeIfAbsent(DAYS.get(day.asString("")), _ -> new TreeSet<>())
                        .add(hours.path("opens").asString("") + "-"
                                + hours.path("closes").asString("").replace("23:59", "24:00"));
        var spans = Stream.of("mo", "tu", "we", "th", "fr", "sa", "su")
                .flatMap(day -> week.getOrDefault(day, new TreeSet<>()).stream().map(span -> day + " " + span))
                .collect(Collectors.joining("; "));
        if (!spans.isEmpty()) add("OPENING_HOURS", spans);
    }

    private void add(String kind, String value) {
        stated.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(value);
    }

    private Set<String> stated(String kind) {
        return stated.getOrDefault(kind, Set.of());
    }

    private boolean says(String kind, String part) {
        return stated(kind).stream().anyMatch(said -> said.contains(part));
    }

    private void strange(String kind, Set<String> known, List<String> beyond) {
        stated(kind).stream().filter(value -> !known.contains(value)).forEach(value -> beyond.add(kind + " " + value));
    }

    private static Set<String> values(Set<String> lines, Set<String> kinds) {
        return lines.stream()
                .filter(line -> kinds.contains(kind(line)))
                .map(ShownFacts::value)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String kind(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    /** Label and cents, without the currency. */
    private static String priced(String value) {
        return value.substring(0, value.lastIndexOf('|'));
    }

    private static String compact(String value) {
        return Words.fold(value).replace(" ", "");
    }

    /** The digits that a number has wherever it is dialled from. */
    private static String local(String number) {
        return number.substring(number.length() - 7);
    }
}
