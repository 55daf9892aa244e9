package io.chantier.editing;

import io.chantier.checks.Candidate;
import io.chantier.checks.Finding;
import io.chantier.checks.Gate;
import io.chantier.generation.TextsByHand;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.Requests.Basis;
import io.chantier.sites.Site;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the gate would hold back of a proposal, before anybody says yes to it. */
@Component
class Forecast {

    private final Gate gate;

    Forecast(Gate gate) {
        this.gate = gate;
    }

    /** Empty where the proposal brings nothing that the site does not have already. */
    Optional<Failure> of(Site site, Basis seen, Draft after, String wish) {
        var known = examined(site, seen, seen.files(), wish).stream()
                .map(Finding::id)
                .collect(Collectors.toSet());
        return examined(site, seen, after.files(), wish).stream()
                .filter(Finding::isBlocking)
                .filter(finding -> !known.contains(finding.id()))
                .findFirst()
                .map(finding -> new Failure("change-finding", Map.of("excerpt", finding.excerpt())));
    }

    private Set<Finding> examined(Site site, Basis seen, SortedMap<String, byte[]> data, String wish) {
        var said = new HashSet<>(TextsByHand.in(seen.files()));
        said.add(wish);
        var evidence = new Candidate.Evidence(seen.source(), site.profile().wishes(), said);
        return Set.copyOf(gate.examine(new Candidate(data, new TreeMap<>(), evidence, Map.of(), "")));
    }
}
