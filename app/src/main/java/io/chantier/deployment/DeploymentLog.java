package io.chantier.deployment;

import io.chantier.identity.Audit;
import io.chantier.identity.Audit.AuditEvent;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was done to bring a site online, whatever the target and however it ended; newest first. */
@Component
public class DeploymentLog {

    /** What an event of the audit trail says of the job that it began. */
    public static final String JOB = "job";

    /** The name of the server that somebody chose; empty for our own edge. */
    public static final String SERVER = "server";

    private static final int SHOWN = 20;
    private static final int READ = 100;

    private final Jobs jobs;
    private final Audit audit;
    private final PublishedTo targets;
    private final Elsewhere elsewhere;
    private final Set<String> kinds;

    DeploymentLog(Jobs jobs, Audit audit, PublishedTo targets, Elsewhere elsewhere, List<PublishingRecipe> recipes) {
        this.jobs = jobs;
        this.audit = audit;
        this.targets = targets;
        this.elsewhere = elsewhere;
        this.kinds = recipes.stream().map(PublishingRecipe::kind).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One deployment.
     *
     * @param kind of the job; {@value RollBack#KIND} for a way back
     * @param by empty where the installation did it by itself, or where it is too long ago
     * @param server of others; empty for our own edge
     * @param release brief; empty until it is known
     * @param job whose log says more; null where there is none
     */
    public record Entry(
            String kind,
            JobState state,
            String by,
            String server,
            String release,
            Span span,
            @Nullable String job,
            @Nullable Failure failure) {}

    /** @param end null as long as it goes on */
    public record Span(Instant begin, @Nullable Instant end) {}

    public List<Entry> of(Site site) {
        var events = audit.list(site.team(), site.id().toString(), null, READ).items();
        var ordered = events.stream()
                .filter(event ->
                        event.details().containsKey(JOB) && !event.action().equals(RollBack.AUDITED))
                .collect(Collectors.toMap(
                        event -> event.details().getOrDefault(JOB, ""), Function.identity(), (_, older) -> older));
        var known = new Known(ordered, targets.of(site), elsewhere.nameOf(site).orElse(""));
        var worked = Stream.of(site.id().toString(), site.id().behind())
                .flatMap(subject ->
                        jobs.list(new Jobs.Query(site.team().value(), null, subject, false, null, READ)).stream())
                .filter(job -> kinds.contains(job.order().kind()))
                .map(job -> entry(job, known));
        var back = events.stream()
                .filter(event -> event.action().equals(RollBack.AUDITED))
                .map(DeploymentLog::wayBack);
        return Stream.concat(worked, back)
                .sorted(Comparator.comparing((Entry entry) -> entry.span().begin())
                        .reversed())
                .limit(SHOWN)
                .toList();
    }

    /**
     * What is known besides the jobs.
     *
     * @param ordered the events of the audit trail by the job that each began
     * @param here the server where the site stands; empty for our own edge
     */
    private record Known(Map<String, AuditEvent> ordered, Map<Digest, String> servers, String here) {}

    /** Who last published each of these sites or went back, as far as people did; in one question. */
    public Map<SiteId, String> lastDeployers(TeamId team, Collection<SiteId> sites) {
        var subjects = sites.stream().map(SiteId::toString).toList();
        return audit.newest(team, subjects, List.of("site.publish", RollBack.AUDITED)).stream()
                .collect(Collectors.toMap(event -> SiteId.of(event.subject()), AuditEvent::actorName));
    }

    private static Entry entry(Job job, Known known) {
        var ordered = Optional.ofNullable(known.ordered().get(job.id().toString()));
        var release = result(job, "render").filter(Digest::isDigest).map(Digest::new);
        var server = ordered.map(event -> event.details().getOrDefault(SERVER, ""))
                .filter(name -> !name.isEmpty())
                .or(() -> release.flatMap(
                        one -> Optional.ofNullable(known.servers().get(one))))
                .or(() -> SiteId.isBehind(job.order().subject()) ? Optional.of(known.here()) : Optional.empty());
        return new Entry(
                job.order().kind(),
                job.state(),
                ordered.map(AuditEvent::actorName).orElse(""),
                server.orElse(""),
                release.map(Digest::brief).orElse(""),
                new Span(job.times().createdAt(), job.times().finishedAt()),
                job.id().toString(),
                job.failure());
    }

    private static Entry wayBack(AuditEvent event) {
        return new Entry(
                RollBack.KIND,
                JobState.SUCCEEDED,
                event.actorName(),
                "",
                event.details().getOrDefault("release", ""),
                new Span(event.at(), event.at()),
                event.details().get(JOB),
                null);
    }

    private static Optional<String> result(Job job, String step) {
        return job.steps().stream()
                .filter(one -> one.name().equals(step))
                .findFirst()
                .map(JobStep::result);
    }
}
