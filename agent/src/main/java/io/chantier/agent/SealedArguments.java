package io.chantier.agent;

import io.chantier.agent.commands.Secret;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.agent.secrets.LostSecret;
import io.chantier.jobs.JobOrder;
import io.chantier.protocol.Wire;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What of an order is kept with the secrets of its job: a configuration may hold the keys of every service that a site
 * uses. The order has a fingerprint in its place, by which a repeated one is known again.
 */
final class SealedArguments {

    private static final Set<String> NAMES = Set.of("config", "bench_config", "common_site_config");
    private static final String SEALED = "sealed";
    private static final String SECRET = "argument ";

    private SealedArguments() {}

    static Map<String, Secret> of(Map<String, JsonNode> arguments) {
        var secrets = new TreeMap<String, Secret>();
        arguments.forEach((name, value) -> {
            if (NAMES.contains(name)) {
                secrets.put(SECRET + name, new Secret(Wire.write(value)));
            }
        });
        return secrets;
    }

    /** What the order says in the journal. */
    static Map<String, JsonNode> told(Map<String, JsonNode> arguments, JobSecrets secrets) {
        var told = new TreeMap<>(arguments);
        var fingerprints = new TreeMap<String, String>();
        of(arguments).forEach((name, secret) -> {
            var argument = name.substring(SECRET.length());
            told.remove(argument);
            fingerprints.put(argument, secrets.fingerprint(secret));
        });
        if (!fingerprints.isEmpty()) {
            told.put(SEALED, Wire.toTree(fingerprints));
        }
        return told;
    }

    /** The arguments that the text of an order tells. */
    static Map<String, JsonNode> read(String input) {
        var arguments = new TreeMap<String, JsonNode>();
        Wire.tree(input).forEachEntry(arguments::put);
        return arguments;
    }

    /** Whether the journal does not tell all of an order. */
    static boolean areIn(JobOrder order) {
        return Wire.tree(order.input()).has(SEALED);
    }

    /**
     * The order as it was given.
     *
     * @throws LostSecret where an argument cannot be read any more
     */
    static JobOrder whole(JobOrder order, JobSecrets secrets) {
        var input = read(order.input());
        var fingerprints = input.remove(SEALED);
        if (fingerprints == null) {
            return order;
        }
        for (var name : fingerprints.propertyNames()) {
            input.put(name, Wire.tree(secrets.of(order, SECRET + name).reveal()));
        }
        return order.withInput(Wire.write(input));
    }
}
