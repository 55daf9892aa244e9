package io.chantier.lifecycle;

import io.chantier.deployment.Deployments;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.ClientFolders;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes sites offline, brings them back, forgets them. */
@Component
public class Archive {

    private final Sites sites;
    private final SiteJobs work;
    private final Deployments deployments;
    private final ClientFolders folders;
    private final Audit audit;

    Archive(Sites sites, SiteJobs work, Deployments deployments, ClientFolders folders, Audit audit) {
        this.sites = sites;
        this.work = work;
        this.deployments = deployments;
        this.folders = folders;
        this.audit = audit;
    }

    /** False when it is archived already. */
    @Transactional
    public boolean archive(Site site, Caller caller) {
        if (!site.state().canBecome(SiteState.ARCHIVED)) return false;
        work.stop(site);
        sites.change(site.team(), site.id(), Site::archived);
        deployments.archive(site);
        audit.write(
                caller,
                "site.archive",
                site.id().toString(),
                Map.of("slug", site.slug().value()));
        return true;
    }

    /** False when it is not archived. */
    @Transactional
    public boolean bringBack(Site site, Caller caller) {
        if (site.state() != SiteState.ARCHIVED) return false;
        var back = sites.change(site.team(), site.id(), Site::broughtBack);
        switch (back.state()) {
            case LIVE -> deployments.resume(back);
            case SUSPENDED -> deployments.suspend(back);
            case DRAFT, GENERATING, GENERATED, INSTALLING, DEPLOYING, BROKEN, ARCHIVED ->
                deployments.resumeOffline(back);
        }
        audit.write(
                caller,
                "site.bring-back",
                site.id().toString(),
                Map.of("slug", site.slug().value()));
        return true;
    }

    /** Forgets the site, its revisions, releases and pictures; only an archived one, else false. */
    @Transactional
    public boolean delete(Site site, Caller caller) {
        if (site.state() != SiteState.ARCHIVED) return false;
        sites.delete(site);
        folders.delete(site);
        audit.write(
                caller,
                "site.delete",
                site.id().toString(),
                Map.of("slug", site.slug().value(), "name", site.name()));
        return true;
    }
}
