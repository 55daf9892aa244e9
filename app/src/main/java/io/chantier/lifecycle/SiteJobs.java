package io.chantier.lifecycle;

import io.chantier.deployment.DeploymentLog;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteGoal;
import io.chantier.sites.SiteGoals;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts, watches and ends the jobs of sites; one job works on a site at a time, of whatever kind. */
@Component
public class SiteJobs implements SiteGoals {

    private final Jobs jobs;
    private final Sites sites;
    private final Manuscripts manuscripts;
    private final Authorship.Desk authorship;
    private final Audit audit;
    private final Consents consents;
    private final SiteQueue queue;

    SiteJobs(
            Jobs jobs,
            Sites sites,
            Manuscripts manuscripts,
            Authorship.Desk authorship,
            Audit audit,
            Consents consents) {
        this.jobs = jobs;
        this.sites = sites;
        this.manuscripts = manuscripts;
        this.authorship = authorship;
        this.audit = audit;
        this.consents = consents;
        this.queue = new SiteQueue(jobs, authorship);
    }

    /** The answer to an order for a site. */
    public sealed interface Ordered {
        record Begun(JobId job) implements Ordered {}

        /** This job works on the site already. */
        record Busy(JobId job) implements Ordered {}

        /** The site's state does not allow it. */
        record NotNow(SiteState state) implements Ordered {}

        /** Somebody has to agree to it first. */
        record NotApproved() implements Ordered {}
    }

    @Transactional
    public Ordered generate(Site asked, HandTexts texts, Caller caller) {
        return generate(asked, texts, caller, Urgency.ONE);
    }

    /** Of many sites at once, none loses what people wrote by hand. */
    @Transactional
    public Ordered generate(Site asked, Caller caller, Urgency urgency) {
        return generate(asked, HandTexts.KEEP, caller, urgency);
    }

    private Ordered generate(Site asked, HandTexts texts, Caller caller, Urgency urgency) {
        var site = showcase(asked);
        if (!site.state().wasPublished() && !site.state().canBecome(SiteState.GENERATING))
            return new Ordered.NotNow(site.state());
        return noted(
                queue.begin(site, () -> texts.in(queue.signed(site, GenerateSite.KIND, urgency))),
                job -> audit.write(caller, "site.generate", site.id().toString(), about(site, job)));
    }

    /** Why so many sites may not be written at once; empty where the limits leave what they will cost. */
    public Optional<Problem> refusal(TeamId team, int sites) {
        return authorship.refusal(team, sites);
    }

    @Transactional
    public Ordered deploy(Site asked, Caller caller) {
        return deploy(asked, caller, Urgency.ONE);
    }

    @Transactional
    public Ordered deploy(Site asked, Caller caller, Urgency urgency) {
        return deploy(showcase(asked), SiteQueue.order(asked, DeploySite.KIND, urgency), caller);
    }

    /** Publishes exactly what somebody agreed to, also where something newer is there when it comes to that. */
    @Transactional
    public Ordered deploy(Site asked, Approved approved, Caller caller) {
        return deploy(showcase(asked), approved.in(SiteQueue.order(asked, DeploySite.KIND, Urgency.ONE)), caller);
    }

    /** Publishes what is online for another address; nobody ordered it, so the audit log names the installation. */
    @Transactional
    Ordered deploy(Site asked, Readdressed owed) {
        var site = showcase(asked);
        if (site.state() != SiteState.LIVE) return new Ordered.NotNow(site.state());
        var order = owed.in(SiteQueue.order(site, DeploySite.KIND, Urgency.BEHIND));
        return noted(
                queue.begin(site, () -> order),
                job -> audit.write(site.team(), "site.publish", site.id().toString(), about(site, job)));
    }

    private Ordered deploy(Site site, JobOrder order, Caller caller) {
        var ready = site.status().revision() != null
                && (site.state().wasPublished() || site.state().canBecome(SiteState.DEPLOYING));
        if (!ready) return new Ordered.NotNow(site.state());
        if (consents.areMissing(site)) return new Ordered.NotApproved();
        queue.makeWay(site);
        return noted(
                queue.begin(site, () -> order),
                job -> audit.write(caller, "site.publish", site.id().toString(), about(site, job)));
    }

    /** Whether the site is not published before somebody agrees to it. */
    public boolean awaitsConsent(Site site) {
        return consents.areMissing(site);
    }

    /** Has the author answer what somebody asks for; the site stays as it is. */
    @Transactional
    public Ordered change(Site asked, UUID request, Requests.Kind of) {
        var site = showcase(asked);
        if (site.status().revision() == null || site.state() == SiteState.ARCHIVED)
            return new Ordered.NotNow(site.state());
        var order = ChangeSite.about(request, SiteQueue.order(site, ChangeSite.kindOf(of), Urgency.ONE));
        return queue.begin(site, () -> authorship.sign(order));
    }

