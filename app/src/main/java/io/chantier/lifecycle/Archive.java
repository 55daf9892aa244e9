package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchClaims;
import io.chantier.deployment.Deployments;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.JobId;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes sites offline, brings them back, forgets them. */
@Component
public class Archive {

    private final Sites sites;
    private final SiteJobs work;
    private final Deployments deployments;
    private final BenchClaims benches;
    private final TransactionOperations transactions;
    private final Audit audit;

    Archive(
            Sites sites,
            SiteJobs work,
            Deployments deployments,
            BenchClaims benches,
            TransactionOperations transactions,
            Audit audit) {
        this.sites = sites;
        this.work = work;
        this.deployments = deployments;
        this.benches = benches;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** False when it is archived already. */
    @Transactional
    public boolean archive(Site site, Caller caller) {
        if (!Showcases.only(site).state().canBecome(SiteState.ARCHIVED)) return false;
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
        if (Showcases.only(site).state() != SiteState.ARCHIVED) return false;
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

    /** The answer to an order to delete. */
    public sealed interface Deletion {
        record Deleted() implements Deletion {}

        /** Only an archived site is deleted, and one on a bench that never came to be. */
        record NotArchived(SiteState state) implements Deletion {}

        /** What was stopped when the site was archived has not come to its end yet and still writes. */
        record Busy(JobId job) implements Deletion {}
    }

    /**
     * Forgets the site with everything that was read, made, published, logged and written of it, for good. A problem where
     * an agent is still at work on it, or where it never came to be, but its bench may have something of it all the same.
     */
    public Deletion delete(Site site, Caller caller) {
        if (!isDeletable(site)) return new Deletion.NotArchived(site.state());
        var busy = work.current(site);
        if (busy.isPresent()) return new Deletion.Busy(busy.get().id());
        if (neverCame(site)) benches.demandOff(site);
        return Objects.requireNonNull(transactions.execute(_ -> forget(site, caller)));
    }

    /** Whether it may be deleted as far as its state says. */
    public boolean isDeletable(Site site) {
        return site.state() == SiteState.ARCHIVED || neverCame(site);
    }

    private boolean neverCame(Site site) {
        return site.kind() == SiteKind.BENCH
                && (site.state() == SiteState.DRAFT || site.state() == SiteState.BROKEN)
                && !benches.hasCome(site);
    }

    private Deletion forget(Site asked, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        if (!isDeletable(site)) return new Deletion.NotArchived(site.state());
        var busy = work.current(site);
        if (busy.isPresent()) return new Deletion.Busy(busy.get().id());
        if (site.kind() == SiteKind.BENCH) benches.demandNoWork(site);
        sites.delete(site);
        audit.write(
                caller,
                "site.delete",
                site.id().toString(),
                Map.of("slug", site.slug().value(), "name", site.name()));
        return new Deletion.Deleted();
    }
}
