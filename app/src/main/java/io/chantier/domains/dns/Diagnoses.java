package io.chantier.domains.dns;

import io.chantier.domains.dns.Observation.Told;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks names up and says how it stands with them. */
@Component
public class Diagnoses {

    private final Observer observer;
    private final Resolvers resolvers;
    private final DnsSettings settings;
    private final Naming naming;
    private final CustomNames customers;

    Diagnoses(Observer observer, Resolvers resolvers, DnsSettings settings, Naming naming, CustomNames customers) {
        this.observer = observer;
        this.resolvers = resolvers;
        this.settings = settings;
        this.naming = naming;
        this.customers = customers;
    }

    /** Takes up to ten seconds, where servers are silent. */
    public Diagnosis of(DomainName name, Slug site) {
        return Doctor.diagnose(observer.look(name), expected(site), Set.copyOf(settings.issuers()));
    }

    /** What customers enter for a site, without asking anybody: the name for an alias, and addresses where they are set. */
    public Target target(Slug site) {
        return new Target(targetName(site), addresses(site));
    }

    /** The settings speak of this installation; a site on a server of its own is where DNS has its name of ours. */
    private List<String> addresses(Slug site) {
        return customers.isApart(site) ? List.of() : settings.addresses();
    }

    /**
     * What leads to a site.
     *
     * @param name for names that may have an alias
     * @param addresses for those that may not, such as a registered name itself; empty where the settings have none
     */
    public record Target(String name, List<String> addresses) {}

    private Expected expected(Slug site) {
        var target = targetName(site);
        var addresses = addresses(site);
        if (!addresses.isEmpty()) {
            return new Expected(
                    addresses.stream()
                            .map(address -> Ip.read(address).map(Ip::text).orElse(address))
                            .collect(Collectors.toSet()),
                    target);
        }
        var told = new Told("", resolvers.ask(target, Dns.Type.A), resolvers.ask(target, Dns.Type.AAAA));
        return new Expected(told.addresses().stream().map(Dns.Rr::value).collect(Collectors.toSet()), target);
    }

    private String targetName(Slug site) {
        return settings.chosenTarget()
                .filter(_ -> !customers.isApart(site))
                .map(DomainName::value)
                .orElseGet(() -> Objects.requireNonNull(naming.now().site(site).getHost()));
    }
}
