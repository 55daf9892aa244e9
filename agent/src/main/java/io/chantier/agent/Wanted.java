package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.commands.Secret;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A job that somebody wants.
 *
 * @param arguments what the job needs, by name
 * @param secrets the passwords among it, which are kept elsewhere
 * @param claim the sites and benches that it works on
 */
record Wanted(AgentRecipe recipe, Map<String, JsonNode> arguments, Map<String, Secret> secrets, Claim claim) {

    Wanted {
        arguments = Map.copyOf(arguments);
        secrets = Map.copyOf(secrets);
    }
}
