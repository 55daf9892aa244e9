package io.chantier.reading;

import io.chantier.reading.Fact.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Joins what was read with what people decided about it. */
final class Decisions {

    private Decisions() {}

    /** The facts in their order, standing as decided, and where nobody decided, as the better founded ones let them. */
    static List<Fact> applied(List<Fact> facts, Map<UUID, Standing> decisions) {
        var chosen = new ArrayList<Fact>();
        for (var fact : facts) if (decisions.get(fact.id()) == Standing.CHOSEN) chosen.add(fact);
        var result = new ArrayList<Fact>();
        for (var fact : facts) {
            var decision = decisions.get(fact.id());
            if (decision != null) {
                result.add(fact.standing(decision));
                continue;
            }
            var ofKind =
                    chosen.stream().filter(other -> other.kind() == fact.kind()).toList();
            var stands = Contradictions.mayStand(fact, ofKind);
            if (stands) chosen.add(fact);
            result.add(fact.standing(stands ? Standing.CHOSEN : Standing.OTHER));
        }
        return result;
    }

    /** An earlier choice gives way to the one made now. */
    static void withdrawContradicted(List<Fact> facts, Map<UUID, Standing> decisions, UUID chosen) {
        var fact = facts.stream()
                .filter(one -> one.id().equals(chosen))
                .findFirst()
                .orElseThrow();
        for (var other : facts) {
            if (decisions.get(other.id()) == Standing.CHOSEN && Contradictions.between(fact, other)) {
                decisions.remove(other.id());
            }
        }
    }
}
