package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Withheld;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The facts that may be stated: those that were chosen among the contradicting ones, without what they say of others. */
final class Facts {

    private static final Set<Kind> ENOUGH = EnumSet.of(
            Kind.TRADE,
            Kind.SERVICE,
            Kind.PRICE,
            Kind.TESTIMONIAL,
            Kind.FAQ,
            Kind.PHONE,
            Kind.MOBILE,
            Kind.EMAIL,
            Kind.ADDRESS,
            Kind.OPENING_HOURS);

    private final Map<Kind, List<Fact>> byKind = new EnumMap<>(Kind.class);

    /** Without these there is nothing left to tell. */
    private static final Set<String> ESSENTIAL = Set.of("quote", "author", "question", "answer", "name", "label");

    Facts(List<Fact> facts, Withheld withheld) {
        for (var kind : Kind.values())
            byKind.put(
                    kind,
                    facts.stream()
                            .filter(fact -> fact.kind() == kind && fact.standing() == Standing.CHOSEN)
                            .flatMap(fact -> without(withheld, fact).stream())
                            .toList());
    }

    private static Optional<Fact> without(Withheld withheld, Fact fact) {
        var parts = new HashMap<>(fact.parts());
        parts.values().removeIf(withheld::isIn);
        var isWhole = parts.keySet().containsAll(essentialOf(fact)) && !withheld.isIn(fact.display());
        return isWhole ? Optional.of(fact.with(parts)) : Optional.empty();
    }

    private static List<String> essentialOf(Fact fact) {
        return fact.parts().keySet().stream().filter(ESSENTIAL::contains).toList();
    }

    List<Fact> all(Kind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    Optional<Fact> first(Kind kind) {
        return all(kind).stream().findFirst();
    }

    boolean has(Kind kind) {
        return !all(kind).isEmpty();
    }

    /** Whether there is something to make a site of: what the business does, or how it is reached. */
    boolean tellEnough() {
        return ENOUGH.stream().anyMatch(this::has);
    }
}
