package io.chantier.agent;

import io.chantier.agent.benches.BenchArchiving;
import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.BenchSteps;
import io.chantier.agent.benches.Claim;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The jobs of the contract that are about a bench as a whole. */
final class BenchJobs {

    /** Whether the bench runs in a container, and whether that has to be made anew: known when the job is ordered. */
    static final String CONTAINED = "contained";

    static final String DEPLOYED = "deployed";

    private static final String RESTART = "restart-bench";
    private static final String REBUILD = "rebuild-bench";
    private static final String LIMIT = "limit-bench";
    private static final Set<String> OF_PROGRAMS = Set.of(RESTART, REBUILD, LIMIT);

    private final BenchSteps steps;
    private final BenchArchiving archiving;
    private final BenchNginx nginx;

    BenchJobs(BenchSteps steps, BenchArchiving archiving, BenchNginx nginx) {
        this.steps = steps;
        this.archiving = archiving;
        this.nginx = nginx;
    }

    List<AgentRecipe> all() {
        return List.of(create(), configure(), archive(), restart(), rebuild(), limit());
    }

    /** The sites of a bench wait while its folder or its container changes, and not while its programs do. */
    static Claim claim(AgentRecipe recipe, BenchName bench) {
        return OF_PROGRAMS.contains(recipe.kind()) ? Claim.ofPrograms(bench) : Claim.ofBench(bench);
    }

    AgentRecipe create() {
        return new SiteRecipe(
                "new-bench",
                "New Bench",
                "new_bench_job",
                order -> List.of(
                        steps.initialize(order),
                        steps.configure(order),
                        steps.deploy(order),
                        steps.forgetOld(order),
                        steps.kept(order, nginx.setup(bench(order)))));
    }

    AgentRecipe configure() {
        return new SiteRecipe(
                "update-bench-configuration", "Update Bench Configuration", "update_config_job", this::configuring);
    }

    private List<Step> configuring(JobOrder order) {
        var input = Wire.tree(order.input());
        var all = new ArrayList<>(
                List.of(steps.keepBefore(order, nginx), steps.configure(order), nginx.setup(bench(order))));
        if (input.path(CONTAINED).asBoolean(false)) {
            boolean deployed = input.path(DEPLOYED).asBoolean(false);
            all.add(deployed ? steps.deploy(order) : steps.updateSupervisor(order));
            all.add(steps.updateLimits(order));
            if (deployed) {
                all.add(steps.forgetOld(order));
            }
        }
        return all;
    }

    AgentRecipe archive() {
        return new SiteRecipe(
                "archive-bench",
                "Archive Bench",
                "archive_bench_job",
                order -> List.of(archiving.disable(order), archiving.move(order)));
    }

    AgentRecipe restart() {
        return new SiteRecipe(RESTART, "Bench Restart", "restart_job", order -> List.of(steps.restart(order)));
    }

    AgentRecipe rebuild() {
        return new SiteRecipe(REBUILD, "Rebuild Bench", "rebuild_job", order -> List.of(steps.rebuild(order)));
    }

    AgentRecipe limit() {
        return new SiteRecipe(
                LIMIT, "Force Update Bench Limits", "force_update_limits", order -> List.of(steps.changeLimits(order)));
    }

    private static BenchName bench(JobOrder order) {
        return new BenchName(Wire.tree(order.input()).path("bench").asString());
    }
}
