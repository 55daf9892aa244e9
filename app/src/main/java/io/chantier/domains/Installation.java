package io.chantier.domains;

import io.chantier.identity.Settings;
import io.chantier.ingress.Naming;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What of this installation matters for customers' names. */
@Component
class Installation {

    private final Naming names;
    private final Settings chosen;
    private final DomainSettings settings;

    Installation(Naming names, Settings chosen, DomainSettings settings) {
        this.names = names;
        this.chosen = chosen;
        this.settings = settings;
    }

    /** Nobody gets these, nor what lies under them. */
    List<DomainName> ownNames() {
        var dashboard = chosen.publicUrl().getHost();
        return Stream.concat(
                        Stream.of(names.now().domain()),
                        Stream.ofNullable(dashboard)
                                .filter(DomainName::isDomainName)
                                .map(DomainName::new))
                .toList();
    }

    DomainName platformName(Site site) {
        return new DomainName(site.slug() + "." + names.now().domain());
    }

    DomainSettings settings() {
        return settings;
    }
}
