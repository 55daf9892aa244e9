package io.chantier.ingress;

import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.SiteNames.Lead;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of customers' own that sites have at this moment, whichever module knows them. */
public final class CustomNames {

    private final Supplier<Stream<RoutedSites>> modules;

    /** @param modules asked anew each time */
    public CustomNames(Supplier<Stream<RoutedSites>> modules) {
        this.modules = modules;
    }

    public List<CustomDomain> of(Slug site) {
        return modules.get()
                .flatMap(module -> module.domainsOf(site).stream())
                .distinct()
                .toList();
    }

    /** Where a site itself answers: under its name of ours, unless that one leads to another. */
    public URI home(Addresses given, Slug site) {
        var own = given.site(site);
        return switch (SiteNames.of(given.domain(), site, of(site)).get(new DomainName(own.getHost()))) {
            case Lead.MovedTo(var primary, var certified) -> given.custom(primary, certified);
            case Lead.Serves _ -> own;
            case null -> own;
        };
    }

    /** Where the public is sent: to the customer's own name where that works, else to the one of ours. */
    public URI address(Addresses given, Slug site) {
        return addresses(given, List.of(site)).getOrDefault(site, given.site(site));
    }

    /** The same for many sites, by no more questions than for one. */
    public Map<Slug, URI> addresses(Addresses given, Collection<Slug> sites) {
        var own = new HashMap<Slug, DomainName>();
        modules.get().map(module -> module.primaries(sites)).forEach(more -> more.forEach(own::putIfAbsent));
        return sites.stream().distinct().collect(Collectors.toMap(Function.identity(), site -> {
            var name = own.get(site);
            return name == null ? given.site(site) : given.custom(name, true);
        }));
    }

    /** Whether DNS has to lead the names of a site to another server, as it does with the site's name of ours. */
    public boolean isApart(Slug site) {
        return modules.get().anyMatch(module -> module.isApart(site));
    }

    /** Those of every site that has any. */
    public Map<Slug, List<CustomDomain>> all() {
        var sites = modules.get().flatMap(module -> module.now().stream()).toList();
        return RoutedSite.merged(sites).stream()
                .filter(site -> !site.domains().isEmpty())
                .collect(Collectors.toMap(RoutedSite::slug, RoutedSite::domains));
    }
}
