package io.chantier.checks;

import java.util.List;
import org.springframework.stereotype.Component;

/** Examines a candidate with every check there is; nothing in it depends on who wrote the site. */
@Component
public final class Gate {

    private final List<Check> checks;

    Gate(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What is wrong, blocking findings first; empty when nothing is. */
    public List<Finding> examine(Candidate candidate) {
        var examined = Examined.of(candidate);
        return checks.stream()
                .flatMap(check -> check.examine(examined).stream())
                .distinct()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
    }
}
