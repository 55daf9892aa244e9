package io.chantier.fleet.web;

import io.chantier.fleet.FleetSite;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Adds to sites where they are to be seen; two questions, however many sites. */
@Component
class FleetRows {

    private final Sites sites;
    private final SiteAddresses addresses;

    FleetRows(Sites sites, SiteAddresses addresses) {
        this.sites = sites;
        this.addresses = addresses;
    }

    List<FleetRow> of(TeamId team, List<FleetSite> shown) {
        var slugs = shown.stream().map(one -> one.site().slug()).toList();
        var whole = sites.find(team, slugs).stream().collect(Collectors.toMap(Site::id, Function.identity()));
        var previews =
                addresses.previewsOf(team, shown.stream().map(FleetSite::id).toList());
        return shown.stream()
                .filter(one -> whole.containsKey(one.id()))
                .map(one -> new FleetRow(
                        one,
                        addresses
                                .of(Objects.requireNonNull(whole.get(one.id())))
                                .toString(),
                        text(previews.get(one.id()))))
                .toList();
    }

    private static @org.jspecify.annotations.Nullable String text(@org.jspecify.annotations.Nullable URI address) {
        return address == null ? null : address.toString();
    }
}
