package io.chantier.checks;

import io.chantier.sites.Site;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The step before publishing: examines and keeps what was found, for people to see at the sentence. */
@Service
public class Checks {

    private final Gate gate;
    private final Findings findings;

    Checks(Gate gate, Findings findings) {
        this.gate = gate;
        this.findings = findings;
    }

    /** Examining the same revision again replaces what was found before. */
    @Transactional
    public List<Finding> examine(Site site, String revision, Candidate candidate) {
        var found = gate.examine(candidate);
        findings.save(site, revision, found);
        return found;
    }
}
