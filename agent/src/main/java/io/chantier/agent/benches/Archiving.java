package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.util.ArrayList;
import java.util.List;

/** The end of a site: its database goes, its files wait in the bench's archive. */
public final class Archiving {

    private static final String STEP = "Archive Site";

    private final Benches benches;
    private final SiteCommands bench;
    private final JobSecrets secrets;
    private final BenchNginx nginx;
    private final BackupSteps backups;

    public Archiving(Benches benches, SiteCommands bench, JobSecrets secrets, BenchNginx nginx, BackupSteps backups) {
        this.benches = benches;
        this.bench = bench;
        this.secrets = secrets;
        this.nginx = nginx;
        this.backups = backups;
    }

    /** Its backup goes elsewhere first, where the order says so. A site that is not there is archived already. */
    public List<Step> steps(JobOrder order) {
        var call = SiteCall.of(order);
        var steps = new ArrayList<Step>();
        backups.backupElsewhere(order).forEach(step -> steps.add(ifThere(call, step)));
        steps.add(ifThere(call, Step.named(STEP, context -> archived(context, order, call))));
        steps.add(nginx.setup(call.bench()));
        steps.add(backups.tell());
        return steps;
    }

    private Step ifThere(SiteCall call, Step step) {
        return Step.named(
                step.name(),
                context -> benches.has(call.bench(), call.site()) ? step.work().run(context) : StepOutcome.done());
    }

    private StepOutcome archived(StepContext context, JobOrder order, SiteCall call) throws Exception {
        var database = benches.database(call.bench(), call.site());
        if (database.isEmpty()) {
            return call.vanished();
        }
        var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
        try {
            return Databases.withLimitedUser(
                    database.get().server(),
                    root,
                    database.get().name(),
                    limited -> bench.runOfBench(
                                    context, STEP, call, SiteCommands.lines(limited.password()), words(call, limited))
                            .outcome());
        } catch (DatabaseTrouble e) {
            return e.outcome();
        }
    }

    private static List<String> words(SiteCall call, Login limited) {
        var words = new ArrayList<>(List.of("drop-site", "--no-backup"));
        if (call.is("force", false)) {
            words.add("--force");
        }
        words.addAll(List.of("--root-login", limited.user(), "--archived-sites-path", "archived"));
        words.add(call.site().value());
        return words;
    }
}
