package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
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
 * Looks at a published site as a visitor does: over HTTP, by its public name. Our own edge is dialled at its configured
 * address, another server where the operator said that it is reached; only where nothing was said the DNS is asked.
 */
public final class Verifier implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final FetchLimits ONE_PAGE = new FetchLimits(4 * 1024 * 1024, Duration.ofSeconds(10), 3);

    private final Publisher edge;
    private final Releases releases;
    private final ReleasePointers pointers;
    private final Blobs blobs;
    private final Supplier<URI> edgeAddress;
    private final Fetcher fetcher;
    private final HttpClient http = new HttpClient();

    /** @param edgeAddress where the edge is reached, whatever names it serves */
    public Verifier(
            Publisher edge,
            Releases releases,
            ReleasePointers pointers,
            Blobs blobs,
            Supplier<URI> edgeAddress,
            Fetcher fetcher) {
        this.edge = edge;
        this.releases = releases;
        this.pointers = pointers;
        this.blobs = blobs;
        this.edgeAddress = edgeAddress;
        this.fetcher = fetcher;
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        LifeCycle.start(http);
    }

    /** Waits a little for the edges to hear of the change, then says what is served. */
    public Verification verify(Site site) {
        return verify(site, new Sight(edge.addressOf(site), Optional.of(edgeAddress.get()), PATIENCE));
    }

    /** The same for what another server serves. */
    public Verification verify(Site site, Sight sight) {
        var expected = pointers.current(site.team(), site.id().value())
                .flatMap(pointer -> releases.find(pointer.release()))
                .flatMap(release -> Markers.of(blobs, release));
        if (expected.isEmpty()) return new Verification.NotSeen(new Failure("release-missing", Map.of("release", "")));
        long until = System.nanoTime() + sight.patience().toNanos();
        var pause = PAUSE;
        while (true) {
            var look = look(sight);
            if (look.marker().equals(expected)) return new Verification.Seen(sight.address(), expected.get());
            if (System.nanoTime() > until) {
                return new Verification.NotSeen(new Failure(
                        "verify-failed", Map.of("address", sight.address().toString(), "seen", look.status())));
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(1)) > 0
                    ? Duration.ofSeconds(1)
                    : pause.multipliedBy(2);
        }
    }

    private record Look(String status, Optional<String> marker) {}

    private Look look(Sight sight) {
        return sight.reach().map(reach -> dial(reach, sight.address())).orElseGet(() -> ask(sight.address()));
    }

    /** As a visitor who asks the DNS. */
    private Look ask(URI address) {
        return switch (fetcher.fetch(address, ONE_PAGE)) {
            case Fetched.Page page ->
                new Look(
                        Integer.toString(page.status()),
                        page.status() == 200 ? Markers.in(page.body()) : Optional.empty());
            case Fetched.Refused(var code) -> new Look(code, Optional.empty());
            case Fetched.Unreachable(var code) -> new Look(code, Optional.empty());
            case Fetched.TooBig _ -> new Look("too-big", Optional.empty());
            case Fetched.TooSlow _ -> new Look("too-slow", Optional.empty());
        };
    }

    private Look dial(URI reach, URI address) {
        try {
            var answer = http.newRequest(reach)
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
