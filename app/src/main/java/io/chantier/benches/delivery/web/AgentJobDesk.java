package io.chantier.benches.delivery.web;

import io.chantier.benches.delivery.AgentJobType;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.AgentJobs.Query;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.values.TeamId;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people may see of agents' jobs and do with them: a team those of its sites, the operator all. */
@Component
class AgentJobDesk {

    private static final Set<AgentJobType> WHOLE =
            EnumSet.of(AgentJobType.NEW_SITE, AgentJobType.UPDATE_SITE, AgentJobType.ARCHIVE_SITE);

    private static final String RESTORE = "Restore Site";

    private final AgentJobs jobs;
    private final Sites sites;
    private final Jobs work;
    private final Audit audit;

    AgentJobDesk(AgentJobs jobs, Sites sites, Jobs work, Audit audit) {
        this.jobs = jobs;
        this.sites = sites;
        this.work = work;
        this.audit = audit;
    }

    /** What is left out is any. */
    record Filter(
            @Nullable AgentJobType type,
            Query.@Nullable State state,
            @Nullable UUID site,
            @Nullable UUID server) {}

    Page<OrderedJob> list(Caller caller, Filter filter, @Nullable String cursor, int limit) {
        var team = caller.operator() ? null : caller.team();
        return jobs.list(new Query(team, filter.type(), filter.state(), filter.site(), filter.server()), cursor, limit);
    }

    OrderedJob find(Caller caller, UUID id) {
        return jobs.find(id)
                .filter(job -> caller.operator() || isOf(caller.team(), job))
                .orElseThrow(
                        () -> new ProblemException(Problem.of("agent-job-unknown", 404, Map.of("job", id.toString()))));
    }

    private static boolean isOf(TeamId team, OrderedJob job) {
        return job.order().site() != null && job.order().team().equals(team.value());
    }

    /** Empty where it is about none, or it is gone. */
    Optional<Site> site(OrderedJob job) {
        var site = job.order().site();
        return site == null
                ? Optional.empty()
                : sites.find(new TeamId(job.order().team()), new SiteId(site));
    }

    void cancel(Caller caller, UUID id) {
        var job = find(caller, id);
        refuseStepsOwn(caller, job);
        if (!jobs.cancel(job)) {
            throw new ProblemException(Problem.of("agent-job-over", 409, words(job)));
        }
        audit.write(caller, "agent-job.cancel", subject(job), words(job));
    }

    UUID retry(Caller caller, UUID id) {
        var job = find(caller, id);
        refuseStepsOwn(caller, job);
        var again = jobs.retry(job)
                .orElseThrow(() -> new ProblemException(Problem.of("agent-job-not-failed", 409, words(job))));
        audit.write(caller, "agent-job.retry", subject(job), words(job));
        return again;
    }

    /** What would not be refused now. */
    AgentJobPanel.May may(Caller caller, OrderedJob job) {
        boolean free = !isStepsOwn(caller, job);
        return new AgentJobPanel.May(free, free && jobs.isRepeatable(job));
    }

    private void refuseStepsOwn(Caller caller, OrderedJob job) {
        if (isStepsOwn(caller, job)) {
            throw new ProblemException(Problem.of("agent-job-of-step", 409, words(job)));
        }
    }

    /**
     * What a site is made, moved, written over and removed by belongs to the site's own job, which takes it back; so does
     * what its steps ordered. The operator may tidy up after one, and not beneath it.
     */
    private boolean isStepsOwn(Caller caller, OrderedJob job) {
        if (WHOLE.contains(job.order().type()) || job.order().name().equals(RESTORE)) return true;
        return AgentJobs.isOfStep(job.id()) && (!caller.operator() || isWorkedOn(job));
    }

    private boolean isWorkedOn(OrderedJob job) {
        var site = job.order().site();
        return site != null
                && work.list(Jobs.Query.ofSubject(job.order().team(), site.toString())).stream()
                        .anyMatch(one -> one.state().isActive());
    }

    private static String subject(OrderedJob job) {
        var site = job.order().site();
        return (site == null ? job.order().server() : site).toString();
    }

    private static Map<String, String> words(OrderedJob job) {
        return Map.of("job", job.order().name(), "id", job.id().toString());
    }
}