    /** Translates into the site's further languages what is not translated, or out of date; nothing is published by it. */
    @Transactional
    public Ordered translate(Site asked, Caller caller) {
        var site = showcase(asked);
        if (site.status().revision() == null || site.state() == SiteState.ARCHIVED)
            return new Ordered.NotNow(site.state());
        return noted(
                queue.begin(
                        site,
                        () -> authorship.signTranslation(site, SiteQueue.order(site, TranslateSite.KIND, Urgency.ONE))),
                job -> audit.write(caller, "site.translate", site.id().toString(), about(site, job)));
    }

    /** In how many places of the site's newest revision people wrote by hand. */
    public int placesByHand(Site site) {
        return manuscripts.placesByHand(site);
    }

    @Override
    @Transactional
    public UUID start(Site asked, SiteGoal goal, Caller caller) {
        var site = showcase(asked);
        var kind = switch (goal) {
            case GENERATED -> GenerateSite.KIND;
            case LIVE -> CreateSite.KIND;
        };
        var action = switch (goal) {
            case GENERATED -> "site.generate";
            case LIVE -> "site.publish";
        };
        var ordered = noted(
                queue.begin(site, () -> queue.signed(site, kind, Urgency.ONE)),
                job -> audit.write(caller, action, site.id().toString(), about(site, job)));
        return switch (ordered) {
            case Ordered.Begun(var job) -> job.value();
            case Ordered.Busy(var job) -> job.value();
            case Ordered.NotNow(var state) -> throw new IllegalStateException("A draft was " + state);
            case Ordered.NotApproved() -> throw new IllegalStateException("Making a site asks nobody");
        };
    }

    /** The job that works on the site now. */
    public Optional<Job> current(Site site) {
        return queue.current(site);
    }

    /** Whether the newest work ended with a publication, so that publishing again would change nothing. */
    public boolean hasNothingToPublish(Site site) {
        return of(site).stream()
                .filter(job -> !ChangeSite.isOne(job.order()))
                .filter(job -> Readdressed.of(job.order()).isEmpty())
                .findFirst()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .filter(job -> !job.order().kind().equals(GenerateSite.KIND))
                .isPresent();
    }

    /** Newest first. */
    public List<Job> of(Site site) {
        return queue.of(site);
    }

    /** A job of the team, whatever it is about. */
    public Optional<Job> find(TeamId team, JobId id) {
        return jobs.find(id).filter(job -> job.order().team().equals(team.value()));
    }

    /** The sites on which a job works or will work, however many they are. */
    public Set<SiteId> busy(TeamId team) {
        return jobs.subjectsAtWork(team.value()).stream()
                .filter(subject -> !SiteKey.isBehind(subject))
                .map(SiteId::of)
                .collect(Collectors.toSet());
    }

    /** Those that make or change a site; what only looks at one is not among them. */
    public List<Job> running(TeamId team) {
        return jobs.list(Jobs.Query.active(team.value())).stream()
                .filter(job -> !SiteKey.isBehind(job.order().subject()))
                .toList();
    }

    /** Whether no later job has worked on the site. */
    public boolean isNewest(Site site, Job job) {
        return queue.isNewest(site, job);
    }

    @Transactional
    public boolean cancel(Job job, Caller caller) {
        if (!jobs.cancel(job.id())) return false;
        audit.write(caller, "job.cancel", job.order().subject(), about(job));
        return true;
    }

    /**
     * Whether the job goes on; it does not where it has not failed, another one works on its site, or a later one has:
     * what it had made by then would overwrite what is newer.
     */
    @Transactional
    public boolean retry(Job job, Caller caller) {
        var key = SiteKey.of(job.order());
        if (sites.find(key.team(), key.site()).isEmpty()) return false;
        var site = sites.lock(key.team(), key.site());
        if (!queue.retry(site, job)) return false;
        audit.write(caller, "job.retry", job.order().subject(), about(job));
        return true;
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jobs.forget(site.team().value(), site.id().toString());
    }

    /** Ends whatever works on the site, because it is archived or deleted. */
    void stop(Site site) {
        current(site).ifPresent(job -> jobs.cancel(job.id()));
    }

    /** Orders for one site take turns, so that two of different kinds cannot both find it idle. */
    private Site showcase(Site asked) {
        return Showcases.only(sites.lock(asked.team(), asked.id()));
    }

    private static Ordered noted(Ordered ordered, Consumer<JobId> note) {
        if (ordered instanceof Ordered.Begun(var job)) note.accept(job);
        return ordered;
    }

    private static Map<String, String> about(Site site, JobId job) {
        return Map.of("slug", site.slug().value(), DeploymentLog.JOB, job.toString());
    }

    private static Map<String, String> about(Job job) {
        return Map.of("job", job.id().toString(), "kind", job.order().kind());
    }
}
