package io.chantier.deployment.edge;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Pages as they would be, for somebody who is just typing: in memory only, the last few, for a short time, each under a
 * path that nobody can guess.
 */
final class Sketches {

    static final String PREFIX = "/~sketch/";

    private static final int MOST = 64;
    private static final long LIFETIME = Duration.ofMinutes(1).toNanos();

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Sketch> byPath = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // nobody compares sketches
    private record Sketch(UUID site, byte[] page, long until) {}

    /** Keeps a page; the path under the preview of its site. */
    synchronized String keep(UUID site, byte[] page) {
        var now = System.nanoTime();
        byPath.values().removeIf(sketch -> sketch.until - now < 0);
        if (byPath.size() >= MOST) byPath.remove(byPath.keySet().iterator().next());
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var path = PREFIX + HexFormat.of().formatHex(bytes);
        byPath.put(path, new Sketch(site, page, now + LIFETIME));
        return path;
    }

    synchronized Optional<byte[]> find(UUID site, String path) {
        return Optional.ofNullable(byPath.get(path))
                .filter(sketch -> sketch.site.equals(site) && sketch.until - System.nanoTime() > 0)
                .map(Sketch::page);
    }
}
