package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.files.Folders;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How the container of a bench comes, changes and goes; each step may run again after the agent was gone. */
public final class BenchSteps {

    /** The password of the registry from which an image comes. */
    public static final String REGISTRY_PASSWORD = "registry_password";

    private static final String INITIALIZE = "Initialize Bench";
    private static final String DEPLOY = "Deploy Bench";
    private static final String LIMITS = "Update Bench Memory Limits";
    private static final String SUPERVISOR = "Update Supervisor Configuration";

    private static final int SECRET_FROM = 8;

    private final Benches benches;
    private final BenchProgram program;
    private final Commands commands;
    private final JobSecrets secrets;
    private final BenchFiles files;

    public BenchSteps(Benches benches, BenchProgram program, Commands commands, JobSecrets secrets) {
        this.benches = benches;
        this.program = program;
        this.commands = commands;
        this.secrets = secrets;
        this.files = new BenchFiles(benches);
    }

    /** Makes the folder of a bench and fills it from its image; a job that fails or is cancelled leaves nothing of it. */
    public Step initialize(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(INITIALIZE, context -> initialize(context, call)).undoneAtOnceBy(_ -> takeBack(call));
    }

    private StepOutcome initialize(StepContext context, BenchCall call) throws IOException, InterruptedException {
        if (!files.make(call)) {
            return StepOutcome.failed(
                    "bench-exists",
                    Map.of(
                            "why",
                            "there is a bench " + call.bench()
                                    + " already; take another name, or archive the one that has it"));
        }
        var refused = container(call).refusal();
        if (refused.isPresent()) {
            return refused.get();
        }
        var folder = benches.folder(call.bench());
        var registry = call.input().path("registry");
        var password = secrets.find(context.order(), REGISTRY_PASSWORD);
        if (password.isPresent()) {
            var words = List.of(
                    "login",
                    "--username",
                    registry.path("username").asString(""),
                    "--password-stdin",
                    registry.path("url").asString(""));
            var end = commands.run(context, INITIALIZE, container(folder, words).reading(password.get()));
            if (!(end instanceof CommandEnd.Succeeded)) {
                return end.outcome();
            }
        }
        var end = run(context, INITIALIZE, folder, ContainerWords.copying("config", folder, call.setup()));
        return end instanceof CommandEnd.Succeeded
                ? run(context, INITIALIZE, folder, ContainerWords.copying("sites", folder, call.setup()))
                        .outcome()
                : end.outcome();
    }

    private void takeBack(BenchCall call) throws IOException, InterruptedException {
        if (!files.isMadeBy(call)) {
            return;
        }
        container(call).removeAll();
        Folders.delete(benches.folder(call.bench()));
    }

    /** Writes what the bench and all its sites shall know. */
    public Step configure(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named("Update Bench Configuration", _ -> {
            boolean inContainer =
                    program.containers().of(benches.folder(call.bench())).isPresent();
            return files.configure(call.bench(), call.setup(), call.common(), inContainer)
                    ? StepOutcome.done()
                    : vanished(call);
        });
    }

    /** Keeps how the bench is configured; a job that fails or is cancelled brings that back. */
    public Step keepBefore(JobOrder order, BenchNginx nginx) {
        var call = BenchCall.of(order);
        return Step.named(".before", _ -> StepOutcome.done(files.written(call.bench())))
                .undoneAtOnceBy(before -> {
                    files.writeAgain(call.bench(), before);
                    nginx.refresh(call.bench());
                });
    }

    /** Starts the container; the one that the bench has waits until {@link #forgetOld}, or comes back. */
    public Step deploy(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(DEPLOY, context -> deploy(context, call))
                .undoneAtOnceBy(_ -> container(call).bringBack());
    }

    /** The last step of a job that deploys. */
    public Step forgetOld(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(".deployed", _ -> {
            container(call).forgetOld();
            return StepOutcome.done();
        });
    }

    private BenchContainer container(BenchCall call) {
        return new BenchContainer(call.bench(), benches.folder(call.bench()), program, commands);
    }

