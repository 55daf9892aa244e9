package io.chantier.ingress;

import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Use;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a visitor gets under each name that was asked for a site. Names that we give out ourselves are left out, and so are
 * those by which visitors would be sent to strangers, or round in a circle.
 */
public final class SiteNames {

    private final DomainName platform;
    private final DomainName own;
    private final Map<DomainName, CustomDomain> asked = new LinkedHashMap<>();

    private SiteNames(DomainName platform, Slug slug, List<CustomDomain> domains) {
        this.platform = platform;
        this.own = new DomainName(slug + "." + platform);
        domains.forEach(one -> asked.putIfAbsent(one.name(), one));
    }

    /** What a visitor of a name gets. */
    public sealed interface Lead {

        record Serves() implements Lead {}

        /** @param certified whether it may be reached with TLS */
        record MovedTo(DomainName primary, boolean certified) implements Lead {}
    }

    /**
     * @param platform the domain under which sites have names of ours
     * @return by name; the site's name of ours among them where it leads to another one
     */
    public static Map<DomainName, Lead> of(DomainName platform, Slug slug, List<CustomDomain> domains) {
        return new SiteNames(platform, slug, domains).leads();
    }

    private Map<DomainName, Lead> leads() {
        var leads = new LinkedHashMap<DomainName, Lead>();
        for (var one : asked.values()) lead(one).ifPresent(lead -> leads.put(one.name(), lead));
        return leads;
    }

    private Optional<Lead> lead(CustomDomain one) {
        return switch (one.use()) {
            case Use.Serves _ -> isOurs(one.name()) ? Optional.empty() : Optional.of(new Lead.Serves());
            case Use.LeadsTo(var primary) ->
                isOurs(one.name()) && !one.name().equals(own) ? Optional.empty() : moved(one.name(), primary);
        };
    }

    private Optional<Lead> moved(DomainName from, DomainName to) {
        var primary = asked.get(to);
        if (primary != null && primary.use() instanceof Use.Serves && !isOurs(to))
            return Optional.of(new Lead.MovedTo(to, primary.mayBeCertified()));
        boolean ownServes = !asked.containsKey(own) && !from.equals(own);
        return to.equals(own) && ownServes ? Optional.of(new Lead.MovedTo(to, true)) : Optional.empty();
    }

    private boolean isOurs(DomainName name) {
        return name.equals(platform) || name.isUnder(platform);
    }
}
