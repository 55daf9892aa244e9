package io.chantier.fleet.web;

import io.chantier.fleet.FleetQuery;
import io.chantier.fleet.FleetQuery.Order;
import io.chantier.fleet.Standing;
import io.chantier.fleet.Watch;
import io.chantier.sites.SiteState;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@link FleetQuery} from the parameters of a request. */
final class Queries {

    private static final int LONGEST = 200;

    private Queries() {}

    /** @throws ProblemException when a parameter has a value that there is not */
    static FleetQuery of(Map<String, String> given) {
        var text = given.getOrDefault("q", "").strip();
        var order = one(Order.class, "order", given);
        return new FleetQuery(
                text.length() > LONGEST ? text.substring(0, LONGEST) : text,
                one(Standing.class, "standing", given),
                given.getOrDefault("tag", "").strip(),
                one(SiteState.class, "state", given),
                one(Watch.class, "watch", given),
                order == null ? Order.NEWEST : order);
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String name, Map<String, String> given) {
        var value = given.getOrDefault(name, "");
        if (value.isEmpty()) return null;
        try {
            return Enum.valueOf(type, value);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problem.ofField(name, "unknown-value", Map.of()));
        }
    }
}
