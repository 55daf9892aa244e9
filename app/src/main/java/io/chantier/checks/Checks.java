package io.chantier.checks;

import io.chantier.sites.Site;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The step before publishing: examines and keeps what was found, for people to see at the sentence. */
@Service
public class Checks {

    private final Gate gate;
    private final Findings findings;
    private final Waivers waivers;

    Checks(Gate gate, Findings findings, Waivers waivers) {
        this.gate = gate;
        this.findings = findings;
        this.waivers = waivers;
    }

    /** Examining the same revision again replaces what was found before. */
    @Transactional
    public Verdict examine(Site site, String revision, Candidate candidate) {
        var found = gate.examine(candidate);
        findings.save(site, revision, found);
        return new Verdict(found, waivers.standing(site));
    }
}