    private StepOutcome deploy(StepContext context, BenchCall call) throws InterruptedException {
        var folder = benches.folder(call.bench());
        var setup = benches.setup(call.bench());
        var running = container(folder, ContainerWords.running(call.bench(), folder, setup));
        for (var variable : setup.path("environment_variables").properties()) {
            var value = variable.getValue().asString("");
            // What is short, or part of a word such as the image, would hide more of the output than itself.
            boolean hidden =
                    value.length() >= SECRET_FROM && running.words().stream().noneMatch(word -> word.contains(value));
            running = hidden
                    ? running.withSecret(variable.getKey(), new Secret(value))
                    : running.with(more(running.environment(), variable.getKey(), value));
        }
        var refused = container(call).setAside(context, DEPLOY);
        return refused.isPresent()
                ? refused.get()
                : commands.run(context, DEPLOY, running).outcome();
    }

    private static Map<String, String> more(Map<String, String> variables, String name, String value) {
        var all = new TreeMap<>(variables);
        all.put(name, value);
        return all;
    }

    /** The last step of a new bench: from here on nobody takes it back. */
    public Step kept(JobOrder order, Step last) {
        var call = BenchCall.of(order);
        return Step.named(last.name(), context -> {
            var outcome = last.work().run(context);
            if (outcome instanceof StepOutcome.Done) {
                files.keep(call.bench());
            }
            return outcome;
        });
    }

    public Step updateSupervisor(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(SUPERVISOR, context -> {
            var folder = benches.folder(call.bench());
            for (var word : List.of("reread", "update")) {
                var end = commands.run(context, SUPERVISOR, program.command(folder, "supervisorctl", List.of(word)));
                if (!(end instanceof CommandEnd.Succeeded)) {
                    return end.outcome();
                }
            }
            return StepOutcome.done();
        });
    }

    public Step updateLimits(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(LIMITS, context -> {
            var words = ContainerWords.limiting(call.bench(), benches.setup(call.bench()));
            return words.isEmpty()
                    ? StepOutcome.done()
                    : run(context, LIMITS, benches.folder(call.bench()), words).outcome();
        });
    }

    /** The limits alone, which stand in the order, go into what was set up for the bench. */
    public Step changeLimits(JobOrder order) {
        var call = BenchCall.of(order);
        var limits = updateLimits(order);
        return Step.named(
                LIMITS,
                context -> benches.changeSetup(call.bench(), call.setup())
                        ? limits.work().run(context)
                        : vanished(call));
    }

    /** Restarts the programs of a bench, or only those that answer its visitors. */
    public Step restart(JobOrder order) {
        var call = BenchCall.of(order);
        boolean webOnly = call.input().path("web_only").asBoolean(false);
        return Step.named("Bench Restart", context -> {
            var folder = benches.folder(call.bench());
            boolean inContainer = program.containers().of(folder).isPresent();
            var command = inContainer
                    ? program.command(
                            folder, "supervisorctl", List.of("restart", webOnly ? "frappe-bench-web:" : "all"))
                    : program.command(folder, webOnly ? List.of("restart", "--web") : List.of("restart"));
            return commands.run(context, "Bench Restart", command).outcome();
        });
    }

    /** Builds what browsers get of the apps anew. */
    public Step rebuild(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named("Rebuild Bench", context -> {
            var command = program.command(benches.folder(call.bench()), List.of("build", "--force"));
            return commands.run(context, "Rebuild Bench", command).outcome();
        });
    }

    private CommandEnd run(StepContext context, String step, Path folder, List<String> words)
            throws InterruptedException {
        return commands.run(context, step, container(folder, words));
    }

    private Command container(Path folder, List<String> words) {
        var container = program.containers().of(folder);
        return program.container(container.orElse("docker"), folder, words);
    }

    /** Whether the container of a bench has to be made anew for another configuration. */
    public boolean needsAnotherContainer(BenchName bench, JsonNode setup) throws InterruptedException {
        return ContainerWords.needsAnotherContainer(benches.setup(bench), setup)
                || new BenchContainer(bench, benches.folder(bench), program, commands).owner()
                        == BenchContainer.Owner.NOBODY;
    }

    /** What is wrong with the configuration of a bench in a container, by the names of its keys. */
    public static List<String> wrong(JsonNode setup) {
        return ContainerWords.wrong(setup);
    }

    static StepOutcome vanished(BenchCall call) {
        return StepOutcome.failed(
                "bench-missing",
                Map.of(
                        "why",
                        "there is no bench " + call.bench() + " any more; GET /benches lists those that are here"));
    }
}
