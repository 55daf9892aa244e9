package io.chantier.deployment.web;

import io.chantier.deployment.DeploymentLog.Entry;
import io.chantier.deployment.Retention.Stay;
import io.chantier.deployment.dokploy.SitePlaces.Choice;
import io.chantier.deployment.dokploy.SitePlaces.Following;
import io.chantier.web.Badge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was online, newest first, how it came there, and where.
 *
 * @param following how far the server lags behind; null where it does not
 * @param places that the site can have; our own edge alone where no server was named
 */
public record ReleasesView(
        String path,
        List<Line> releases,
        boolean mayRollBack,
        List<Deployment> deployments,
        List<Choice> places,
        @Nullable Following following) {

    /**
     * @param version of the site's content of which it was made; null where that was not noted
     * @param confirmed it was seen from outside
     * @param stay why it is kept; null where it no longer is
     */
    public record Line(
            String digest,
            String brief,
            @Nullable Integer version,
            Instant publishedAt,
            boolean confirmed,
            boolean current,
            @Nullable Stay stay) {

        /** Which word says why, and until when, one can go back to it. */
        public String keptKey() {
            return stay == null ? "page.releases.gone" : "page.releases.kept." + stay.reason();
        }
    }

    /**
     * One attempt.
     *
     * @param site the path of its site's pages
     */
    public record Deployment(Entry entry, String site) {

        public String kindKey() {
            return "job." + entry.kind();
        }

        /** Which word says who began it; empty where nobody is known any more. */
        public String byKey() {
            if (!entry.by().isEmpty()) return "page.deployments.by";
            return entry.byItself() ? "page.deployments.itself" : "";
        }

        public boolean active() {
            return entry.state().isActive();
        }

        /** Where its log is; null where it took no job. */
        public @Nullable String path() {
            return entry.job() == null ? null : site + "/jobs/" + entry.job();
        }

        /** What changes is sent there; the lines of the log are for those who open it. */
        public String livePath() {
            return path() + "/live?after=" + Long.MAX_VALUE;
        }

        public Badge badge() {
            var key = "page.deployments.state." + entry.state();
            return switch (entry.state()) {
                case QUEUED -> new Badge("calm", "clock", key);
                case RUNNING -> new Badge("busy", "loader-2", key);
                case WAITING -> new Badge("warn", "hourglass", key);
                case SUCCEEDED -> new Badge("ok", "circle-check", key);
                case FAILED -> new Badge("bad", "alert-triangle", key);
                case CANCELLING, CANCELLED -> new Badge("calm", "player-stop", key);
            };
        }
    }
}
