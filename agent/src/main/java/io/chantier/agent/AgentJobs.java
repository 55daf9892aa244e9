package io.chantier.agent;

import io.chantier.jobs.Job;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The agent's jobs under the numbers that the contract wants. A job's number is the subject of its order. */
final class AgentJobs {

    /** A bench server belongs to the operator of the installation; whose site a job is about, the control plane knows. */
    private static final UUID OPERATOR = new UUID(0, 0);

    private static final int LISTED = 100;

    private final Journal journal;
    private final Jobs jobs;
    private final Map<String, AgentRecipe> recipes = new HashMap<>();

    AgentJobs(Journal journal, Jobs jobs, List<AgentRecipe> recipes) {
        this.journal = journal;
        this.jobs = jobs;
        recipes.forEach(recipe -> this.recipes.put(recipe.kind(), recipe));
        journal.inTransaction(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("create table if not exists agent_number (last integer not null)");
                return statement.executeUpdate(
                        "insert into agent_number (last) select 0 where not exists (select 1 from agent_number)");
            }
        });
    }

    long start(AgentRecipe recipe, @Nullable String agentJobId) {
        return journal.inTransaction(connection -> {
            long number = next(connection);
            var input = agentJobId == null ? Map.of() : Map.of("agent_job_id", agentJobId);
            jobs.start(
                    JobOrder.of(recipe.kind(), Long.toString(number), OPERATOR).withInput(Wire.write(input)));
            return number;
        });
    }

    private static long next(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("update agent_number set last = last + 1 returning last")) {
            result.next();
            return result.getLong(1);
        }
    }

    Optional<AgentJob> find(long number) {
        return jobs.list(new Jobs.Query(OPERATOR, null, Long.toString(number), false, null, 1)).stream()
                .map(this::told)
                .findFirst();
    }

    List<AgentJob.Summary> latest() {
        return jobs.list(new Jobs.Query(OPERATOR, null, null, false, null, LISTED)).stream()
                .map(this::told)
                .map(AgentJob::summary)
                .toList();
    }

    private AgentJob told(Job job) {
        return Telling.of(job, Optional.ofNullable(recipes.get(job.order().kind())));
    }
}
