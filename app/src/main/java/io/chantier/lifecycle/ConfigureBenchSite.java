package io.chantier.lifecycle;

import io.chantier.benches.hosting.AgentWork;
import io.chantier.benches.hosting.BenchConfig;
import io.chantier.identity.Vault;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The configuration of a site on a bench: its agent changes all that was asked for, or nothing. */
@Component
class ConfigureBenchSite implements Recipe {

    static final String KIND = "configure-bench-site";

    private final SiteSteps steps;
    private final BenchConfig configuration;
    private final AgentWork work;
    private final Vault vault;

    ConfigureBenchSite(SiteSteps steps, BenchConfig configuration, AgentWork work, Vault vault) {
        this.steps = steps;
        this.configuration = configuration;
        this.work = work;
        this.vault = vault;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(configure(SiteKey.of(order), BenchConfigWish.of(order)));
    }

    private Step configure(SiteKey key, BenchConfigWish wish) {
        return steps.beside(KIND, key, (site, context) -> {
                    var change = wish.change(site.id(), vault);
                    if (change.isEmpty()) return StepOutcome.failed("bench-config-sealed", Map.of());
                    var turn = new AgentWork.Turn(wish.origin(), KIND, context.signalled());
                    return work.follow(turn, () -> configuration.change(site, change.get()));
                })
                .undoneAtOnceBy(_ -> work.callOff(wish.origin(), KIND));
    }
}
