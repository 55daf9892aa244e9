package io.chantier.agent;

import io.chantier.agent.benches.SiteName;
import io.chantier.agent.commands.Secret;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A job that somebody wants.
 *
 * @param arguments what the job needs, by name
 * @param secrets the passwords among it, which are kept elsewhere
 * @param sites the sites that it works on, and the names that it gives to sites
 */
record Wanted(AgentRecipe recipe, Map<String, JsonNode> arguments, Map<String, Secret> secrets, Set<SiteName> sites) {

    Wanted {
        arguments = Map.copyOf(arguments);
        secrets = Map.copyOf(secrets);
        sites = Set.copyOf(sites);
    }
}
