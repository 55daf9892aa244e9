package io.chantier.lifecycle;

import io.chantier.identity.Settings;
import io.chantier.rendering.RenderRequest;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import org.springframework.stereotype.Component;

/** For which address, and in whose legal responsibility, a site is rendered. */
@Component
class Targets {

    private final SiteAddresses addresses;
    private final Settings settings;

    Targets(SiteAddresses addresses, Settings settings) {
        this.addresses = addresses;
        this.settings = settings;
    }

    RenderRequest.Target of(Site site) {
        var host = settings.legalHost()
                .map(named -> new RenderRequest.Host(named.name(), named.address(), named.phone()))
                .orElse(null);
        return new RenderRequest.Target(addresses.of(site), false, host);
    }
}
