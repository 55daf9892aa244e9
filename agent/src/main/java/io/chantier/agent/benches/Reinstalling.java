package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;

/** A site with nothing in it, in the place of one that was used. */
public final class Reinstalling {

    private final Benches benches;
    private final SiteCommands bench;
    private final JobSecrets secrets;

    public Reinstalling(Benches benches, SiteCommands bench, JobSecrets secrets) {
        this.benches = benches;
        this.bench = bench;
        this.secrets = secrets;
    }

    public List<Step> steps(JobOrder order) {
        var call = SiteCall.of(order);
        return List.of(bench.step("Reinstall Site", call, (context, step) -> {
            var database = benches.database(call.bench(), call.site());
            if (database.isEmpty()) {
                return call.vanished();
            }
            var root = Login.root(secrets.of(order, SiteSecrets.ROOT));
            var admin = secrets.of(order, SiteSecrets.ADMIN);
            try {
                return Databases.withLimitedUser(
                        database.get().server(),
                        root,
                        database.get().name(),
                        limited -> bench.run(
                                        context,
                                        step,
                                        call,
                                        SiteCommands.lines(limited.password(), admin, admin),
                                        List.of("reinstall", "--yes", "--mariadb-root-username", limited.user()))
                                .outcome());
            } catch (DatabaseTrouble e) {
                return e.outcome();
            }
        }));
    }
}
