package io.chantier.agent.benches;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Which site answers to the name of a host, be it its own name or a domain; one nginx serves all benches of a server. */
final class NameOwners {

    private static final Logger LOG = LoggerFactory.getLogger(NameOwners.class);

    private final Benches benches;

    NameOwners(Benches benches) {
        this.benches = benches;
    }

    /** That the name is taken, if another site than this has it: which one is for the server's operator only, whose log says it. */
    Optional<String> another(BenchName bench, SiteName site, SiteName name) {
        return benches.all().keySet().stream()
                .map(BenchName::new)
                .flatMap(each -> owners(each, name)
                        .filter(owner -> !each.equals(bench) || !owner.equals(site))
                        .map(owner -> "site " + owner + " of bench " + each))
                .findFirst()
                .map(owner -> {
                    LOG.warn("Site {} of bench {} is not called {}, which belongs to {}", site, bench, name, owner);
                    return name + " belongs to another site of this server";
                });
    }

    private Stream<SiteName> owners(BenchName bench, SiteName name) {
        return benches.configurations(bench).entrySet().stream()
                .filter(one -> answers(one.getKey(), one.getValue(), name))
                .map(Map.Entry::getKey);
    }

    private static boolean answers(SiteName site, JsonNode config, SiteName name) {
        return site.equals(name) || BenchNginx.domains(config).anyMatch(name.value()::equals);
    }
}
