package io.chantier.reading;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.text.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which facts cannot be true together. */
public final class Contradictions {

    /** A business may have several of these, but then one place names them together. */
    private static final Set<Kind> LISTED = EnumSet.of(Kind.PHONE, Kind.MOBILE, Kind.FAX, Kind.EMAIL, Kind.ADDRESS);

    private static final Pattern CONTACT = Pattern.compile(
            "(?i)contact|kontakt|coordonn|nous-?trouver|find-?us|magasins|boutiques|agences|filialen|locations");

    private Contradictions() {}

    /** Whether a fact may stand beside those of its kind that are better founded. */
    public static boolean mayStand(Fact fact, List<Fact> chosen) {
        if (chosen.isEmpty()) return true;
        if (LISTED.contains(fact.kind())) return chosen.stream().anyMatch(other -> listedTogether(fact, other));
        return chosen.stream().noneMatch(other -> between(fact, other));
    }

    /** Whether the one excludes the other. */
    public static boolean between(Fact one, Fact other) {
        if (one.kind() != other.kind() || one.id().equals(other.id())) return false;
        return switch (one.kind()) {
            case PRICE ->
                same(one, other, "label") && (same(one, other, "group") || isSaidElsewhereWithoutGroup(one, other));
            case SOCIAL -> same(one, other, "network");
            case FAQ -> same(one, other, "question");
            case PERSON -> same(one, other, "name");
            case PHONE, MOBILE, FAX, EMAIL, ADDRESS -> !listedTogether(one, other);
            case NAME,
                    TRADE,
                    TAGLINE,
                    OPENING_HOURS,
                    SIREN,
                    SIRET,
                    RCS,
                    VAT,
                    LEGAL_NAME,
                    LEGAL_FORM,
                    FOUNDED,
                    DIRECTOR -> true;
            case TESTIMONIAL, CERTIFICATION, SERVICE -> false;
        };
    }

    private static boolean same(Fact one, Fact other, String part) {
        return Words.fold(one.parts().getOrDefault(part, ""))
                .equals(Words.fold(other.parts().getOrDefault(part, "")));
    }

    /** A page that names a price in passing speaks of the same thing as the page that lists it. */
    private static boolean isSaidElsewhereWithoutGroup(Fact one, Fact other) {
        var ungrouped = one.parts().getOrDefault("group", "").isEmpty()
                || other.parts().getOrDefault("group", "").isEmpty();
        return ungrouped
                && !one.places()
                        .getFirst()
                        .page()
                        .equals(other.places().getFirst().page());
    }

    /** In one breath, in one description for machines, or both on the page that is there to list them. */
    private static boolean listedTogether(Fact one, Fact other) {
        return one.places().stream().anyMatch(a -> other.places().stream().anyMatch(b -> together(one, a, other, b)));
    }

    private static boolean together(Fact one, Place a, Fact other, Place b) {
        if (!a.page().equals(b.page()) || !a.how().equals(b.how())) return false;
        var isText = a.how().equals("text") || a.how().equals("link");
        return !isText
                || CONTACT.matcher(a.page()).find()
                || a.excerpt().contains(other.display())
                || b.excerpt().contains(one.display());
    }
}
