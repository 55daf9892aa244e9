package io.chantier.editing;

import io.chantier.generation.Hand;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts what is true in the place of what is not, wherever the pages say it, in whatever way they write it. */
final class FactOnPages {

    private static final Set<Kind> NUMBERS = Set.of(Kind.PHONE, Kind.MOBILE, Kind.FAX, Kind.SIREN, Kind.SIRET);
    /** Addresses of the template, and what customers said word for word. */
    private static final Set<String> NO_WORDS =
            Set.of("path", "type", "kind", "image", "video", "from", "to", "version", "quote", "author");

    private static final int SHORTEST_NUMBER = 7;
    private static final int COUNTRY = 4;

    /** Digits as people write them, with what they put between. */
    private static final Pattern DIGITS = Pattern.compile(
            "(?<![\\d.,])(?:\\+|00)?\\(?\\d(?:(?:\\(0\\))?[\\s./\\u00a0\\u202f-]{0,3}\\d){6,19}(?!\\d)");

    private final Fact wrong;
    private final Fact right;
    private final Hand by;
    private final UnaryOperator<String> rewriting;

    private FactOnPages(Fact wrong, Fact right, Hand by) {
        this.wrong = wrong;
        this.right = right;
        this.by = by;
        this.rewriting = NUMBERS.contains(wrong.kind()) ? this::withNumber : literal(pairs(wrong, right));
    }

    /** @param by who says so */
    static FactOnPages of(Fact wrong, Fact right, Hand by) {
        return new FactOnPages(wrong, right, by);
    }

    /** Where the wrong fact stood, the right one is known to be told by a person from then on. */
    void changeIn(Draft draft) {
        var places = draft.provenance().placesOf(wrong.id().toString());
        if (wrong.kind() == Kind.OPENING_HOURS) hours(draft);
        BiConsumer<Pointer, String> rewrite = (at, text) -> {
            var isItsPlace = places.stream().anyMatch(place -> (at.place() + "/").startsWith(place + "/"));
            if (isEverywhere() || isItsPlace) draft.rewrite(at, rewritten(at, text));
        };
        for (var root : List.of("site", "content"))
            walk(Pointer.of(root), draft.root().path(root), rewrite);
        for (var place : places) draft.provenance().told(by, right.id().toString(), right.display(), place);
    }

    /** A price, a town or a year may stand for another thing elsewhere. */
    private boolean isEverywhere() {
        return switch (wrong.kind()) {
            case PRICE, FOUNDED, OPENING_HOURS, LEGAL_FORM, ADDRESS -> false;
            case NAME,
                    TRADE,
                    TAGLINE,
                    PHONE,
                    MOBILE,
                    FAX,
                    EMAIL,
                    SIREN,
                    SIRET,
                    RCS,
                    VAT,
                    LEGAL_NAME,
                    SOCIAL,
                    TESTIMONIAL,
                    CERTIFICATION,
                    SERVICE,
                    FAQ,
                    PERSON,
                    DIRECTOR -> true;
        };
    }

    private String rewritten(Pointer at, String text) {
        var isForMachines = at.last().equals("tel") || text.startsWith("tel:");
        if (isForMachines && isSame(text.replaceAll("\\D", "")))
            return (text.startsWith("tel:") ? "tel:" : "") + right.value();
        return rewriting.apply(text);
    }

    private String withNumber(String text) {
        return DIGITS.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSame(found.group().replace("(0)", "").replaceAll("\\D", ""))
                                ? right.display()
                                : found.group()));
    }

    /** With or without the country before it. */
    private boolean isSame(String digits) {
        // A VAT number holds a company's number and is another.
        if (wrong.kind() == Kind.SIREN || wrong.kind() == Kind.SIRET)
            return digits.equals(wrong.value().replaceAll("\\D", ""));
        var sought = significant(digits);
        var known = significant(wrong.value().replaceAll("\\D", ""));
        return sought.length() >= SHORTEST_NUMBER
                && Math.abs(sought.length() - known.length()) <= COUNTRY
                && (known.endsWith(sought) || sought.endsWith(known));
    }

    private static String significant(String digits) {
        return digits.replaceAll("^0+", "");
    }

    private static Map<String, String> pairs(Fact wrong, Fact right) {
        var pairs = new LinkedHashMap<String, String>();
        if (wrong.kind() == Kind.ADDRESS) {
            for (var part : List.of("street", "postalCode", "city"))
                pairs.put(wrong.parts().getOrDefault(part, ""), right.parts().getOrDefault(part, ""));
        } else {
            pairs.put(wrong.display(), right.display());
            if (!wrong.value().contains("|")) pairs.put(wrong.value(), right.value());
        }
        pairs.entrySet()
                .removeIf(pair -> pair.getKey().isBlank() || pair.getValue().isBlank());
        return pairs;
    }

    private static UnaryOperator<String> literal(Map<String, String> pairs) {
        var patterns = new LinkedHashMap<Pattern, String>();
        pairs.forEach((from, to) -> patterns.put(spaced(from), Matcher.quoteReplacement(to)));
        return text -> {
            var changed = text;
            for (var pair : patterns.entrySet())
                changed = pair.getKey().matcher(changed).replaceAll(pair.getValue());
            return changed;
        };
    }

    /** The words as a whole, whatever spaces and apostrophes the pages have between them. */
    private static Pattern spaced(String words) {
        var parts = new ArrayList<String>();
        for (var part : words.strip().split("[\\s\\u00a0\\u202f]+", -1))
            parts.add(Pattern.quote(part).replace("'", "\\E['’]\\Q").replace("’", "\\E['’]\\Q"));
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + String.join("[\\s\\u00a0\\u202f]+", parts) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private void hours(Draft draft) {
        var rows = Draft.JSON.createArrayNode();
        var bySpan = new LinkedHashMap<String, ArrayNode>();
        for (var day : List.of("mo", "tu", "we", "th", "fr", "sa", "su"))
            for (var span : right.parts().getOrDefault(day, "").split("[,;]\\s*", -1))
                if (span.matches("\\d\\d:\\d\\d-\\d\\d:\\d\\d"))
                    bySpan.computeIfAbsent(span, _ -> Draft.JSON.createArrayNode())
                            .add(day);
        bySpan.forEach((span, days) -> {
            ObjectNode row = rows.addObject();
            row.set("days", days);
            row.put("opens", span.substring(0, 5)).put("closes", span.substring(6));
        });
        if (rows.isEmpty()) return;
        draft.tell(by, Pointer.of("site", "hours"), rows, right.id().toString(), right.display());
        draft.rewrite(Pointer.of("site", "hoursNote"), "");
    }

    private static void walk(Pointer at, JsonNode node, BiConsumer<Pointer, String> leaf) {
        if (node.isString()) leaf.accept(at, node.stringValue());
        else if (node.isArray()) for (var i = 0; i < node.size(); i++) walk(at.child(i), node.get(i), leaf);
        else
            for (var member : List.copyOf(node.properties()))
                if (!NO_WORDS.contains(member.getKey())) walk(at.child(member.getKey()), member.getValue(), leaf);
    }
}
