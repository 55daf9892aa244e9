package io.chantier.agent.benches;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which site answers to the name of a host, be it its own name or a domain; one nginx serves all benches of a server. */
final class NameOwners {

    private final Benches benches;

    NameOwners(Benches benches) {
        this.benches = benches;
    }

    /** The site that has the name, if that is another one than this. */
    Optional<String> another(BenchName bench, SiteName site, SiteName name) {
        return benches.all().keySet().stream()
                .map(BenchName::new)
                .flatMap(each -> owners(each, name)
                        .filter(owner -> !each.equals(bench) || !owner.equals(site))
                        .map(owner -> "site " + owner + " of bench " + each))
                .findFirst();
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
