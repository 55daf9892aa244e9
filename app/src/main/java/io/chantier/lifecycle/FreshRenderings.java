package io.chantier.lifecycle;

import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Rendering;
import io.chantier.values.Digest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Remembers for some seconds what was just rendered, because a job that publishes needs the same pages several times:
 * to examine, to keep and to publish them.
 */
final class FreshRenderings {

    private static final long LONGEST = Duration.ofSeconds(3).toNanos();
    private static final int MOST = 8;

    private record Key(UUID site, String data, RenderRequest.Target target) {

        static Key of(RenderRequest request) {
            var data = request.files().entrySet().stream()
                    .map(file -> file.getKey() + " " + Digest.of(file.getValue()))
                    .collect(Collectors.joining("\n"));
            return new Key(request.site(), data, request.target());
        }
    }

    private record Fresh(Rendering.Rendered rendered, long at) {}

    private final Map<Key, Fresh> known = new LinkedHashMap<>();

    Rendering of(RenderRequest request, Function<RenderRequest, Rendering> renderer) {
        var key = Key.of(request);
        synchronized (known) {
            known.values().removeIf(fresh -> System.nanoTime() - fresh.at() > LONGEST);
            var fresh = known.get(key);
            if (fresh != null) return fresh.rendered();
        }
        var rendering = renderer.apply(request);
        if (rendering instanceof Rendering.Rendered rendered) remember(key, rendered);
        return rendering;
    }

    private void remember(Key key, Rendering.Rendered rendered) {
        synchronized (known) {
            known.put(key, new Fresh(rendered, System.nanoTime()));
            if (known.size() > MOST) known.remove(known.keySet().iterator().next());
        }
    }
}
