package io.chantier.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.jobs.Failure;
import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Rendering;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was just rendered is not rendered again, and what two want at once is rendered once. */
class FreshRenderingsTest {

    private static final UUID SITE = UUID.randomUUID();
    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final RenderRequest.Target TARGET =
            new RenderRequest.Target(URI.create("http://portes.localhost:8081"), false, null);

    private final FreshRenderings fresh = new FreshRenderings();
    private final AtomicInteger rendered = new AtomicInteger();

    @Test
    void the_same_data_are_rendered_once() {
        var first = fresh.of(request("Portes"), this::page);
        var second = fresh.of(request("Portes"), this::page);

        assertThat(second).isSameAs(first);
        assertThat(rendered).hasValue(1);
    }

    @Test
    void other_data_are_rendered_anew() {
        fresh.of(request("Portes"), this::page);
        fresh.of(request("Fenêtres"), this::page);

        assertThat(rendered).hasValue(2);
    }

    @Test
    void what_is_just_being_rendered_is_waited_for() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var ahead = CompletableFuture.supplyAsync(() -> fresh.of(request("Portes"), request -> {
            begun.countDown();
            await(go);
            return page(request);
        }));
        begun.await();
        var publishing = CompletableFuture.supplyAsync(() -> fresh.of(request("Portes"), this::page));
        go.countDown();

        assertThat(publishing.join()).isSameAs(ahead.join());
        assertThat(rendered).hasValue(1);
    }

    @Test
    void what_failed_is_tried_again_by_the_next() {
        var why = new Failure("renderer-down", Map.of());
        assertThat(fresh.of(request("Portes"), _ -> new Rendering.Failed(why))).isInstanceOf(Rendering.Failed.class);
        assertThat(fresh.of(request("Portes"), this::page)).isInstanceOf(Rendering.Rendered.class);
    }

    @Test
    void who_waits_for_a_renderer_that_breaks_renders_it_themselves() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var ahead = CompletableFuture.supplyAsync(() -> fresh.of(request("Portes"), _ -> {
            begun.countDown();
            await(go);
            throw new IllegalStateException("The renderer has gone");
        }));
        begun.await();
        var publishing = CompletableFuture.supplyAsync(() -> fresh.of(request("Portes"), this::page));
        go.countDown();

        assertThatThrownBy(ahead::join).hasRootCauseMessage("The renderer has gone");
        assertThat(publishing.join()).isInstanceOf(Rendering.Rendered.class);
    }

    private Rendering page(RenderRequest request) {
        rendered.incrementAndGet();
        return new Rendering.Rendered(
                new TreeMap<>(request.files()), new TreeMap<>(), new TreeMap<>(), "build", Map.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RenderRequest request(String text) {
        var files = new TreeMap<>(Map.of("data/content.json", text.getBytes(UTF_8)));
        return new RenderRequest(TEAM, SITE, files, TARGET);
    }
}
