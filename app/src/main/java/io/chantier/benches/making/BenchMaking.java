package io.chantier.benches.making;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.Listing;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.delivery.AgentJobEnded;
import io.chantier.benches.delivery.AgentJobRetried;
import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.servers.Benches;
import io.chantier.benches.servers.ServerConditions;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has benches made of what a release group has now; each comes into the group once its server lists it. */
@Service
public class BenchMaking {

    private static final String NEW_BENCH = "New Bench";
    private static final Duration LONGEST = Duration.ofHours(2);

    /** Servers are looked at every minute. */
    private static final Duration LISTED_WITHIN = Duration.ofHours(1);

    private final BenchOrders orders;
    private final GroupDesk groups;
    private final AgentJobs jobs;
    private final ServerConditions conditions;
    private final Audit audit;
    private final Clock clock;

    BenchMaking(
            BenchOrders orders,
            GroupDesk groups,
            AgentJobs jobs,
            ServerConditions conditions,
            Audit audit,
            Clock clock) {
        this.orders = orders;
        this.groups = groups;
        this.jobs = jobs;
        this.conditions = conditions;
        this.audit = audit;
        this.clock = clock;
    }

    /** A name that no bench has, on whatever server. */
    public String proposal() {
        return orders.freeName();
    }

    /** The servers that can be chosen, by name. */
    public Map<String, UUID> servers() {
        var byName = new TreeMap<String, UUID>();
        jobs.serverNames().forEach((id, name) -> byName.put(name, id));
        return byName;
    }

    /** What was ordered for the group and does not stand in it yet, newest first; what failed is told for a week. */
    public List<BenchOrder> of(ReleaseGroup group) {
        return orders.of(group.id());
    }

    /** Has it made of the newest state of the group, or says which fields are wrong. */
    @Transactional
    public BenchOrder order(ReleaseGroup group, BenchWish typed, Caller caller) {
        var wrong = new ArrayList<FieldProblem>();
        var server = server(typed.server());
        if (server.isEmpty()) {
            wrong.add(new FieldProblem("server", typed.server().isEmpty() ? "required" : "unknown-value", Map.of()));
        }
        var wish = typed.name().isEmpty() ? typed.named(orders.freeName()) : typed;
        wrong.addAll(wish.faults());
        if (wrong.isEmpty()) wrong.addAll(taken(server.orElseThrow(), wish));
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return order(group, server.orElseThrow(), wish, caller);
    }

    private Optional<UUID> server(String typed) {
        try {
            var id = UUID.fromString(typed);
            return orders.lock(id).map(_ -> id);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private List<FieldProblem> taken(UUID server, BenchWish wish) {
        var wrong = new ArrayList<FieldProblem>();
        if (orders.isTaken(server, wish.name())) {
            wrong.add(new FieldProblem("name", "taken", Map.of("value", wish.name())));
        }
        if (!wish.ports().isEmpty() && orders.hasPorts(server, Integer.parseInt(wish.ports()))) {
            wrong.add(new FieldProblem("ports", "taken", Map.of("value", wish.ports())));
        }
        return wrong;
    }

    private BenchOrder order(ReleaseGroup group, UUID server, BenchWish wish, Caller caller) {
        int ports = wish.ports().isEmpty() ? free(server) : Integer.parseInt(wish.ports());
        var call = AgentOrder.Call.post(AgentRequest.path("benches"), wish.order(ports));
        var job =
                jobs.order(AgentOrder.of(server, caller.team(), NEW_BENCH, call).within(LONGEST));
        orders.add(job, server, wish.name(), group, caller.team(), ports);
        var order = orders.find(job).orElseThrow();
        audit.write(
                caller,
                "group.bench-order",
                group.id().toString(),
                Map.of(
                        "name",
                        group.name(),
                        "bench",
                        wish.name(),
                        "server",
                        order.serverName(),
                        "image",
                        wish.image()));
        return order;
    }

    private int free(UUID server) {
        return orders.freePorts(server)
                .orElseThrow(() -> new ProblemException(Problem.ofField("ports", "none-free", Map.of())));
    }

    /** What is made is looked for at once; what failed gives its name and its ports back. */
    @EventListener
    void ended(AgentJobEnded ended) {
        orders.find(ended.job()).ifPresent(order -> {
            if (jobs.find(ended.job()).orElseThrow().state() == AgentJobState.SUCCESS) {
                orders.made(order, clock.instant());
                conditions.lookSoon(order.server());
            } else {
                orders.failed(order, clock.instant());
            }
        });
    }

    /** Another job has the same name and the same ports in it, which others may have taken meanwhile. */
    @EventListener
    void again(AgentJobRetried retried) {
        if (!isOf(retried.failed(), NEW_BENCH)) return;
        var order = orders.find(retried.failed())
                .orElseThrow(() -> new ProblemException(Problem.of("bench-order-over", 409)));
        orders.lock(order.server());
        if (orders.isTaken(order.server(), order.name()) || orders.hasPorts(order.server(), order.ports())) {
            var words = Map.of("bench", order.name(), "server", order.serverName());
            throw new ProblemException(Problem.of("bench-name-taken", 409, words));
        }
        orders.again(retried.failed(), retried.again());
    }

    private boolean isOf(UUID job, String name) {
        return jobs.find(job).filter(found -> found.order().name().equals(name)).isPresent();
    }

    /** In the transaction in which it is listed: no site comes to it before it is in its group. */
    @EventListener
    void listed(Benches.Listed listed) {
        for (var order : orders.awaited(listed.server())) {
            var listing = listed.benches().get(order.name());
            if (listing != null) arrived(order, listing);
        }
        var since = clock.instant().minus(LISTED_WITHIN);
        orders.lost(listed.server(), listed.benches().keySet(), since);
    }

    private void arrived(BenchOrder order, Listing listing) {
        var group = groups.find(order.group()).orElseThrow();
        var wanted = groups.state(group, order.number())
                .orElseThrow()
                .lineup()
                .versions()
                .keySet();
        var differing = new TreeSet<>(wanted);
        differing.addAll(listing.apps());
        differing.removeIf(app -> wanted.contains(app) && listing.apps().contains(app));
        if (!differing.isEmpty()) {
            orders.differs(order, String.join(", ", differing));
            return;
        }
        orders.stands(order);
        audit.write(
                order.team(),
                "group.bench",
                group.id().toString(),
                Map.of("name", group.name(), "bench", order.name(), "server", order.serverName()));
    }
}
