package io.chantier.agent.benches;

import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Reference;
import io.chantier.agent.commands.Secret;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A site goes to another bench of this server, with other versions of its apps, and back again where that failed. A step
 * that fails before the site has moved leaves it answering where it was; after that the job that recovers does so.
 */
public final class Updates {

    private static final Logger LOG = LoggerFactory.getLogger(Updates.class);
    private static final String THEMES =
            "frappe.website.doctype.website_theme.website_theme.generate_theme_files_if_not_exist";

    private final Benches benches;
    private final SiteCommands bench;
    private final SiteSteps steps;
    private final BenchNginx nginx;
    private final SiteTables tables;

    public Updates(Benches benches, SiteCommands bench, SiteSteps steps, BenchNginx nginx, SiteTables tables) {
        this.benches = benches;
        this.bench = bench;
        this.steps = steps;
        this.nginx = nginx;
        this.tables = tables;
    }

    /** To a bench whose apps need no migration. */
    public List<Step> pull(JobOrder order) {
        var from = SiteCall.of(order);
        var to = target(from);
        var list = new ArrayList<>(quiet(from));
        list.addAll(moved(from, to));
        list.add(themes(to));
        if (isToBeOn(to)) {
            list.add(steps.disableMaintenanceMode(to));
        }
        return list;
    }

    /** To a bench whose apps change the tables, which are kept before. */
    public List<Step> migrate(JobOrder order) {
        var from = SiteCall.of(order);
        var to = target(from);
        var list = new ArrayList<>(quiet(from));
        boolean kept = !from.is("skip_backups", false);
        if (kept) {
            list.add(tables.clear(from));
            list.add(tables.backUp(from));
        } else {
            list.add(tables.forget(from));
        }
        list.addAll(moved(from, to));
        list.addAll(scripts(to, "before_migrate_scripts"));
        boolean skipIndex = to.is("skip_search_index", true);
        var migration = migration(to, skipIndex);
        list.add(kept ? tables.witnessed(to, migration) : migration);
        if (kept) {
            list.add(tables.touched(to));
        }
        list.add(themes(to));
        if (isToBeOn(to)) {
            list.add(steps.disableMaintenanceMode(to));
        }
        if (skipIndex) {
            list.add(searchIndex(to));
        }
        return list;
    }

    /** To another bench with all that its apps need, and without a way back. */
    public List<Step> moveToBench(JobOrder order) {
        var from = SiteCall.of(order);
        var to = target(from);
        var list = new ArrayList<Step>();
        if (from.is("deactivate", true)) {
            list.addAll(quiet(from));
        }
        list.addAll(moved(from, to));
        list.add(migration(to, false));
        list.add(themes(to));
        if (isToBeOn(to)) {
            list.add(steps.disableMaintenanceMode(to));
        }
        return list;
    }

    public List<Step> recoverPull(JobOrder order) {
        return back(SiteCall.of(order), false);
    }

    public List<Step> recoverMigrate(JobOrder order) {
        var call = SiteCall.of(order);
        return back(call, call.is("restore_touched_tables", true));
    }

    private List<Step> back(SiteCall from, boolean withTables) {
        var to = target(from);
        var list = new ArrayList<>(moved(from, to));
        if (withTables) {
            list.add(tables.restoreTouched(to));
        }
        list.addAll(scripts(to, "rollback_scripts"));
        if (isToBeOn(to)) {
            list.add(steps.disableMaintenanceMode(to));
        }
        return list;
    }

    /** Where the update failed before the site had moved. */
    public List<Step> recover(JobOrder order) {
        return List.of(steps.disableMaintenanceMode(order));
    }

    /** All tables as they were before the last update. */
    public List<Step> restoreTables(JobOrder order) {
        var call = SiteCall.of(order);
        return isToBeOn(call)
                ? List.of(tables.restoreAll(call), steps.disableMaintenanceMode(call))
                : List.of(tables.restoreAll(call));
    }

