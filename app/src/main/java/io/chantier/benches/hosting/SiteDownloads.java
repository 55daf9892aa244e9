package io.chantier.benches.hosting;

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

/** Gets the files of backups out of the site that they belong to: it hands them to its administrator. */
@Component
class SiteDownloads {

    /** After so long without a byte the other side counts as gone. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int GONE = 404;

    private final Housing.Finder houses;
    private final BenchKeeping keeping;
    private final Endpoints endpoints;

    SiteDownloads(Housing.Finder houses, BenchKeeping keeping, Endpoints endpoints) {
        this.houses = houses;
        this.keeping = keeping;
        this.endpoints = endpoints;
    }

    /** Logs in as the site's administrator; a problem where its agent makes no session. */
    Session begin(Site site) {
        var housing = houses.of(site)
                .filter(_ -> site.state() != SiteState.ARCHIVED)
                .orElseThrow(() ->
                        new ProblemException(Problem.of("backup-site-moved-out", 410, Map.of("host", site.name()))));
        return new Session(endpoints, housing, keeping.administratorOf(site));
    }

    /** For one or several files in a row. */
    record Session(Endpoints endpoints, Housing housing, Secret sid) {

        /** A problem unless the file is there. */
        void demand(String name) {
            open(name).close();
        }

        /** Only with a length: what breaks off could not be told from what is whole. */
        Opened.Answer open(String name) {
            var address = housing.server().upstream().address().resolve("/backups/" + name);
            var call = Endpoints.Call.get(address)
                    .within(SILENCE)
                    .with("Host", housing.host())
                    .with("Cookie", "sid=" + sid.reveal());
            return switch (endpoints.open(call)) {
                case Opened.Answer answer when answer.status() == OK && answer.length() >= 0 -> answer;
                case Opened.Answer answer -> {
                    answer.close();
                    throw answer.status() == GONE ? gone(name) : silent(String.valueOf(answer.status()));
                }
                case Opened.Broken(var trouble) -> throw silent(trouble.name());
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
}
