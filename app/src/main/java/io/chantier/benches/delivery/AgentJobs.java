package io.chantier.benches.delivery;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import io.chantier.web.Cursor;
import io.chantier.web.Page;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of delivery: order, watch, cancel, retry. An order reaches its agent exactly once in effect.
 */
@Component
public class AgentJobs {

    /** How many servers one knock may wake: a number is the agent's own, and several agents count alike. */
    private static final int WOKEN = 20;

    private final JobRows rows;
    private final Turns turns;
    private final Ends ends;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AgentJobs(JobRows rows, Turns turns, Ends ends, JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.rows = rows;
        this.turns = turns;
        this.ends = ends;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Which jobs to list.
     *
     * @param team those about its sites; null for those of all teams, and those that are about no site
     */
    public record Query(
            @Nullable TeamId team,
            @Nullable AgentJobType type,
            @Nullable State state,
            @Nullable UUID site,
            @Nullable UUID server) {

        public enum State {
            OPEN,
            SUCCEEDED,
            FAILED
        }
    }

    /** Orders in the caller's transaction: a rollback leaves nothing, and nothing is sent before the commit. */
    @Transactional
    public UUID order(AgentOrder order) {
        var id = UUID.randomUUID();
        add(id, order, new JobRows.Origin(false, null, null));
        return id;
    }

    /**
     * The same for a step that waits for the end, which {@link OrderedJob#signal()} tells with the state as payload. It
     * chose the id, so that ordering twice orders once.
     */
    @Transactional
    public void order(UUID id, AgentOrder order) {
        add(id, order, new JobRows.Origin(true, null, null));
    }

    /** The same where nobody waits for the end. */
    @Transactional
    public void orderOnce(UUID id, AgentOrder order) {
        add(id, order, new JobRows.Origin(false, null, null));
    }

    /**
     * Takes away what another job makes or made. It is sent when that one is over at the agent, and only where that one
     * began; else it ends with success and nothing is done.
     */
    @Transactional
    public void orderUndo(UUID id, AgentOrder order, UUID undone) {
        add(id, order, new JobRows.Origin(false, null, undone));
    }

    /** Whether an agent may have made something of this site that it has not taken away since, as far as it told. */
    public boolean mayHaveMade(TeamId team, UUID site) {
        var gone = of(team, site, AgentJobType.ARCHIVE_SITE, Query.State.SUCCEEDED)
                .filter(job -> job.reason() == null)
                .map(job -> job.progress().times().orderedAt())
                .max(Comparator.naturalOrder());
        return of(team, site, AgentJobType.NEW_SITE, null)
                .filter(job ->
                        gone.isEmpty() || job.progress().times().orderedAt().isAfter(gone.get()))
                .anyMatch(AgentJobs::mayHaveMade);
    }

    private Stream<OrderedJob> of(TeamId team, UUID site, AgentJobType type, Query.@Nullable State state) {
        return list(new Query(team, type, state, site, null), null, 100).items().stream();
    }

    private static boolean mayHaveMade(OrderedJob job) {
        if (job.progress().number() == null) return job.progress().unsure();
        var told = job.told();
        return told == null || Undoing.isNeeded(job, told);
    }

    /** From now on a step waits for the signal of its end; false where it is over. */
    @Transactional
    public boolean await(UUID id) {
        return rows.await(id);
    }

    private void add(UUID id, AgentOrder order, JobRows.Origin origin) {
        if (rows.add(id, order, origin, clock.instant())) want(order.server());
    }

    /**
     * The id for what a step of a job orders: the same whenever the step is run again.
     *
     * @param origin the mark of that job
     */
    public static UUID idFor(UUID origin, String step, int attempt) {
        return UUID.nameUUIDFromBytes((origin + " " + step + " " + attempt).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a step of a job of ours ordered it, or its undo. */
    public static boolean isOfStep(UUID id) {
        return id.version() == 3;
    }

    public Optional<OrderedJob> find(UUID id) {
        return rows.find(id);
    }

    /** Newest first. */
    public Page<OrderedJob> list(Query query, @Nullable String after, int limit) {
        var from = Cursor.read(after, 2);
        var found = jdbc.sql("""
                        select * from agent_job
                        where (:team::uuid is null or (team_id = :team and site_id is not null)) and (:type::text is null or type = :type)
                          and (:site::uuid is null or site_id = :site)
                          and (:server::uuid is null or server_id = :server)
                          and (:state::text is null
                            or (:state = 'OPEN' and ended_at is null)
                            or (:state = 'SUCCEEDED' and state = 'SUCCESS')
                            or (:state = 'FAILED' and state in ('FAILURE', 'DELIVERY_FAILURE')))
                          and (:at::timestamptz is null or (ordered_at, id) < (:at::timestamptz, :id::uuid))
                        order by ordered_at desc, id desc limit :limit
                        """)
                .param("team", query.team() == null ? null : query.team().value())
                .param("type", query.type() == null ? null : query.type().name())
                .param("site", query.site())
                .param("server", query.server())
                .param("state", query.state() == null ? null : query.state().name())
                .param("at", from == null ? null : Timestamp.from(from.instant(0)))
                .param("id", from == null ? null : from.uuid(1))
                .param("limit", limit + 1)
                .query(rows.reader())
                .list();
        return Page.of(found, limit, job -> Cursor.at(job.progress().times().orderedAt(), job.id()));
    }

    /** How the servers are called. */
    public Map<UUID, String> serverNames() {
        return jdbc
                .sql("select id, name from bench_server")
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** False where it is over. What the agent has not got ends at once; else the agent is told, until it has heard. */
    @Transactional
    public boolean cancel(OrderedJob job) {
        if (!rows.askCancel(job.id())) return false;
        boolean atHome =
                job.state() == AgentJobState.UNDELIVERED && !job.progress().unsure();
        if (!atHome || !endsUnsent(job)) want(job.order().server());
        return true;
    }

    /** Under the row's lock: nobody begins to send it meanwhile. */
    private boolean endsUnsent(OrderedJob seen) {
        return rows.find(seen.id())
                .filter(job -> job.state() == AgentJobState.UNDELIVERED
                        && !job.progress().unsure())
                .filter(ends::calledOff)
                .isPresent();
    }

    /** Ends what no agent can have got yet; false where one may have it: that goes on. */
    @Transactional
    public boolean withdraw(OrderedJob job) {
        lock(job.id());
        return endsUnsent(job);
    }

    private Optional<UUID> lock(UUID id) {
        return jdbc.sql("select id from agent_job where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    /** Whether {@link #retry} would order it once more now. */
    public boolean isRepeatable(OrderedJob job) {
        return job.state().isFailed()
                && !rows.isRetriedNow(job.id())
                && rows.body(job.id()).isPresent();
    }

    /** Orders once more what failed; empty where it did not fail, is being retried, or its order is kept no longer. */
    @Transactional
    public Optional<UUID> retry(OrderedJob failed) {
        var job =
                lock(failed.id()).flatMap(rows::find).filter(one -> one.state().isFailed());
        if (job.isEmpty() || rows.isRetriedNow(failed.id())) return Optional.empty();
        return rows.body(failed.id()).map(body -> {
            var order = job.get().order();
            var times = job.get().progress().times();
            var again = new AgentOrder(
                    order.server(),
                    new TeamId(order.team()),
                    order.site() == null ? null : new SiteId(order.site()),
                    order.name(),
                    new AgentOrder.Call(order.method(), order.path(), body),
                    Duration.between(times.orderedAt(), times.deadline()));
            var id = UUID.randomUUID();
            add(id, again, new JobRows.Origin(false, failed.id(), null));
            events.publishEvent(new AgentJobRetried(failed.id(), id));
            return id;
        });
    }

    /** An agent says that a job of this number is over. It is not believed, only asked sooner. */
    public void knocked(long number) {
        rows.serversOf(number, WOKEN).forEach(turns::knocked);
    }

    private void want(UUID server) {
        turns.wanted(server);
        events.publishEvent(new Rounds.Wanted(server));
    }
}
