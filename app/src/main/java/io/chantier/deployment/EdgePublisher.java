package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/** Publishing on our own edge: two rows change in one transaction, and every edge hears of it. */
public final class EdgePublisher implements Publisher {

    private final Releases releases;
    private final ReleasePointers pointers;
    private final PublishedSites sites;
    private final Function<Collection<Slug>, Map<Slug, URI>> addresses;
    private final TransactionOperations transaction;
    private final Consumer<Site> ownEdge;

    /**
     * @param addresses where the public finds each of these sites
     * @param ownEdge the edge of this process, which need not wait for the news; nothing where it has none
     */
    public EdgePublisher(
            Releases releases,
            ReleasePointers pointers,
            PublishedSites sites,
            Function<Collection<Slug>, Map<Slug, URI>> addresses,
            TransactionOperations transaction,
            Consumer<Site> ownEdge) {
        this.releases = releases;
        this.pointers = pointers;
        this.sites = sites;
        this.addresses = addresses;
        this.transaction = transaction;
        this.ownEdge = ownEdge;
    }

    @Override
    public Publication publish(Site site, Digest release, Notes notes) {
        if (releases.find(site.team(), site.id().value(), release).isEmpty()) {
            return new Publication.Refused(new Failure("release-missing", Map.of("release", release.brief())));
        }
        var version = transaction.execute(_ -> {
            sites.goLive(site);
            return pointers.switchTo(site.team(), site.id().value(), release).version();
        });
        ownEdge.accept(site);
        return new Publication.Live(addressOf(site), version == null ? 0 : version);
    }

    @Override
    public void withdraw(Site site) {
        transaction.executeWithoutResult(_ -> {
            pointers.clear(site.team(), site.id().value());
            sites.forget(site);
        });
        ownEdge.accept(site);
    }

    @Override
    public URI addressOf(Site site) {
        return Objects.requireNonNull(addressesOf(List.of(site)).get(site.id()));
    }

    @Override
    public Map<SiteId, URI> addressesOf(Collection<Site> sites) {
        var found = addresses.apply(sites.stream().map(Site::slug).toList());
        return sites.stream()
                .collect(Collectors.toMap(Site::id, site -> Objects.requireNonNull(found.get(site.slug()))));
    }
}
