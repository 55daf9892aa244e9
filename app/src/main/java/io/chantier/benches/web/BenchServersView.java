package io.chantier.benches.web;

import io.chantier.benches.delivery.OrderedJob;
import io.chantier.benches.servers.Adoption;
import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchServerDesk.Listing;
import io.chantier.benches.servers.BenchServerForm;
import io.chantier.benches.servers.Condition;
import io.chantier.identity.Teams.Team;
import io.chantier.web.Badge;
import io.chantier.web.Frame;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the pages of bench servers show. */
public final class BenchServersView {

    private static final String OUR_AGENT = "Chantier agent ";

    private BenchServersView() {}

    /** All of them, and a form for one more. */
    public record All(List<Listing> servers, Filled form) {}

    /**
     * One of them.
     *
     * @param teams to which a site that was there before can be given
     * @param tested whether it was just asked, so that an answer is worth words
     */
    public record One(
            Listing server,
            Filled form,
            List<OnBench> benches,
            List<Team> teams,
            boolean tested,
            @Nullable Problem wrong) {

        public String path() {
            return "/settings/bench-servers/" + server.id();
        }
    }

    /** A form as it is filled in; passwords are never shown again. */
    public record Filled(
            BenchServerForm form, boolean fresh, @Nullable Problem problem) {}

    /**
     * A bench with its sites.
     *
     * @param removal the last job by which it was to be put away; empty where there is none
     */
    public record OnBench(Bench bench, List<Living> sites, Optional<OrderedJob> removal) {

        static OnBench of(Bench bench, List<String> taken, List<String> adopted, Optional<OrderedJob> removal) {
            return new OnBench(
                    bench,
                    Stream.concat(bench.sites().stream(), adopted.stream())
                            .distinct()
                            .sorted()
                            .map(host -> new Living(
                                    host, taken.contains(host), adopted.contains(host), Adoption.isHost(host)))
                            .toList(),
                    removal);
        }

        /** Whether its agent is at putting it away. */
        public boolean isGoing() {
            return removal.filter(job -> !job.state().isOver()).isPresent();
        }

        public boolean hasStrangers() {
            return sites.stream().anyMatch(Living::adoptable);
        }

        public Badge badge() {
            var key = "page.benchServers.bench." + bench.state();
            return switch (bench.state()) {
                case ACTIVE -> new Badge("ok", "circle-check", key);
                case ARCHIVED -> new Badge("calm", "archive", key);
                case MISSING -> new Badge("bad", "alert-triangle", key);
            };
        }
    }

    /**
     * @param ours whether it is a site of ours already
     * @param adopted whether it was there before it became ours
     */
    public record Living(String host, boolean ours, boolean adopted, boolean named) {

        public boolean adoptable() {
            return !ours && named;
        }
    }

    /** In one word, how a server stands. */
    public static Badge badge(Listing server) {
        var condition = server.condition();
        if (server.shownCertificate().isPresent()) {
            return new Badge("warn", "certificate", "page.benchServers.state.certificate");
        }
        if (condition.problem() != null) return new Badge("bad", "alert-triangle", "page.benchServers.state.trouble");
        if (condition.seenAt() == null) return new Badge("calm", "clock", "page.benchServers.state.unseen");
        if (condition.isClockOff() || isFull(condition)) {
            return new Badge("warn", "alert-circle", "page.benchServers.state.look");
        }
        return new Badge("ok", "circle-check", "page.benchServers.state.fine");
    }

    private static boolean isFull(Condition condition) {
        return condition.figures().memory().isNearlyFull()
                || condition.figures().disk().isNearlyFull();
    }

    /** Whether our own agent runs there, but that of another version; of a stock one nothing is known. */
    public static boolean isOtherVersion(Condition condition) {
        return condition.version().startsWith(OUR_AGENT) && !condition.version().equals(OUR_AGENT + ownVersion());
    }

    public static String ownVersion() {
        var number = BenchServersView.class.getPackage().getImplementationVersion();
        return number == null ? "development" : number;
    }

    /** A load as people compare it: with the processors that share it. */
    public static String load(Frame frame, Condition condition) {
        var figures = condition.figures();
        if (figures.load() == null) return "";
        var load = String.format(frame.locale(), "%.2f", figures.load());
        return figures.processors() == null ? load : load + " / " + figures.processors();
    }
}
