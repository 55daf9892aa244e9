package io.chantier.fleet.web;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.fleet.FleetSite;
import io.chantier.fleet.Standing;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteProblem;
import io.chantier.web.Badge;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A batch with how its sites stand now. */
public record BatchView(Batch batch, List<Row> rows) {

    /** @param site how it stands now; null where the line has none */
    public record Row(Line line, @Nullable FleetSite site) {

        /** What became of the line: how its site stands where a job was ordered, else what was done. */
        public Badge badge() {
            if (line.job() != null && site != null) return site.standing().badge();
            return switch (line.outcome()) {
                case MADE, BEGUN, DONE -> new Badge("ok", "circle-check", "page.batch.outcome." + line.outcome());
                case TWICE, KNOWN -> new Badge("calm", "copy", "page.batch.outcome." + line.outcome());
                case REFUSED -> new Badge("bad", "alert-circle", "page.batch.outcome.REFUSED");
            };
        }

        public @Nullable SiteProblem problem() {
            return site == null || line.job() == null || isAtWork()
                    ? null
                    : site.site().problem();
        }

        public boolean isAtWork() {
            return line.job() != null && site != null && site.standing() == Standing.AT_WORK;
        }

        /** Where a job was ordered and did what it was for. */
        boolean isWell() {
            return line.job() != null
                    && site != null
                    && (site.standing() == Standing.READY || site.standing() == Standing.ONLINE);
        }

        public @Nullable String path() {
            return site == null ? null : "/sites/" + site.site().slug();
        }

        /** The name, where it says more than what was typed. */
        public String name() {
            return site == null || site.site().name().equals(line.label())
                    ? ""
                    : site.site().name();
        }
    }

    /** @param key worded as a count */
    public record Figure(String key, long number, String tone) {}

    static BatchView of(Batch batch, List<FleetSite> all) {
        var sites = all.stream().collect(java.util.stream.Collectors.toMap(FleetSite::id, one -> one));
        return new BatchView(
                batch,
                batch.lines().stream()
                        .map(line -> new Row(line, site(line.site(), sites)))
                        .toList());
    }

    private static @Nullable FleetSite site(@Nullable SiteId id, Map<SiteId, FleetSite> sites) {
        return id == null ? null : sites.get(id);
    }

    public String path() {
        return (batch.kind() == Batch.Kind.IMPORT ? "/sites/imports/" : "/sites/bulk/") + batch.id();
    }

    public String kind() {
        return batch.kind().name();
    }

    public Instant at() {
        return batch.createdAt();
    }

    /** How many jobs were ordered. */
    public long ordered() {
        return rows.stream().filter(row -> row.line().job() != null).count();
    }

    public long over() {
        return ordered() - rows.stream().filter(Row::isAtWork).count();
    }

    public long well() {
        return rows.stream().filter(Row::isWell).count();
    }

    public boolean isOver() {
        return over() == ordered();
    }

    public int percent() {
        return ordered() == 0 ? 100 : (int) (100 * over() / ordered());
    }

    /** What became of the lines, none that is empty. */
    public List<Figure> numbers() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> new Figure(
                        "page.batch.count." + outcome.name().toLowerCase(Locale.ROOT),
                        batch.count(outcome),
                        tone(outcome)))
                .filter(one -> one.number() > 0)
                .toList();
    }

    private static String tone(Outcome outcome) {
        return switch (outcome) {
            case MADE, BEGUN, DONE -> "ok";
            case TWICE, KNOWN -> "";
            case REFUSED -> "bad";
        };
    }
}
