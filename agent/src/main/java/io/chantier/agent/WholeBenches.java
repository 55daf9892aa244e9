package io.chantier.agent;

import io.chantier.agent.benches.ArchivedBenches;
import io.chantier.agent.benches.ArchivedSites;
import io.chantier.agent.benches.BenchArchiving;
import io.chantier.agent.benches.BenchCall;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.BenchSteps;
import io.chantier.agent.benches.BenchWatch;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** What is done with the server and with benches as a whole. */
final class WholeBenches {

    private final Benches benches;
    private final BenchSettings where;
    private final Commands commands;
    private final JobSecrets secrets;
    private final BenchSteps steps;
    private final BenchJobs ofBenches;
    private final ServerJobs ofServer;

    WholeBenches(
            Benches benches,
            BenchSettings where,
            Commands commands,
            JobSecrets secrets,
            BenchNginx nginx,
            ArchivedSites sites) {
        var archived = new ArchivedBenches(benches, where.program(), commands, InstantSource.system());
        var archiving = new BenchArchiving(benches, where.program(), commands, nginx, archived);
        this.benches = benches;
        this.where = where;
        this.commands = commands;
        this.secrets = secrets;
        this.steps = new BenchSteps(benches, where.program(), commands, secrets);
        this.ofBenches = new BenchJobs(steps, archiving, nginx);
        this.ofServer = new ServerJobs(nginx, archived, sites);
    }

    Stream<AgentRecipe> recipes(Turns turns) {
        return Stream.concat(ofBenches.all().stream().map(recipe -> inTurn(recipe, turns)), ofServer.all().stream());
    }

    private InTurn inTurn(AgentRecipe recipe, Turns turns) {
        return new InTurn(
                new Confidential(recipe, secrets),
                turns,
                order -> BenchJobs.claim(recipe, BenchCall.of(order).bench()));
    }

    List<RouteGroup> routes(AgentHome home, BenchWatch watch, AgentJobs jobs) {
        var status = new ServerStatus(benches, commands, where.program().environment());
        return List.of(
                new ServerRoutes(home, benches, status, ofServer, jobs),
                new BenchJobRoutes(benches, watch, steps, ofBenches, jobs));
    }
}
