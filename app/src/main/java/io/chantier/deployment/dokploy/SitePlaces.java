package io.chantier.deployment.dokploy;

import io.chantier.deployment.DeploymentLog;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Where a site stands, and the way to another place. */
public final class SitePlaces {

    /** How our own edge is named where a server's id is expected. */
    public static final String EDGE = "edge";

    private final Places places;
    private final Servers servers;
    private final Sites sites;
    private final Jobs jobs;
    private final Audit audit;
    private final TransactionOperations transaction;

    SitePlaces(Places places, Servers servers, Sites sites, Jobs jobs, Audit audit, TransactionOperations transaction) {
        this.places = places;
        this.servers = servers;
        this.sites = sites;
        this.jobs = jobs;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * A place that a site can have.
     *
     * @param id a server's, or {@link #EDGE}
     * @param name a server's; empty for our edge
     */
    public record Choice(String id, String name, boolean isHere, boolean isFull) {}

    /** Our edge first. */
    public List<Choice> choices(Site site) {
        var here =
                places.current(site.team(), site.id()).map(place -> place.key().server());
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(EDGE, "", here.isEmpty(), false));
        for (var listed : servers.all()) {
            var server = listed.server();
            boolean isHere = here.filter(server.id()::equals).isPresent();
            boolean full = servers.taken(server.id(), places.on(server.id()))
                    >= server.limits().sites();
            choices.add(new Choice(server.id().toString(), server.name(), isHere, full && !isHere));
        }
        return choices;
    }

    /**
     * How far the server is in line with what our own edge answers.
     *
     * @param why it is not; null while it is being brought in line
     */
    public record Following(@Nullable Failure why) {}

    /** Empty where it is in line, and for a site that stands on our edge alone. */
    public Optional<Following> following(Site site) {
        return jobs.list(Jobs.Query.ofSubject(site.team().value(), site.id().behind())).stream()
                .filter(job -> job.order().kind().equals(SettleSite.KIND))
                .findFirst()
                .filter(job -> job.state() != JobState.SUCCEEDED && job.state() != JobState.CANCELLED)
                .map(job -> new Following(job.failure()));
    }

    /**
     * Begins to move the site.
     *
     * @param to a server's id, or {@link #EDGE}
     * @return empty where it stands there already
     */
    public Optional<JobId> move(Site site, String to, Caller caller) {
        var choice = choices(site).stream()
                .filter(one -> one.id().equals(to))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.ofField("to", "unknown-value", Map.of())));
        if (choice.isHere()) return Optional.empty();
        if (choice.isFull()) throw new ProblemException(full(choice));
        var server = to.equals(EDGE) ? Optional.<UUID>empty() : Optional.of(UUID.fromString(to));
        return Optional.ofNullable(transaction.execute(_ -> begin(site, server, choice.name(), caller)));
    }

    /** Under the site's lock, so that no other job begins meanwhile. */
    private JobId begin(Site asked, Optional<UUID> server, String name, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        running(site).ifPresent(job -> {
            throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
        });
        var to = server.map(UUID::toString).orElse(EDGE);
        var job = jobs.start(MoveSite.order(site, server)).job();
        var details = Map.of("to", to, DeploymentLog.SERVER, name, DeploymentLog.JOB, job.toString());
        audit.write(caller, "site.move", site.id().toString(), details);
        return job;
    }

    private Problem full(Choice choice) {
        var limit = servers.find(UUID.fromString(choice.id()))
                .map(listed -> Integer.toString(listed.server().limits().sites()))
                .orElse("");
        return Problem.of("dokploy-full", 409, Map.of("server", choice.name(), "limit", limit));
    }

    private Optional<JobId> running(Site site) {
        return jobs.list(Jobs.Query.ofSubject(site.team().value(), site.id().toString())).stream()
                .filter(job -> job.state().isActive())
                .map(job -> job.id())
                .findFirst();
    }
}
