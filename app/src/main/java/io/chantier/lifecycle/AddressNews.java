package io.chantier.lifecycle;

import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutesChanged;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.storage.ReleasePointers;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Orders that the pages follow when a site is to be known by another name. */
@Component
class AddressNews {

    private final Jobs jobs;
    private final Sites sites;
    private final ReleasePointers pointers;
    private final AddressOnline online;
    private final CustomNames customers;
    private final Naming names;

    AddressNews(
            Jobs jobs,
            Sites sites,
            ReleasePointers pointers,
            AddressOnline online,
            CustomNames customers,
            Naming names) {
        this.jobs = jobs;
        this.sites = sites;
        this.pointers = pointers;
        this.online = online;
        this.customers = customers;
        this.names = names;
    }

    /**
     * In the transaction of whoever changes a name: a change that is kept is never forgotten. Several make one job; a site
     * that is offline, or being deleted, has no pages to follow.
     */
    @EventListener
    void changed(RoutesChanged change) {
        pointers.of(change.site())
                .flatMap(pointer -> sites.find(pointer.team(), new SiteId(change.site())))
                .filter(site -> site.state() == SiteState.LIVE)
                .ifPresent(this::order);
    }

    /**
     * The same for sites that are known by a name of their customer's and whose pages do not say so, whatever the reason: a
     * change in the moment in which a job ended, or while the site was not online.
     */
    void orderForgotten() {
        var named = customers.all().keySet();
        if (named.isEmpty()) return;
        var given = names.now();
        var homes = customers.addresses(given, named);
        pointers.all().stream()
                .map(ReleasePointers.Pointer::team)
                .distinct()
                .flatMap(team -> sites.find(team, named).stream())
                .filter(site -> !given.site(site.slug()).equals(homes.get(site.slug())))
                .filter(site -> online.owed(site).isPresent())
                .forEach(this::order);
    }

    private void order(Site site) {
        jobs.start(SiteQueue.behind(site, FollowAddress.KIND));
    }
}
