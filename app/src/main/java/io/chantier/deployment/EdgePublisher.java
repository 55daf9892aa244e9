package io.chantier.deployment;

import io.chantier.ingress.Naming;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.net.URI;
import java.util.Map;
import org.springframework.transaction.support.TransactionOperations;

/** Publishing on our own edge: two rows change in one transaction, and every edge hears of it. */
public final class EdgePublisher implements Publisher {

    private final Releases releases;
    private final ReleasePointers pointers;
    private final PublishedSites sites;
    private final Naming names;
    private final TransactionOperations transaction;

    public EdgePublisher(
            Releases releases,
            ReleasePointers pointers,
            PublishedSites sites,
            Naming names,
            TransactionOperations transaction) {
        this.releases = releases;
        this.pointers = pointers;
        this.sites = sites;
        this.names = names;
        this.transaction = transaction;
    }

    @Override
    public Publication publish(Site site, Digest release) {
        if (releases.find(site.team(), site.id().value(), release).isEmpty()) {
            return new Publication.Refused(new Failure("release-missing", Map.of("release", release.brief())));
        }
        var version = transaction.execute(_ -> {
            sites.goLive(site);
            return pointers.switchTo(site.team(), site.id().value(), release).version();
        });
        return new Publication.Live(addressOf(site), version == null ? 0 : version);
    }

    @Override
    public void withdraw(Site site) {
        transaction.executeWithoutResult(_ -> {
            pointers.clear(site.team(), site.id().value());
            sites.forget(site);
        });
    }

    @Override
    public URI addressOf(Site site) {
        return names.now().site(site.slug());
    }
}
