package io.chantier.deployment;

import io.chantier.sites.SiteEvent;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import org.springframework.context.event.EventListener;

/** A deleted site leaves nothing that was published of it. */
public class DeletedSites {

    private final Deployments deployments;
    private final ReleasePointers pointers;
    private final Releases releases;
    private final PublishedTo targets;

    public DeletedSites(Deployments deployments, ReleasePointers pointers, Releases releases, PublishedTo targets) {
        this.deployments = deployments;
        this.pointers = pointers;
        this.releases = releases;
        this.targets = targets;
    }

    @EventListener
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        deployments.withdraw(site);
        pointers.forget(site.team(), site.id().value());
        releases.forget(site.team(), site.id().value());
        targets.forget(site);
    }
}
