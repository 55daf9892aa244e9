package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.storage.Blobs;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Looks at a published site as a visitor does: over HTTP, through the edge's configured address, by the site's host
 * name. Names are never resolved.
 */
public final class Verifier implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Publisher publisher;
    private final Releases releases;
    private final ReleasePointers pointers;
    private final Blobs blobs;
    private final Supplier<URI> edge;
    private final HttpClient http = new HttpClient();

    /** @param edge where the edge is reached, whatever names it serves */
    public Verifier(Publisher publisher, Releases releases, ReleasePointers pointers, Blobs blobs, Supplier<URI> edge) {
        this.publisher = publisher;
        this.releases = releases;
        this.pointers = pointers;
        this.blobs = blobs;
        this.edge = edge;
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        LifeCycle.start(http);
    }

    /** Waits a little for the edges to hear of the change, then says what is served. */
    public Verification verify(Site site) {
        var expected = pointers.current(site.team(), site.id().value())
                .flatMap(pointer -> releases.find(pointer.release()))
                .flatMap(release -> Markers.of(blobs, release));
        if (expected.isEmpty()) return new Verification.NotSeen(new Failure("release-missing", Map.of("release", "")));
        var address = publisher.addressOf(site);
        long until = System.nanoTime() + PATIENCE.toNanos();
        var pause = PAUSE;
        while (true) {
            var look = look(address);
            if (look.marker().equals(expected)) return new Verification.Seen(address, expected.get());
            if (System.nanoTime() > until) {
                return new Verification.NotSeen(
                        new Failure("verify-failed", Map.of("address", address.toString(), "seen", look.status())));
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(1)) > 0
                    ? Duration.ofSeconds(1)
                    : pause.multipliedBy(2);
        }
    }

    private record Look(String status, Optional<String> marker) {}

    private Look look(URI address) {
        try {
            var answer = http.newRequest(edge.get())
                    .path("/")
                    .timeout(5, TimeUnit.SECONDS)
                    .headers(headers -> headers.put(HttpHeader.HOST, address.getRawAuthority()))
                    .send();
            var status = Integer.toString(answer.getStatus());
            return new Look(status, answer.getStatus() == 200 ? Markers.in(answer.getContent()) : Optional.empty());
        } catch (ExecutionException | TimeoutException e) {
            return new Look("-", Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while verifying", e);
        }
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while verifying", e);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(http);
    }
}
