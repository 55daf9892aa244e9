package io.chantier.deployment;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.values.Digest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Serves an earlier release again; it is looked at from outside like any other. */
@Component
public class RollBack {

    /** Which kind of deployment a way back is. */
    static final String KIND = "roll-back";

    /** How the audit trail names it. */
    static final String AUDITED = "site.roll-back";

    /** How the audit trail names that the release was not seen, and the site is where it was before. */
    static final String TAKEN_BACK = "site.roll-back-undone";

    /** Which release, brief, an event of both kinds is about. */
    static final String RELEASE = "release";

    private final Deployments deployments;
    private final KeptReleases kept;
    private final Sites sites;
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionTemplate transaction;

    RollBack(
            Deployments deployments,
            KeptReleases kept,
            Sites sites,
            Jobs jobs,
            Audit audit,
            TransactionTemplate transaction) {
        this.deployments = deployments;
        this.kept = kept;
        this.sites = sites;
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** How it went. */
    public sealed interface Outcome {
        record Back(URI address) implements Outcome {}

        /** Our own edge serves it; this job brings the server where the site stands in line. */
        record Following(JobId job) implements Outcome {}

        /** It was let go as releases are by age; the revision that it was made of is still there. */
        record Gone() implements Outcome {}

        /** The site never served that release, or is not online. */
        record Unknown() implements Outcome {}

        /** This job works on the site and could put another release online at the same moment. */
        record Busy(JobId job) implements Outcome {}

        record Failed(Failure why) implements Outcome {}
    }

    /** @param digest the whole digest of a release that the site has served */
    public Outcome to(Site asked, String digest, Caller caller) {
        var done = transaction.execute(_ -> switchTo(asked, digest, caller));
        if (done != null && done.isPresent()) return done.get();
        return failure(deployments.verify(asked))
                .<Outcome>map(why -> takenBack(asked, digest, caller, why))
                .orElseGet(() -> new Outcome.Back(deployments.of(asked)));
    }

    /** Under the site's lock, so that no job begins meanwhile; visitors see it with the commit. */
    private Optional<Outcome> switchTo(Site asked, String digest, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var busy = running(site);
        if (busy.isPresent()) return Optional.of(new Outcome.Busy(busy.get()));
        var release = published(site, digest).filter(_ -> site.state() == SiteState.LIVE);
        if (release.isEmpty()) return Optional.of(new Outcome.Unknown());
        if (!kept.of(site).containsKey(release.get())) return Optional.of(new Outcome.Gone());
        return switch (deployments.switchTo(site, release.get())) {
            case Deployments.Switched.Failed(var why) -> Optional.of(new Outcome.Failed(why));
            case Deployments.Switched.Done(var following) -> {
                audit.write(caller, AUDITED, site.id().toString(), details(release.get(), following));
                yield following.map(Outcome.Following::new);
            }
        };
    }

    private Outcome takenBack(Site site, String digest, Caller caller, Failure why) {
        var details = Map.of(RELEASE, new Digest(digest).brief(), "code", why.code());
        audit.write(caller, TAKEN_BACK, site.id().toString(), details);
        return new Outcome.Failed(why);
    }

    private static Map<String, String> details(Digest release, Optional<JobId> following) {
        var details = new HashMap<>(Map.of(RELEASE, release.brief()));
        following.ifPresent(job -> details.put(DeploymentLog.JOB, job.toString()));
        return details;
    }

    private Optional<JobId> running(Site site) {
        var query = Jobs.Query.ofSubject(site.team().value(), site.id().toString());
        return jobs.list(query).stream()
                .filter(job -> job.state().isActive())
                .map(Job::id)
                .findFirst();
    }

    private Optional<Digest> published(Site site, String digest) {
        return deployments.history(site).stream()
                .map(Publication::release)
                .filter(release -> release.value().equals(digest))
                .findFirst();
    }

    private static Optional<Failure> failure(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done _ -> Optional.empty();
            case StepOutcome.Waiting _ -> Optional.empty();
            case StepOutcome.LookAgain _ -> Optional.empty();
            case StepOutcome.Failed(var why) -> Optional.of(why);
            case StepOutcome.TryAgain later -> Optional.of(later.why());
        };
    }
}
