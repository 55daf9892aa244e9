package io.chantier.checks;

import java.util.List;
import java.util.Set;

/**
 * What the gate says of a revision.
 *
 * @param findings everything that was found, blocking ones first
 * @param waived the findings for which a person answers
 */
public record Verdict(List<Finding> findings, Set<String> waived) {

    /** What holds it back: nobody answers for these. */
    public List<Finding> blocking() {
        return findings.stream()
                .filter(Finding::isBlocking)
                .filter(finding -> !isWaived(finding))
                .toList();
    }

    /** What could be better, and nobody answers for. */
    public List<Finding> warnings() {
        return findings.stream()
                .filter(finding -> !finding.isBlocking())
                .filter(finding -> !isWaived(finding))
                .toList();
    }

    private boolean isWaived(Finding finding) {
        return finding.isWaivable() && waived.contains(finding.id());
    }
}
