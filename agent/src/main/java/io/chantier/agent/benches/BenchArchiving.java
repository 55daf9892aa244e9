package io.chantier.agent.benches;

import io.chantier.agent.commands.Commands;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts a bench without sites away. One that is not there is as good as put away. */
public final class BenchArchiving {

    private static final String DISABLE = "Bench Disable Production";

    private final Benches benches;
    private final BenchProgram program;
    private final Commands commands;
    private final BenchNginx nginx;
    private final ArchivedBenches archived;

    public BenchArchiving(
            Benches benches, BenchProgram program, Commands commands, BenchNginx nginx, ArchivedBenches archived) {
        this.benches = benches;
        this.program = program;
        this.commands = commands;
        this.nginx = nginx;
        this.archived = archived;
    }

    public Step disable(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named(DISABLE, context -> {
            var refused = withSites(call);
            return refused.isPresent() ? refused.get() : disable(context, call);
        });
    }

    private StepOutcome disable(StepContext context, BenchCall call) throws InterruptedException {
        var folder = benches.folder(call.bench());
        var container = program.containers().of(folder);
        if (container.isEmpty()) {
            return StepOutcome.done();
        }
        var ours = new BenchContainer(call.bench(), folder, program, commands);
        ours.forgetOld();
        if (ours.owner() == BenchContainer.Owner.STRANGER) {
            return ours.refusal().orElseGet(StepOutcome::done);
        }
        var words = List.of("rm", call.bench().value(), "--force");
        var end = commands.run(context, DISABLE, program.container(container.get(), folder, words));
        return BenchContainer.isMissing(end) ? StepOutcome.done() : end.outcome();
    }

    private Optional<StepOutcome> withSites(BenchCall call) {
        var sites =
                benches.find(call.bench()).map(bench -> bench.sites().keySet()).orElseGet(Set::of);
        return sites.isEmpty()
                ? Optional.empty()
                : Optional.of(StepOutcome.failed(
                        "bench-has-sites",
                        Map.of(
                                "why",
                                call.bench() + " still has the sites "
                                        + String.join(
                                                ", ", sites.stream().sorted().toList())
                                        + "; archive them or move them to another bench first")));
    }

    public Step move(JobOrder order) {
        var call = BenchCall.of(order);
        return Step.named("Move Bench to Archived Directory", _ -> {
            var refused = withSites(call);
            if (refused.isPresent()) {
                return refused.get();
            }
            if (Files.isDirectory(benches.folder(call.bench()), LinkOption.NOFOLLOW_LINKS)) {
                archived.add(call.bench());
            }
            nginx.refresh(call.bench());
            return StepOutcome.done();
        });
    }
}
