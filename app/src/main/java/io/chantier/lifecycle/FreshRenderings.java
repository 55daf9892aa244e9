package io.chantier.lifecycle;

import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Rendering;
import io.chantier.values.Digest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a minute what was just rendered, because an edit that goes online needs the same pages several times: ahead,
 * while somebody still looks at it, then to examine, to keep and to publish them.
 */
final class FreshRenderings {

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** Where a picture could not be made, it may soon be there. */
    private static final long LONGEST_INCOMPLETE = Duration.ofSeconds(3).toNanos();

    private static final int MOST = 8;

    private record Key(UUID site, String data, RenderRequest.Target target) {

        static Key of(RenderRequest request) {
            var data = request.files().entrySet().stream()
                    .map(file -> file.getKey() + " " + Digest.of(file.getValue()))
                    .collect(Collectors.joining("\n"));
            return new Key(request.site(), data, request.target());
        }
    }

    private record Finished(Rendering rendering, long at) {

        boolean isStale() {
            if (!(rendering instanceof Rendering.Rendered rendered)) return true;
            return System.nanoTime() - at > (rendered.refused().isEmpty() ? LONGEST : LONGEST_INCOMPLETE);
        }
    }

    private record Fresh(CompletableFuture<Finished> rendering) {

        boolean isStale() {
            var finished = rendering.getNow(null);
            return finished != null && finished.isStale();
        }
    }

    private final Map<Key, Fresh> known = new LinkedHashMap<>();

    /** What somebody else is just rendering is waited for; what fails is tried again by the next who asks. */
    @SuppressWarnings("ReferenceEquality") // whether the one that is remembered is this very one
    Rendering of(RenderRequest request, Function<RenderRequest, Rendering> renderer) {
        var key = Key.of(request);
        var mine = new Fresh(new CompletableFuture<>());
        var fresh = remembered(key, mine);
        if (fresh != mine) {
            var theirs = awaited(fresh);
            return theirs == null ? renderer.apply(request) : theirs;
        }
        try {
            var rendering = renderer.apply(request);
            if (!(rendering instanceof Rendering.Rendered)) forget(key, mine);
            mine.rendering().complete(new Finished(rendering, System.nanoTime()));
            return rendering;
        } catch (RuntimeException | Error e) {
            forget(key, mine);
            mine.rendering().completeExceptionally(e);
            throw e;
        }
    }

    /** Null where who was rendering it met a bug; whoever needs it meets it on their own behalf. */
    private static @Nullable Rendering awaited(Fresh fresh) {
        try {
            return fresh.rendering().join().rendering();
        } catch (CompletionException e) {
            return null;
        }
    }

    private Fresh remembered(Key key, Fresh mine) {
        synchronized (known) {
            known.values().removeIf(Fresh::isStale);
            var there = known.putIfAbsent(key, mine);
            if (known.size() > MOST) known.remove(known.keySet().iterator().next());
            return there == null ? mine : there;
        }
    }

    private void forget(Key key, Fresh mine) {
        synchronized (known) {
            known.remove(key, mine);
        }
    }
}
