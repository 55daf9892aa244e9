package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts that may be stated: those that were chosen among the contradicting ones. */
final class Facts {

    private final Map<Kind, List<Fact>> byKind = new EnumMap<>(Kind.class);

    Facts(List<Fact> facts) {
        for (var kind : Kind.values())
            byKind.put(
                    kind,
                    facts.stream()
                            .filter(fact -> fact.kind() == kind && fact.standing() == Standing.CHOSEN)
                            .toList());
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

    boolean isEmpty() {
        return byKind.values().stream().allMatch(List::isEmpty);
    }
}
