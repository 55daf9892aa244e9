package io.chantier.ingress;

import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Place;
import io.chantier.ingress.RoutedSite.Use;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Sites and settings as tests of routes need them. */
public final class Routed {

    public static final DomainName DOMAIN = new DomainName("example.fr");

    private Routed() {}

    public static IngressSettings settings(String... namesAndValues) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put("chantier.ingress." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("chantier.ingress", IngressSettings.class);
    }

    public static RoutingTable table(IngressSettings settings, RoutedSite... sites) {
        return RoutingTable.of(DOMAIN, settings.servers(), List.of(sites));
    }

    public static RoutedSite onOurEdge(String slug, CustomDomain... domains) {
        return new RoutedSite(new Slug(slug), new Place.OurEdge(), List.of(domains));
    }

    public static RoutedSite elsewhere(String slug, String server, CustomDomain... domains) {
        return new RoutedSite(new Slug(slug), new Place.Elsewhere(Upstream.valueOf(server)), List.of(domains));
    }

    public static CustomDomain serves(String name, boolean mayBeCertified) {
        return new CustomDomain(new DomainName(name), new Use.Serves(), mayBeCertified);
    }

    public static CustomDomain leadsTo(String name, String primary) {
        return new CustomDomain(new DomainName(name), new Use.LeadsTo(new DomainName(primary)), true);
    }
}
