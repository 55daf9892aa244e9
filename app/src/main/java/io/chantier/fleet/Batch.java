package io.chantier.fleet;

import io.chantier.jobs.JobId;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order for many sites at once and what became of each.
 *
 * @param argument what the kind needs beyond the sites: a tag, a look; empty where it needs nothing
 */
public record Batch(
        UUID id, TeamId team, Kind kind, String argument, String madeBy, Instant createdAt, List<Line> lines) {

    public Batch {
        lines = List.copyOf(lines);
    }

    /** What was ordered. */
    public enum Kind {
        IMPORT,
        PUBLISH,
        REGENERATE,
        LOOK,
        ARCHIVE,
        BACKUP,
        MIGRATE,
        UPDATE,
        SUSPEND,
        RESUME,
        INSTALL,
        TAG,
        UNTAG;

        /** Whether only those who manage the team may. */
        public boolean isForManagers() {
            return this == ARCHIVE || this == UPDATE || this == SUSPEND || this == RESUME;
        }

        /** Whether it is only done with sites on benches. */
        public boolean isForBenches() {
            return switch (this) {
                case BACKUP, MIGRATE, UPDATE, SUSPEND, RESUME, INSTALL -> true;
                case IMPORT, PUBLISH, REGENERATE, LOOK, ARCHIVE, TAG, UNTAG -> false;
            };
        }

        /** Whether it can be done with any site, whoever makes its pages. */
        public boolean isForAllKinds() {
            return this == TAG || this == UNTAG;
        }
    }

    /** What became of one line. */
    public enum Outcome {
        /** A draft was made, and a job ordered where one was wanted. */
        MADE,
        /** A job was ordered. */
        BEGUN,
        /** It was done at once. */
        DONE,
        /** The same address stands further up in the list. */
        TWICE,
        /** The team has a site of this address. */
        KNOWN,
        /** Nothing was done; the reason says why. */
        REFUSED
    }

    /**
     * One line.
     *
     * @param label what was typed, or the name of the site
     * @param reason worded by {@code page.batch.why.<reason>} with the arguments; empty where there is nothing to say
     * @param site the one that was made or meant; null where there is none, or none any more
     */
    public record Line(
            int number,
            String label,
            Outcome outcome,
            String reason,
            Map<String, String> arguments,
            @Nullable SiteId site,
            @Nullable JobId job) {

        static Line of(int number, String label, Outcome outcome, SiteId site, @Nullable JobId job) {
            return new Line(number, label, outcome, "", Map.of(), site, job);
        }

        static Line refused(
                int number, String label, String reason, Map<String, String> arguments, @Nullable SiteId site) {
            return new Line(number, label, Outcome.REFUSED, reason, arguments, site, null);
        }
    }

    public long count(Outcome outcome) {
        return lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
