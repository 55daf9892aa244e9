package io.chantier.agent.benches;

import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Reference;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What can be done with a site, step by step; each step may run again after the agent was gone. */
public final class SiteSteps {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Benches benches;
    private final SiteCommands bench;
    private final Commands commands;

    public SiteSteps(Benches benches, SiteCommands bench, Commands commands) {
        this.benches = benches;
        this.bench = bench;
        this.commands = commands;
    }

    public Step installApp(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Install App on Site", call, (context, step) -> {
            var app = call.app().value();
            var end = bench.run(context, step, call, "install-app", app, "--force");
            boolean old = end instanceof CommandEnd.Failed(var _, var _, var output)
                    && output.contains("no such option: --force");
            return (old ? bench.run(context, step, call, "install-app", app) : end).outcome();
        });
    }

    public Step uninstallApp(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.command(
                "Uninstall App from Site",
                call,
                "uninstall-app",
                call.app().value(),
                "--no-backup",
                "--yes",
                "--force");
    }

    public Step migrate(JobOrder order) {
        var call = SiteCall.of(order);
        return call.is("skip_failing_patches", false)
                ? bench.command("Migrate Site", call, "migrate", "--skip-failing")
                : bench.command("Migrate Site", call, "migrate");
    }

    public Step clearCache(JobOrder order) {
        return bench.command("Clear Cache", SiteCall.of(order), "clear-cache");
    }

    public Step clearWebsiteCache(JobOrder order) {
        return bench.command("Clear Website Cache", SiteCall.of(order), "clear-website-cache");
    }

    public Step buildSearchIndex(JobOrder order) {
        return bench.command("Build Search Index", SiteCall.of(order), "build-search-index");
    }

    public Step enableMaintenanceMode(JobOrder order) {
        return enableMaintenanceMode(SiteCall.of(order));
    }

    Step enableMaintenanceMode(SiteCall call) {
        return bench.command("Enable Maintenance Mode", call, "set-maintenance-mode", "on");
    }

    /** Without its program, for what takes a step back; nothing happens where the site is not there. */
    void switchOn(SiteCall call) {
        benches.changeConfig(call.bench(), call.site(), entries -> {
            entries.put("maintenance_mode", Wire.toTree(0));
            return entries;
        });
    }

    public Step enableScheduler(SiteCall call) {
        return bench.command("Enable Scheduler", call, "scheduler", "enable");
    }

    /** Unlike the others it tells no result, as the contract has it. */
    public Step disableMaintenanceMode(JobOrder order) {
        return disableMaintenanceMode(SiteCall.of(order));
    }

    Step disableMaintenanceMode(SiteCall call) {
        return bench.step("Disable Maintenance Mode", call, (context, step) -> {
            var end = bench.run(context, step, call, "set-maintenance-mode", "off");
            return end instanceof CommandEnd.Succeeded ? StepOutcome.done() : end.outcome();
        });
    }

    /** Asks again and again, because what the site still works on must not be cut off. */
    public Step waitForEnqueuedJobs(JobOrder order) {
        return waitForEnqueuedJobs(SiteCall.of(order));
    }

    Step waitForEnqueuedJobs(SiteCall call) {
        return bench.step("Wait for Enqueued Jobs", call, (context, step) -> {
            var end = bench.run(context, step, call, "ready-for-migration");
            if (end instanceof CommandEnd.Succeeded) {
                return StepOutcome.done(tries(context, step));
            }
            boolean busy =
                    end instanceof CommandEnd.Failed(var _, var code, var _) && code != CommandEnd.Failed.NOT_STARTED;
            return busy && isPatient(context, step) ? new StepOutcome.LookAgain(PAUSE) : end.outcome();
        });
    }

    private boolean isPatient(StepContext context, String step) {
        var since = commands.begun(context.job(), step).orElseGet(Instant::now);
        return Instant.now().isBefore(since.plus(PATIENCE));
    }

    private String tries(StepContext context, String step) {
        var tries = commands.of(context.job()).stream()
                .filter(command -> command.step().equals(step))
                .map(command -> new Reference(command.number()))
                .toList();
        return Wire.write(Map.of("tries", tries));
    }

    public Step updateConfiguration(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Update Site Configuration", call, (_, _) -> {
            boolean changed = benches.changeConfig(call.bench(), call.site(), entries -> {
                call.argument("config").forEachEntry(entries::put);
                call.argument("remove").forEach(key -> entries.remove(key.asString()));
                return entries;
            });
            return changed ? StepOutcome.done() : call.vanished();
        });
    }
}
