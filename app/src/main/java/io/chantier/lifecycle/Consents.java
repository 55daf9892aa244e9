package io.chantier.lifecycle;

import io.chantier.sites.Site;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Everybody's consent to the first publishing of a site; what is online already has it. */
@Component
class Consents {

    private final ObjectProvider<Consent> consents;

    Consents(ObjectProvider<Consent> consents) {
        this.consents = consents;
    }

    boolean areMissing(Site site) {
        var revision = site.status().revision();
        return revision != null
                && !site.state().wasPublished()
                && consents.stream().anyMatch(consent -> consent.isMissing(site, revision));
    }
}
