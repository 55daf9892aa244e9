package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The configuration of sites on benches: what their agents tell of it, without its secrets, and what they are to change. */
@Component
public class BenchConfig {

    private static final String READABLE = "allow_reads_during_maintenance";

    private final Housing.Finder houses;
    private final Agents agents;

    BenchConfig(Housing.Finder houses, Agents agents) {
        this.houses = houses;
        this.agents = agents;
    }

    /** What a value is. */
    public enum ValueType {
        TEXT,
        NUMBER,
        YES_NO,
        JSON,
        /** That it is set is all that is told. */
        SECRET
    }

    /**
     * A key that is set.
     *
     * @param value null where it is a secret
     * @param editable whether people set it; else the platform does
     */
    public record Setting(
            String key, ValueType type, @Nullable JsonNode value, boolean editable) {

        static Setting of(String key, JsonNode value) {
            boolean secret = ConfigKeys.isSecret(key, value);
            return new Setting(
                    key, secret ? ValueType.SECRET : type(value), secret ? null : value, !ConfigKeys.isReserved(key));
        }

        private static ValueType type(JsonNode value) {
            if (value.isString()) return ValueType.TEXT;
            if (value.isNumber()) return ValueType.NUMBER;
            return value.isBoolean() ? ValueType.YES_NO : ValueType.JSON;
        }
    }

    /** Asks the agent, in the order of the keys; a problem where it does not answer as it should. */
    public List<Setting> of(Site site) {
        return told(site)
                .propertyStream()
                .map(entry -> Setting.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    private JsonNode told(Site site) {
        var housing = houses.get(site);
        try {
            return agents.of(housing.server().id()).get(housing.path("info")).at("/data/config");
        } catch (AgentTrouble trouble) {
            throw new ProblemException(
                    Problem.of(trouble.why().code(), 502, trouble.why().arguments()));
        }
    }

    /** Whether Frappe, as of version 14, lets the site be read, and nothing be written, while it is in maintenance mode. */
    public boolean isReadableInMaintenance(Site site) {
        return Set.of("1", "true").contains(told(site).path(READABLE).asString(""));
    }

    public AgentOrder readableInMaintenance(Site site, boolean readable) {
        return change(
                site,
                readable
                        ? ConfigChange.of(Map.of(READABLE, Wire.toTree(1)), Set.of())
                        : ConfigChange.of(Map.of(), Set.of(READABLE)));
    }

    public AgentOrder change(Site site, ConfigChange change) {
        var housing = houses.get(site);
        var body = Map.of("config", change.set(), "remove", change.remove());
        return housing.order("Update Site Configuration", "POST", housing.path("config"), body);
    }
}
