package io.chantier.deployment;

import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.storage.Releases.Kept;
import io.chantier.values.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which releases of a site stay. By count and by age, and never less than what visitors, those who look at a preview and
 * those who have to go back at once need.
 */
public final class Retention {

    /** Time enough for whoever rendered a release to show it somewhere. */
    static final Duration FRESH = Duration.ofDays(1);

    private final RetentionSettings settings;

    public Retention(RetentionSettings settings) {
        this.settings = settings;
    }

    /** Why a release stays; the first that holds is said. */
    public enum Reason {
        /** Visitors get it. */
        LIVE,
        /** It was online before the one that is. */
        BEFORE,
        /** The last one that was seen from outside, to which a failed publishing goes back. */
        GOOD,
        /** A preview, a reviewer, another server or a job needs it. */
        SHOWN,
        /** One of the last ones that were online. */
        LATEST,
        /** Not long ago replaced, or just made. */
        RECENT
    }

    /** @param until when it may go; null as long as the reason holds */
    public record Stay(Reason reason, @Nullable Instant until) {}

    /**
     * What is known of a site's releases.
     *
     * @param history newest first
     * @param needed what is shown anywhere but to the public, or in the hands of a job
     */
    public record Past(List<Kept> kept, List<Publication> history, Optional<Digest> live, Set<Digest> needed) {}

    /** Those that stay; what is kept and not among them may go. */
    public Map<Digest, Stay> staying(Past past, Instant now) {
        var kept = past.kept().stream().map(Kept::release).collect(Collectors.toSet());
        var online =
                past.history().stream().map(Publication::release).distinct().toList();
        var stays = new LinkedHashMap<Digest, Stay>();
        past.live().ifPresent(live -> stays.put(live, new Stay(Reason.LIVE, null)));
        online.stream()
                .filter(release -> past.live().filter(release::equals).isEmpty())
                .findFirst()
                .ifPresent(before -> stays.putIfAbsent(before, new Stay(Reason.BEFORE, null)));
        good(past).forEach(release -> stays.putIfAbsent(release, new Stay(Reason.GOOD, null)));
        past.needed().forEach(release -> stays.putIfAbsent(release, new Stay(Reason.SHOWN, null)));
        online.stream()
                .filter(kept::contains)
                .limit(settings.keep())
                .forEach(release -> stays.putIfAbsent(release, new Stay(Reason.LATEST, null)));
        var ends = ends(past);
        for (var one : past.kept()) {
            var until = until(one, ends.get(one.release()));
            if (until.isAfter(now)) stays.putIfAbsent(one.release(), new Stay(Reason.RECENT, until));
        }
        stays.keySet().retainAll(kept);
        return stays;
    }

    /** The last that was seen from outside, and the last such besides the one that is online. */
    private static List<Digest> good(Past past) {
        var seen = past.history().stream()
                .filter(publication -> publication.confirmedAt() != null)
                .map(Publication::release)
                .distinct()
                .toList();
        var other = seen.stream()
                .filter(release -> past.live().filter(release::equals).isEmpty())
                .limit(1);
        return Stream.concat(seen.stream().limit(1), other).toList();
    }

    private Instant until(Kept one, @Nullable Instant replaced) {
        var fresh = one.madeAt().plus(FRESH);
        if (replaced == null) return fresh;
        var aged = replaced.plus(Duration.ofDays(settings.days()));
        return aged.isAfter(fresh) ? aged : fresh;
    }

    /** When each release was online last: when the next one took its place. */
    private static Map<Digest, Instant> ends(Past past) {
        var ends = new HashMap<Digest, Instant>();
        @Nullable Instant next = null;
        for (var publication : past.history()) {
            ends.putIfAbsent(publication.release(), next == null ? publication.publishedAt() : next);
            next = publication.publishedAt();
        }
        return ends;
    }
}
