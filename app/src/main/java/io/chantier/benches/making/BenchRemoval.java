package io.chantier.benches.making;

import io.chantier.benches.Placement;
import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.delivery.AgentJobEnded;
import io.chantier.benches.delivery.AgentJobRetried;
import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.benches.hosting.BenchGoing;
import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.Benches;
import io.chantier.benches.servers.ServerConditions;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.protocol.Wire;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has benches without sites put away by their agents. */
@Service
public class BenchRemoval {

    private static final String ARCHIVE_BENCH = "Archive Bench";

    /** As agents keep archived sites where nothing else is set there, which they do not tell. */
    private static final int DAYS_KEPT = 30;

    private final Benches benches;
    private final Placement placement;
    private final AgentJobs jobs;
    private final ServerConditions conditions;
    private final Tools tools;
    private final JdbcClient jdbc;

    BenchRemoval(
            Benches benches,
            Placement placement,
            AgentJobs jobs,
            ServerConditions conditions,
            Tools tools,
            JdbcClient jdbc) {
        this.benches = benches;
        this.placement = placement;
        this.jobs = jobs;
        this.conditions = conditions;
        this.tools = tools;
        this.jdbc = jdbc;
    }

    /** Who notes what was done, and who tells others what is about to be. */
    @Component("benchRemovalTools")
    record Tools(Audit audit, ApplicationEventPublisher events) {}

    /** The last job by which the bench was to be put away; empty where there is none. */
    public Optional<OrderedJob> last(Bench bench) {
        return jdbc.sql("select archive_job from bench where id = ? and archive_job is not null")
                .param(bench.id())
                .query(UUID.class)
                .optional()
                .flatMap(jobs::find);
    }

    /** Orders it; from now on no site comes there, unless the job fails. */
    @Transactional
    public UUID archive(Bench seen, Caller caller) {
        var bench = withoutSites(seen.id());
        if (last(bench).filter(job -> !job.state().isOver()).isPresent()) {
            throw new ProblemException(Problem.of("bench-going", 409, Map.of("bench", bench.name())));
        }
        var path = AgentRequest.path("benches", bench.name(), "archive");
        var call = AgentOrder.Call.post(path, Wire.emptyObject());
        var job = jobs.order(AgentOrder.of(bench.server(), caller.team(), ARCHIVE_BENCH, call));
        note(bench.id(), job);
        tools.audit().write(caller, "bench.archive", bench.id().toString(), Map.of("bench", bench.name()));
        return job;
    }

    /** Nobody takes a place there until the caller's transaction ends. */
    private Bench withoutSites(UUID id) {
        placement.takeTurn();
        var locked = jdbc.sql("select id from bench where id = ? and state <> 'ARCHIVED' for update")
                .param(id)
                .query(UUID.class)
                .optional();
        var bench = locked.flatMap(benches::find).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        var sites = sites(bench);
        if (!sites.isEmpty()) {
            var words = Map.of("bench", bench.name(), "sites", String.join(", ", sites));
            throw new ProblemException(Problem.of("bench-has-sites", 409, words));
        }
        var archived = archivedThere(bench);
        if (!archived.isEmpty()) {
            var words = Map.of("bench", bench.name(), "sites", String.join(", ", archived));
            throw new ProblemException(Problem.of("bench-has-archived", 409, words));
        }
        tools.events().publishEvent(new BenchGoing(bench.id(), bench.name()));
        return bench;
    }

    /** Archived sites whose last backups lie with the bench, and would go with it. */
    private List<String> archivedThere(Bench bench) {
        return jdbc.sql("""
                        select host from bench_site site
                        where bench_id = :bench and left_at > now() - make_interval(days => :days)
                          and exists (select from agent_job job where job.site_id = site.site_id
                              and job.type = 'BACKUP_SITE' and job.state = 'SUCCESS')
                          and not exists (select from bench_backup kept
                              where kept.site_id = site.site_id and kept.gone_at is null)
                        order by host
                        """)
                .param("bench", bench.id())
                .param("days", DAYS_KEPT)
                .query(String.class)
                .list();
    }

    /** What its agent listed last, and what of ours has a place there. */
    private List<String> sites(Bench bench) {
        var sites = new TreeSet<>(bench.sites());
        sites.addAll(jdbc.sql("select host from bench_site where bench_id = ? and left_at is null")
                .param(bench.id())
                .query(String.class)
                .list());
        return List.copyOf(sites);
    }

    private void note(UUID bench, UUID job) {
        jdbc.sql("update bench set archive_job = ? where id = ?")
                .params(job, bench)
                .update();
    }

    /** One that was ordered anew since, or whose bench is another by now, is not repeated. */
    @EventListener
    void again(AgentJobRetried retried) {
        var failed = jobs.find(retried.failed()).orElseThrow();
        if (!failed.order().name().equals(ARCHIVE_BENCH)) return;
        var bench = of(retried.failed()).orElseThrow(() -> new ProblemException(Problem.of("bench-order-over", 409)));
        var _ = withoutSites(bench);
        note(bench, retried.again());
    }

    /**
     * Off the list; what archived sites left there is still known, with the group that they were of. Off the list is also one
     * that its server does not list, where its agent says no because it does not know it.
     */
    @EventListener
    void ended(AgentJobEnded ended) {
        of(ended.job()).flatMap(benches::find).ifPresent(bench -> {
            conditions.lookSoon(bench.server());
            if (!isGone(bench, jobs.find(ended.job()).orElseThrow())) return;
            jdbc.sql("""
                    update bench set state = 'ARCHIVED', sites = '[]',
                        release_group_id = case when kept then release_group_id end,
                        release_group_number = case when kept then release_group_number end
                    from (select exists (select from bench_site where bench_id = ?) kept) what where id = ?
                    """).params(bench.id(), bench.id()).update();
            jdbc.sql("delete from bench_order where server_id = ? and name = ?")
                    .params(bench.server(), bench.name())
                    .update();
        });
    }

    private static boolean isGone(Bench bench, OrderedJob job) {
        if (job.state() == AgentJobState.SUCCESS) return true;
        var why = job.reason();
        return bench.state() == Bench.State.MISSING && why != null && AgentTrouble.isRefusal(why);
    }

    private Optional<UUID> of(UUID job) {
        return jdbc.sql("select id from bench where archive_job = ?")
                .param(job)
                .query(UUID.class)
                .optional();
    }
}
