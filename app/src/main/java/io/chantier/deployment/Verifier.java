package io.chantier.deployment;

import io.chantier.jobs.Failure;
import io.chantier.outbound.Endpoints;
import io.chantier.outbound.FetchLimits;
import io.chantier.outbound.Fetched;
import io.chantier.outbound.Fetcher;
import io.chantier.sites.Site;
import io.chantier.storage.Blobs;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Looks at a published site as a visitor does: over HTTP, by its public name. Our own edge is dialled at its configured
 * address, another server where the operator said that it is reached; only where nothing was said the DNS is asked.
 */
public final class Verifier {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String NO_EDGE = "-";
    private static final FetchLimits ONE_PAGE = new FetchLimits(4 * 1024 * 1024, Duration.ofSeconds(10), 3);

    private final Function<Site, URI> served;
    private final Releases releases;
    private final ReleasePointers pointers;
    private final Blobs blobs;
    private final Supplier<URI> edgeAddress;
    private final Outside outside;

    /**
     * The two ways out.
     *
     * @param fetcher for names that the DNS is asked about
     * @param endpoints for addresses that the operator gave
     */
    public record Outside(Fetcher fetcher, Endpoints endpoints) {}

    /**
     * @param served the address at which the edge answers with the site itself, and does not lead on
     * @param edgeAddress where the edge is reached, whatever names it serves
     */
    public Verifier(
            Function<Site, URI> served,
            Releases releases,
            ReleasePointers pointers,
            Blobs blobs,
            Supplier<URI> edgeAddress,
            Outside outside) {
        this.served = served;
        this.releases = releases;
        this.pointers = pointers;
        this.blobs = blobs;
        this.edgeAddress = edgeAddress;
        this.outside = outside;
    }

    /** Waits a little for the edges to hear of the change, then says what is served. */
    public Verification verify(Site site) {
        return verify(site, new Sight(served.apply(site), Optional.of(edgeAddress.get()), Optional.empty(), PATIENCE));
    }

    /** One look as things are. */
    public Verification glance(Site site) {
        return verify(
                site, new Sight(served.apply(site), Optional.of(edgeAddress.get()), Optional.empty(), Duration.ZERO));
    }

    /** One look at another server, which may lag behind us: what it was given before is as good as the newest. */
    Verification glance(Site site, Sight sight, Collection<Digest> given) {
        var expected = new HashSet<String>();
        marker(site).ifPresent(expected::add);
        given.forEach(release -> marker(release).ifPresent(expected::add));
        return verify(sight.atOnce(), expected);
    }

    /** The same for what another server serves. */
    public Verification verify(Site site, Sight sight) {
        return verify(sight, marker(site).map(Set::of).orElseGet(Set::of));
    }

    /**
     * Asks for a page of a site that another server serves and the edge leads to. Waits a moment for the edge to hear of the site.
     *
     * @return what visitors get instead of the page; empty where they get it, and where no edge can be asked from here
     */
    public Optional<Failure> missed(Site site, String path) {
        var address = served.apply(site);
        long until = System.nanoTime() + MOMENT.toNanos();
        while (true) {
            var status = dial(edgeAddress.get().resolve(path), address).status();
            if (status.equals("200") || status.equals(NO_EDGE)) return Optional.empty();
            if (System.nanoTime() > until) {
                return Optional.of(
                        new Failure("visitors-miss-site", Map.of("address", address.toString(), "seen", status)));
            }
            pause(PAUSE.multipliedBy(20));
        }
    }

    private Optional<String> marker(Site site) {
        return pointers.current(site.team(), site.id().value()).flatMap(pointer -> marker(pointer.release()));
    }

    private Optional<String> marker(Digest release) {
        return releases.find(release).flatMap(found -> Markers.of(blobs, found));
    }

    private Verification verify(Sight sight, Set<String> expected) {
        if (expected.isEmpty()) {
            var shown = Map.of("release", "", "seen", look(sight).status());
            return new Verification.NotSeen(new Failure("release-missing", shown));
        }
        long until = System.nanoTime() + sight.patience().toNanos();
        var pause = PAUSE;
        while (true) {
            var look = look(sight);
            var shown = look.marker().filter(expected::contains);
            if (shown.isPresent()) return new Verification.Seen(sight.address(), shown.get());
            if (System.nanoTime() > until) {
                var code = sight.mark().isEmpty() ? "verify-failed" : "verify-remote";
                return new Verification.NotSeen(
                        new Failure(code, Map.of("address", sight.address().toString(), "seen", look.status())));
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(1)) > 0
                    ? Duration.ofSeconds(1)
                    : pause.multipliedBy(2);
        }
    }

    private record Look(String status, Optional<String> marker) {}

    /** Where the place has to name itself, a page that another place shows is none. */
    private Look look(Sight sight) {
        var page = get(sight, "/");
        var look = new Look(page.status(), Markers.in(page.body()));
        if (sight.mark().isEmpty() || look.marker().isEmpty()) return look;
        var said = new String(get(sight, Sight.MARK).body(), StandardCharsets.UTF_8).strip();
        return said.equals(sight.mark().get()) ? look : new Look(Health.ELSEWHERE, Optional.empty());
    }

    /** @param body empty where the status is not 200 */
    @SuppressWarnings("ArrayRecordComponent")
    private record Page(String status, byte[] body) {

        static Page of(int status, byte[] body) {
            return new Page(Integer.toString(status), status == 200 ? body : new byte[0]);
        }

        static Page none(String why) {
            return new Page(why, new byte[0]);
        }
    }

    private Page get(Sight sight, String path) {
        return sight.reach()
                .map(reach -> dial(reach.resolve(path), sight.address()))
                .orElseGet(() -> ask(sight.address().resolve(path)));
    }

    /** As a visitor who asks the DNS. */
    private Page ask(URI address) {
        return switch (outside.fetcher().fetch(address, ONE_PAGE)) {
            case Fetched.Page page -> Page.of(page.status(), page.body());
            case Fetched.Refused(var code) -> Page.none(code);
            case Fetched.Unreachable(var code) -> Page.none(code);
            case Fetched.TooBig _ -> Page.none("too-big");
            case Fetched.TooSlow _ -> Page.none("too-slow");
        };
    }

    private Page dial(URI reach, URI address) {
        var call = Endpoints.Call.get(reach)
                .within(Duration.ofSeconds(5))
                .with(HttpHeader.HOST.asString(), address.getRawAuthority());
        return switch (outside.endpoints().send(call)) {
            case Endpoints.Reply.Answered answer -> Page.of(answer.status(), answer.body());
            case Endpoints.Reply.Broken _ -> Page.none(NO_EDGE);
        };
    }

    private static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while verifying", e);
        }
    }
}
