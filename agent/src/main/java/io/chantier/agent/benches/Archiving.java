package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseName;
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
import java.util.Map;

/** The end of a site: its database goes, its files wait in the bench's archive. */
public final class Archiving {

    private static final String STEP = "Archive Site";
    private static final String DATABASE = ".database";

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
        steps.add(Step.named(DATABASE, _ -> StepOutcome.done(database(call))));
        backups.backupElsewhere(order).forEach(step -> steps.add(ifThere(call, step)));
        steps.add(Step.named(STEP, context -> archived(context, order, call)));
        steps.add(nginx.setup(call.bench()));
        steps.add(backups.tell());
        return steps;
    }

    private Step ifThere(SiteCall call, Step step) {
        return Step.named(
                step.name(),
                context -> benches.has(call.bench(), call.site()) ? step.work().run(context) : StepOutcome.done());
    }

    /** Once the site is gone, nothing but the journal knows it. */
    private String database(SiteCall call) {
        return benches.database(call.bench(), call.site())
                .map(database -> database.name().value())
                .orElse("");
    }

    private StepOutcome archived(StepContext context, JobOrder order, SiteCall call) throws Exception {
        var name = context.resultOf(DATABASE).flatMap(DatabaseName::of);
        var server = benches.databaseServer(call.bench());
        if (name.isEmpty() || server.isEmpty()) {
            return StepOutcome.done();
        }
        var others = benches.othersWith(name.get(), call.bench(), call.site());
        if (!others.isEmpty()) {
            return StepOutcome.failed(
                    "database-shared",
                    Map.of(
                            "why",
                            "The database " + name.get() + " of " + call.site() + " is also that of "
                                    + String.join(", ", others)
                                    + ", so it was not dropped; correct db_name in the site_config.json of one of them"));
        }
        var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
        try {
            var outcome = benches.has(call.bench(), call.site())
                    ? dropped(context, call, new SiteDatabase(server.get(), name.get(), root))
                    : StepOutcome.done();
            if (outcome instanceof StepOutcome.Done) {
                Databases.drop(server.get(), root, name.get()); // what a run that was cut short left
            }
            return outcome;
        } catch (DatabaseTrouble e) {
            return e.outcome();
        }
    }

    private StepOutcome dropped(StepContext context, SiteCall call, SiteDatabase database) throws Exception {
        return Databases.withLimitedUser(
                database.server(),
                database.login(),
                database.name(),
                limited -> bench.runOfBench(
                                context, STEP, call, SiteCommands.lines(limited.password()), words(call, limited))
                        .outcome());
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
