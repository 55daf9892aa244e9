package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.Turns;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that an earlier version of the agent took in: they had no claims, and take their turns all the same. */
final class LateClaims {

    private static final Logger LOG = LoggerFactory.getLogger(LateClaims.class);

    /** Those that have begun have their sites already. */
    private static final String UNCLAIMED = """
            select a.number, a.job, j.started_at is not null as begun from agent_job a join job j on j.id = a.job
            where j.state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')
            and not exists (select 1 from agent_claim claim where claim.number = a.number)
            order by begun desc, a.number""";

    private final Jobs jobs;
    private final Turns turns;
    private final Map<String, InTurn> recipes = new HashMap<>();

    private record Unclaimed(long number, JobId job, boolean begun) {}

    LateClaims(Jobs jobs, Turns turns, List<? extends AgentRecipe> known) {
        this.jobs = jobs;
        this.turns = turns;
        for (var recipe : known) {
            if (recipe instanceof InTurn inTurn) {
                recipes.put(inTurn.kind(), inTurn);
            }
        }
    }

    /** To be called before the first job runs. */
    void queue(Journal journal) {
        journal.inTransaction(connection -> {
            for (var late : unclaimed(connection)) {
                var job = jobs.find(late.job());
                if (job.isPresent()) {
                    queue(connection, late, job.get());
                }
            }
            try (var statement = connection.createStatement()) {
                // Of the version between: sites had turns, benches had none.
                statement.execute("drop trigger if exists agent_turn_over");
                return statement.execute("drop table if exists agent_turn");
            }
        });
    }

    private void queue(Connection connection, Unclaimed late, Job job) throws SQLException {
        var recipe = recipes.get(job.order().kind());
        if (recipe == null) {
            return; // it is in nobody's way
        }
        var claim = claim(recipe, job);
        if (claim.isEmpty()) {
            return;
        }
        if (Queue.of(recipe) == Queue.BACKUP && !late.begun()) {
            turns.queueLast(connection, late.number(), claim.get());
        } else {
            turns.queue(connection, late.number(), claim.get());
        }
        LOG.info("Job {} of an earlier version of the agent takes its turn too", late.number());
    }

    /** An order that nobody can read keeps neither the agent from starting nor other jobs from their turns. */
    private static Optional<Claim> claim(InTurn recipe, Job job) {
        try {
            return Optional.of(recipe.claims().apply(job.order()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "The order of job {} cannot be read; it waits for no other job and will fail",
                    job.order().subject(),
                    e);
            return Optional.empty();
        }
    }

    private static List<Unclaimed> unclaimed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(UNCLAIMED)) {
            var found = new ArrayList<Unclaimed>();
            while (row.next()) {
                found.add(
                        new Unclaimed(row.getLong("number"), JobId.of(row.getString("job")), row.getBoolean("begun")));
            }
            return found;
        }
    }
}