    private static SiteCall target(SiteCall call) {
        return call.at(call.bench(SiteCall.TARGET), call.site());
    }

    private static boolean isToBeOn(SiteCall call) {
        return call.is("activate", true);
    }

    private List<Step> quiet(SiteCall call) {
        return List.of(answering(call), steps.enableMaintenanceMode(call), steps.waitForEnqueuedJobs(call));
    }

    private List<Step> moved(SiteCall from, SiteCall to) {
        return List.of(
                Step.named("Move Site", _ -> move(from, to)),
                nginx.setup(from.bench()),
                nginx.setupTarget(to.bench()),
                nginx.reload());
    }

    private StepOutcome move(SiteCall from, SiteCall to) {
        try {
            boolean done = !benches.has(from.bench(), from.site()) && benches.has(to.bench(), to.site());
            if (done || benches.move(from.bench(), from.site(), to.bench(), to.site())) {
                return StepOutcome.done();
            }
            return benches.has(from.bench(), from.site())
                    ? notMoved(to, "something of this name is in its place there, or the bench is gone")
                    : from.vanished();
        } catch (UncheckedIOException e) {
            return notMoved(to, String.valueOf(e.getMessage()));
        }
    }

    private static StepOutcome notMoved(SiteCall to, String reason) {
        return StepOutcome.failed(
                "site-not-moved",
                Map.of("why", "Site " + to.site() + " could not go to bench " + to.bench() + ": " + reason));
    }

    /**
     * Where the job ends before the site has moved, be it by a failure or a cancel, the site answers as before: nothing
     * has happened to it. Once it has moved there is nothing to switch on here.
     */
    private Step answering(SiteCall call) {
        return Step.named(".answering", _ -> StepOutcome.done()).undoneAtOnceBy(_ -> {
            if (isToBeOn(call)) {
                steps.switchOn(call);
            }
        });
    }

    private Step migration(SiteCall call, boolean skipIndex) {
        var words = new ArrayList<>(List.of("migrate"));
        if (skipIndex) {
            words.add("--skip-search-index");
        }
        if (call.is("skip_failing_patches", false)) {
            words.add("--skip-failing");
        }
        return bench.command("Migrate Site", call, words.toArray(String[]::new));
    }

    /** The contract tells no step of it, and a theme that is missing is no reason to go back. */
    private Step themes(SiteCall call) {
        return bench.step(".themes", call, (context, step) -> {
            bench.run(context, step, call, "execute", THEMES);
            return StepOutcome.done();
        });
    }

    /** The site answers by now: for a search index alone nobody wants the old tables back. */
    private Step searchIndex(SiteCall call) {
        return bench.step("Build Search Index", call, (context, step) -> {
            var end = bench.run(context, step, call, "build-search-index");
            if (end instanceof CommandEnd.Failed(var number, var code, var _)) {
                LOG.warn("No search index was built for {}: exit code {}", call.site(), code);
                return StepOutcome.done(Wire.write(new Reference(number)));
            }
            return end.outcome();
        });
    }

    private List<Step> scripts(SiteCall call, String argument) {
        var scripts = new TreeMap<String, JsonNode>();
        call.argument(argument).forEachEntry(scripts::put);
        return scripts.isEmpty()
                ? List.of()
                : List.of(bench.step("Run App Specific Scripts", call, (context, step) -> {
                    var ran = new TreeMap<String, Reference>();
                    for (var script : scripts.entrySet()) {
                        var code = new Secret(script.getValue().asString(""));
                        var end = bench.run(context, step, call, code, List.of("console"));
                        if (!(end instanceof CommandEnd.Succeeded(var number, var _))) {
                            return end.outcome();
                        }
                        ran.put(script.getKey(), new Reference(number));
                    }
                    return StepOutcome.done(Wire.write(ran));
                }));
    }
}
