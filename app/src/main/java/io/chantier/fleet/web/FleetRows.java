package io.chantier.fleet.web;

import io.chantier.deployment.DeploymentLog;
import io.chantier.fleet.FleetSite;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.Sites;
import io.chantier.thumbnails.Thumbnail;
import io.chantier.thumbnails.Thumbnails;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds to sites where they are to be seen; a handful of questions, however many sites. */
@Component
class FleetRows {

    private final Sites sites;
    private final SiteAddresses addresses;
    private final Thumbnails thumbnails;
    private final DeploymentLog log;

    FleetRows(Sites sites, SiteAddresses addresses, Thumbnails thumbnails, DeploymentLog log) {
        this.sites = sites;
        this.addresses = addresses;
        this.thumbnails = thumbnails;
        this.log = log;
    }

    List<FleetRow> of(TeamId team, List<FleetSite> shown) {
        var slugs = shown.stream().map(one -> one.site().slug()).toList();
        var whole = sites.find(team, slugs).stream().collect(Collectors.toMap(Site::id, Function.identity()));
        var ids = shown.stream().map(FleetSite::id).toList();
        var homes = addresses.of(whole.values());
        var previews = addresses.previewsOf(team, ids);
        var pictures = thumbnails.of(team, ids);
        var deployers = log.lastDeployers(
                team,
                shown.stream()
                        .filter(one -> one.condition().deployedAt() != null)
                        .collect(Collectors.toMap(
                                FleetSite::id,
                                one -> Objects.requireNonNull(one.condition().deployedAt()))));
        return shown.stream()
                .filter(one -> whole.containsKey(one.id()))
                .map(one -> new FleetRow(
                        one,
                        Objects.requireNonNull(homes.get(one.id())).toString(),
                        text(previews.get(one.id())),
                        path(pictures.get(one.id()), one),
                        deployers.getOrDefault(one.id(), "")))
                .toList();
    }

    private static @Nullable String text(@Nullable URI address) {
        return address == null ? null : address.toString();
    }

    private static @Nullable String path(@Nullable Thumbnail picture, FleetSite of) {
        return picture == null ? null : picture.path(of.site().slug());
    }
}
