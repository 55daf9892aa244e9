package io.chantier.agent;

import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.RanCommand;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The agent's jobs under the numbers that the contract wants, and under their askers' names. */
final class AgentJobs {

    /** A bench server belongs to the operator of the installation; whose site a job is about, the control plane knows. */
    static final UUID OPERATOR = new UUID(0, 0);

    private static final int LISTED = 100;
    private static final int LOOKED_THROUGH = 1000;

    private final Journal journal;
    private final Jobs jobs;
    private final Commands commands;
    private final JobSecrets secrets;
    private final Turns turns;
    private final JobNumbers numbers;
    private final Map<String, AgentRecipe> recipes = new HashMap<>();

    AgentJobs(
            Journal journal, Jobs jobs, List<AgentRecipe> recipes, Commands commands, JobSecrets secrets, Turns turns) {
        this.journal = journal;
        this.jobs = jobs;
        this.commands = commands;
        this.secrets = secrets;
        this.turns = turns;
        this.numbers = new JobNumbers(journal);
        recipes.forEach(recipe -> this.recipes.put(recipe.kind(), recipe));
    }

    /**
     * Starts a job and answers its number; asked again under the same name, it answers the number of the job that it
     * started the first time.
     *
     * @param agentJobId the asker's name for the job; null where it has none
     */
    long start(AgentRecipe recipe, @Nullable String agentJobId) {
        return start(recipe, Map.of(), agentJobId);
    }

    /** @param arguments what the job needs, by name */
    long start(AgentRecipe recipe, Map<String, JsonNode> arguments, @Nullable String agentJobId) {
        return start(new Wanted(recipe, arguments, Map.of(), Claim.NONE), agentJobId);
    }

    /** Starts a job with what it needs: all of it is written in one transaction. */
    long start(Wanted wanted, @Nullable String agentJobId) {
        return journal.inTransaction(connection -> {
            var before = agentJobId == null ? Optional.<JobNumbers.Numbered>empty() : numbers.named(agentJobId);
            var input = input(SealedArguments.told(wanted.arguments(), secrets), agentJobId);
            if (before.isPresent()) {
                return same(wanted.recipe(), input, before.get());
            }
            long number = JobNumbers.next(connection, agentJobId);
            secrets.keep(connection, number, wanted.secrets());
            secrets.keep(connection, number, SealedArguments.of(wanted.arguments()));
            if (Queue.of(wanted.recipe()) == Queue.BACKUP) {
                turns.queueLast(connection, number, wanted.claim());
            } else {
                turns.queue(connection, number, wanted.claim());
            }
            var started = jobs.start(JobOrder.of(wanted.recipe().kind(), Long.toString(number), OPERATOR)
                    .withInput(input)
                    .withPriority(Queue.of(wanted.recipe()).priority()));
            JobNumbers.belongsTo(connection, number, started.job());
            return number;
        });
    }

    private static String input(Map<String, JsonNode> arguments, @Nullable String agentJobId) {
        var input = new TreeMap<>(arguments);
        if (agentJobId != null) {
            input.put("agent_job_id", Wire.toTree(agentJobId));
        }
        return Wire.write(input);
    }

    private long same(AgentRecipe recipe, String input, JobNumbers.Numbered before) {
        boolean isSame = jobs.find(before.job())
                .map(Job::order)
                .filter(order ->
                        order.kind().equals(recipe.kind()) && order.input().equals(input))
                .isPresent();
        if (!isSame) {
            throw new Refusal(
                    HttpStatus.CONFLICT,
                    "This X-Agent-Job-Id belongs to job " + before.number() + ", which does something else");
        }
        return before.number();
    }

    Optional<AgentJob> find(long number) {
        return numbers.job(number).flatMap(jobs::find).map(this::told);
    }

    Optional<AgentJob> named(String agentJobId) {
        return numbers.named(agentJobId)
                .map(JobNumbers.Numbered::job)
                .flatMap(jobs::find)
                .map(this::told);
    }

    List<AgentJob.Summary> latest() {
        return list(false, LISTED).stream().map(AgentJob::summary).toList();
    }

    List<String> latestAgentJobIds() {
        return numbers.latestNames(LISTED);
    }

    /** Oldest first; those that are over are looked for among the latest {@value #LOOKED_THROUGH}. */
    List<AgentJob> of(AgentStatus status) {
        return list(!status.isOver(), LOOKED_THROUGH).reversed().stream()
                .filter(job -> job.status() == status)
                .toList();
    }

    private List<AgentJob> list(boolean active, int most) {
        return jobs.list(new Jobs.Query(OPERATOR, null, null, active, null, most)).stream()
                .map(job -> told(job, List.of()))
                .toList();
    }

    /** Asks a job to end and answers how it stands then: one that runs goes on until its step has ended. */
    Optional<AgentJob> cancel(long number) {
        var id = numbers.job(number);
        id.flatMap(jobs::find)
                .filter(job -> job.state().isActive())
                .map(Job::id)
                .ifPresent(this::cancel);
        return id.flatMap(jobs::find).map(this::told);
    }

    private void cancel(JobId id) {
        jobs.cancel(id);
    }

    private AgentJob told(Job job) {
        return told(job, commands.of(job.id()));
    }

    private AgentJob told(Job job, List<RanCommand> ran) {
        return Telling.of(job, Optional.ofNullable(recipes.get(job.order().kind())), ran);
    }
}
