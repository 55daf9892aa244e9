package io.chantier.deployment.edge;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Pages as they would be, for somebody who is just typing: in memory only, the last few of each site, shown for a minute
 * at most, each under a path that nobody can guess. It ends with the path of the page, so that an edge that does not have
 * the sketch shows the page as it is.
 */
final class Sketches {

    private static final String PREFIX = "/~sketch/";
    private static final int NAME_BYTES = 16;
    private static final int NAME_END = PREFIX.length() + 2 * NAME_BYTES;

    private static final int LARGEST = 1 << 20;
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_OF_A_SITE = 4;
    private static final long LIFETIME = Duration.ofMinutes(1).toNanos();

    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Deque<Sketch>> bySite = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares sketches
    private record Sketch(String path, byte[] page, long until) {}

    /**
     * Keeps a page as a sketch of its site.
     *
     * @param at the path of the page
     * @return the path of the sketch; empty for a page that is larger than pages are
     */
    synchronized Optional<String> keep(UUID site, String at, byte[] page) {
        if (page.length > LARGEST) return Optional.empty();
        var name = new byte[NAME_BYTES];
        random.nextBytes(name);
        var sketch = new Sketch(PREFIX + HexFormat.of().formatHex(name) + at, page, System.nanoTime() + LIFETIME);
        var own = bySite.computeIfAbsent(site, _ -> new ArrayDeque<>());
        own.add(sketch);
        bytes += page.length;
        if (own.size() > MOST_OF_A_SITE) bytes -= own.remove().page.length;
        while (bytes > MOST_BYTES) forget(bySite.keySet().iterator().next());
        return Optional.of(sketch.path);
    }

    synchronized Optional<byte[]> find(UUID site, String path) {
        return bySite.getOrDefault(site, new ArrayDeque<>()).stream()
                .filter(sketch -> sketch.path.equals(path) && sketch.until - System.nanoTime() > 0)
                .map(Sketch::page)
                .findFirst();
    }

    /** The path of the page that a sketch is of; any other path as it is. */
    static String pageOf(String path) {
        return path.startsWith(PREFIX) && path.length() > NAME_END ? path.substring(NAME_END) : path;
    }

    static boolean isOne(String path) {
        return path.startsWith(PREFIX);
    }

    private void forget(UUID site) {
        var gone = bySite.remove(site);
        if (gone != null) gone.forEach(sketch -> bytes -= sketch.page.length);
    }
}
