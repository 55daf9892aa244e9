package io.chantier.agent;

import io.chantier.agent.benches.ArchivedBenches;
import io.chantier.agent.benches.ArchivedSites;
import io.chantier.agent.benches.BenchArchiving;
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
    private final BenchSteps steps;
    private final BenchJobs ofBenches;
    private final ServerJobs ofServer;

    WholeBenches(Benches benches, BenchSettings where, Commands commands, JobSecrets secrets, BenchNginx nginx) {
        var archived = new ArchivedBenches(benches, where.program(), commands, InstantSource.system());
        var archiving = new BenchArchiving(benches, where.program(), commands, nginx, archived);
        this.benches = benches;
        this.where = where;
        this.commands = commands;
        this.steps = new BenchSteps(benches, where.program(), commands, secrets);
        this.ofBenches = new BenchJobs(steps, archiving, nginx);
        this.ofServer = new ServerJobs(
                nginx, archived, new ArchivedSites(benches, where.archivedSites(), InstantSource.system()));
    }

    Stream<AgentRecipe> recipes(Turns turns) {
        return Stream.concat(
                ofBenches.all().stream().map(recipe -> new InTurn(recipe, turns)), ofServer.all().stream());
    }

    List<RouteGroup> routes(AgentHome home, BenchWatch watch, AgentJobs jobs) {
        var status = new ServerStatus(benches, commands, where.program().environment());
        return List.of(
                new ServerRoutes(home, benches, status, ofServer, jobs),
                new BenchJobRoutes(benches, watch, steps, ofBenches, jobs));
    }
}
