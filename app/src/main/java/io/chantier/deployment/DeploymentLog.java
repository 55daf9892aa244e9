package io.chantier.deployment;

import io.chantier.deployment.PublishedTo.Put;
import io.chantier.identity.Audit;
import io.chantier.identity.Audit.AuditEvent;
import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /** A way back is noted right after it was taken. */
    private static final Duration NOTED_WITHIN = Duration.ofSeconds(10);

    private static final int SHOWN = 20;

    /** A way back may be followed by the event that it was undone. */
    private static final int EVENTS = 2 * SHOWN;

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
     * @param by empty where the installation did it by itself, or where nobody is known
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
            @Nullable Failure failure) {

        private static final String FOLLOWING = "settle-site";

        /** Only what brings a server in line begins without anybody's order. */
        public boolean byItself() {
            return by.isEmpty() && kind.equals(FOLLOWING);
        }
    }

    /** @param end null as long as it goes on */
    public record Span(Instant begin, @Nullable Instant end) {}

    public List<Entry> of(Site site) {
        var worked = worked(site);
        var known = new Known(
                ordered(site, worked), targets.of(site), elsewhere.nameOf(site).orElse(""));
        var turned = audit.ofKinds(
                site.team(), site.id().toString(), List.of(RollBack.AUDITED, RollBack.TAKEN_BACK), EVENTS);
        var takenBack = takenBack(turned);
        var back = turned.stream()
                .filter(event -> event.action().equals(RollBack.AUDITED))
                .map(event -> wayBack(event, takenBack.contains(event.id())));
        return Stream.concat(worked.stream().map(job -> entry(job, known)), back)
                .sorted(Comparator.comparing((Entry entry) -> entry.span().begin())
                        .reversed())
                .limit(SHOWN)
                .toList();
    }

    /** Of which of the site's versions these releases were made, as far as that was noted. */
    public Map<Digest, Integer> versions(Site site) {
        var versions = new HashMap<Digest, Integer>();
        for (var put : targets.of(site).values())
            if (put.release() != null && put.version() != null) versions.merge(put.release(), put.version(), Math::max);
        return versions;
    }

    /** The newest of each kind, however many others came after them. */
    private List<Job> worked(Site site) {
        var team = site.team().value();
        return kinds.stream()
                .flatMap(kind -> Stream.of(site.id().toString(), site.id().behind())
                        .map(subject -> new Jobs.Query(team, kind, subject, false, null, SHOWN)))
                .flatMap(query -> jobs.list(query).stream())
                .toList();
    }

    /** What the audit trail says of the order of each of these jobs: the oldest event that names it. */
    private Map<String, AuditEvent> ordered(Site site, List<Job> worked) {
        var ids = worked.stream().map(job -> job.id().toString()).toList();
        return audit.naming(site.team(), site.id().toString(), JOB, ids).stream()
                .filter(event -> !event.action().equals(RollBack.AUDITED))
                .collect(Collectors.toMap(
                        event -> event.details().getOrDefault(JOB, ""), Function.identity(), (_, older) -> older));
    }

    /**
     * What is known besides the jobs.
     *
     * @param ordered the events of the audit trail by the job that each began
     * @param put what each job put online
     * @param here the server where the site stands; empty for our own edge
     */
    private record Known(Map<String, AuditEvent> ordered, Map<UUID, Put> put, String here) {}

    /**
     * Who ordered what each of these sites serves, or went back to it, as far as people did; in one question.
     *
     * @param sites since when each serves it; orders after that moment have not come to anything yet
     */
    public Map<SiteId, String> lastDeployers(TeamId team, Map<SiteId, Instant> sites) {
        var until = sites.entrySet().stream()
                .collect(Collectors.toMap(
                        site -> site.getKey().toString(),
                        site -> site.getValue().plus(NOTED_WITHIN)));
        return audit.newest(team, until, List.of("site.publish", RollBack.AUDITED)).stream()
                .collect(Collectors.toMap(event -> SiteId.of(event.subject()), AuditEvent::actorName));
    }

    private static Entry entry(Job job, Known known) {
        var ordered = Optional.ofNullable(known.ordered().get(job.id().toString()));
        var put = Optional.ofNullable(known.put().get(job.id().value()));
        var server = ordered.map(event -> event.details().get(SERVER))
                .or(() -> put.map(Put::server))
                .or(() -> job.state().isActive() ? Optional.of(known.here()) : Optional.empty());
        return new Entry(
                job.order().kind(),
                job.state(),
                ordered.map(AuditEvent::actorName).orElse(""),
                server.orElse(""),
                put.map(Put::release).map(Digest::brief).orElse(""),
                new Span(job.times().createdAt(), job.times().finishedAt()),
                job.id().toString(),
                job.failure());
    }

    /** Of the ways back those that ended where they began, because the release was not seen. */
    private static Set<UUID> takenBack(List<AuditEvent> newestFirst) {
        var undone = new HashSet<String>();
        var found = new HashSet<UUID>();
        for (var event : newestFirst) {
            var release = event.details().getOrDefault(RollBack.RELEASE, "");
            if (event.action().equals(RollBack.TAKEN_BACK)) undone.add(release);
            else if (event.action().equals(RollBack.AUDITED) && undone.remove(release)) found.add(event.id());
        }
        return found;
    }

    private static Entry wayBack(AuditEvent event, boolean takenBack) {
        return new Entry(
                RollBack.KIND,
                takenBack ? JobState.FAILED : JobState.SUCCEEDED,
                event.actorName(),
                "",
                event.details().getOrDefault(RollBack.RELEASE, ""),
                new Span(event.at(), event.at()),
                event.details().get(JOB),
                null);
    }
}
