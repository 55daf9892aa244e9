package io.chantier.reading.facts;

import io.chantier.reading.Fact;
import java.util.List;
import java.util.Objects;

/** Drops facts that say less of the same: "RGE" beside "Qualibat RGE", a place beside the street in that place. */
final class Redundant {

    private Redundant() {}

    static List<Fact> without(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> facts.stream().noneMatch(other -> saysMore(other, fact)))
                .toList();
    }

    private static boolean saysMore(Fact other, Fact fact) {
        if (other.kind() != fact.kind() || other.id().equals(fact.id())) return false;
        return switch (fact.kind()) {
            case CERTIFICATION -> (" " + other.value() + " ").contains(" " + fact.value() + " ");
            case ADDRESS ->
                !fact.parts().containsKey("street")
                        && other.parts().containsKey("street")
                        && Objects.equals(
                                other.parts().get("postalCode"), fact.parts().get("postalCode"));
            case TESTIMONIAL ->
                !fact.parts().containsKey("author") && other.value().contains(fact.value());
            case SERVICE,
                    NAME,
                    TRADE,
                    TAGLINE,
                    PHONE,
                    MOBILE,
                    FAX,
                    EMAIL,
                    OPENING_HOURS,
                    PRICE,
                    SIREN,
                    SIRET,
                    RCS,
                    VAT,
                    LEGAL_NAME,
                    LEGAL_FORM,
                    SOCIAL,
                    FAQ,
                    PERSON,
                    FOUNDED,
                    DIRECTOR -> false;
        };
    }
}
