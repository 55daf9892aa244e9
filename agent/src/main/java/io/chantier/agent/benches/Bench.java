package io.chantier.agent.benches;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A bench as the contract tells it.
 *
 * @param config what all sites of the bench share, its {@code common_site_config.json}
 */
public record Bench(String name, Map<String, Named> apps, JsonNode config, Map<String, Named> sites) {

    public Bench {
        apps = Map.copyOf(apps);
        sites = Map.copyOf(sites);
    }

    /** An app or a site. */
    public record Named(@JsonProperty("name") String name) {}
}
