package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentClient;
import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.Agents;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.Opened;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gets the files of backups out of the site that they belong to, which hands them to its administrator; where it is archived, from its agent. */
@Component
class SiteDownloads {

    /** After so long without a byte the other side counts as gone. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int GONE = 404;

    private final Housing.Finder houses;
    private final BenchKeeping keeping;
    private final Agents agents;
    private final Endpoints endpoints;

    SiteDownloads(Housing.Finder houses, BenchKeeping keeping, Agents agents, Endpoints endpoints) {
        this.houses = houses;
        this.keeping = keeping;
        this.agents = agents;
        this.endpoints = endpoints;
    }

    /** Logs in as the site's administrator; a problem where its agent makes no session. What is archived its agent has itself. */
    Session begin(Site site) {
        var housing = houses.of(site).orElseThrow(() -> movedOut(site.name()));
        return site.state() == SiteState.ARCHIVED
                ? new OfArchive(agents.of(housing.server().id()), housing)
                : new OfSite(endpoints, housing, keeping.administratorOf(site));
    }

    /** For one or several files in a row. */
    interface Session {

        /** Only with a length: what breaks off could not be told from what is whole. */
        Opened.Answer open(String name);

        /** A problem unless the file is there. */
        default void demand(String name) {
            open(name).close();
        }
    }

    private record OfSite(Endpoints endpoints, Housing housing, Secret sid) implements Session {

        @Override
        public Opened.Answer open(String name) {
            var address = housing.server().upstream().address().resolve("/backups/" + name);
            var call = Endpoints.Call.get(address)
                    .within(SILENCE)
                    .with("Host", housing.host())
                    .with("Cookie", "sid=" + sid.reveal());
            return switch (endpoints.open(call)) {
                case Opened.Answer answer when isWhole(answer) -> answer;
                case Opened.Answer answer -> {
                    answer.close();
                    throw answer.status() == GONE ? gone(name) : silent(String.valueOf(answer.status()));
                }
                case Opened.Broken(var trouble) -> throw silent(trouble.inWords());
            };
        }

        private static ProblemException gone(String name) {
            return new ProblemException(Problem.of("backup-file-gone", 410, Map.of("file", name)));
        }

        private ProblemException silent(String seen) {
            return new ProblemException(Problem.of(
                    "backup-site-silent",
                    502,
                    Map.of(
                            "host", housing.host(),
                            "server", housing.server().name(),
                            "seen", seen)));
        }
    }

    /** Our own agent hands out what waits in the archive of its benches; a stock one does not. */
    private record OfArchive(AgentClient agent, Housing housing) implements Session {

        @Override
        public Opened.Answer open(String name) {
            var path =
                    AgentRequest.path("benches", housing.bench().name(), "archived", housing.host(), "backups", name);
            return switch (agent.open(path, SILENCE)) {
                case Opened.Answer answer when isWhole(answer) -> answer;
                case Opened.Answer answer -> {
                    answer.close();
                    throw movedOut(housing.host());
                }
                case Opened.Broken(var trouble) ->
                    throw new ProblemException(Problem.of(
                            "agent-no-answer",
                            502,
                            Map.of("server", housing.server().name(), "said", trouble.inWords())));
            };
        }
    }

    private static boolean isWhole(Opened.Answer answer) {
        return answer.status() == OK && answer.length() >= 0;
    }

    private static ProblemException movedOut(String host) {
        return new ProblemException(Problem.of("backup-site-moved-out", 410, Map.of("host", host)));
    }
}
