package io.chantier.domains;

import io.chantier.domains.dns.DnsSettings;
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
    private final DnsSettings dns;
    private final DomainSettings settings;

    Installation(Naming names, Settings chosen, DnsSettings dns, DomainSettings settings) {
        this.names = names;
        this.chosen = chosen;
        this.dns = dns;
        this.settings = settings;
    }

    /** Nobody gets these, nor what lies under them: sites and our services, the dashboard, and what aliases point to. */
    List<DomainName> ownNames() {
        var others = Stream.of(chosen.publicUrl().getHost(), dns.target())
                .filter(name -> name != null && DomainName.isDomainName(name))
                .map(DomainName::new);
        return Stream.concat(Stream.of(names.now().domain()), others).distinct().toList();
    }

    /** Whether one of our names lies under this one. */
    boolean isAboveOurs(DomainName name) {
        return ownNames().stream().anyMatch(own -> own.isUnder(name));
    }

    DomainName platformName(Site site) {
        return new DomainName(site.slug() + "." + names.now().domain());
    }

    DomainSettings settings() {
        return settings;
    }
}
