package io.chantier.approval;

import io.chantier.lifecycle.Consent;
import io.chantier.sites.Site;
import org.springframework.stereotype.Component;

/** Keeps a site offline until its client agreed, where the agency wants that. */
@Component
class ClientConsent implements Consent {

    private final ApprovalRows rows;

    ClientConsent(ApprovalRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean isMissing(Site site, String revision) {
        return rows.isNeeded(site) && rows.find(site, revision).isEmpty() && !rows.isOverridden(site, revision);
    }
}
