package io.chantier.rendering;

import static io.chantier.rendering.Samples.revision;
import static io.chantier.rendering.Samples.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.jobs.Failure;
import io.chantier.rendering.Rendering.Rendered;
import io.chantier.storage.StorageFixture;
import io.chantier.values.TeamId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());

    @TempDir
    private static Path cache;

    private static StorageFixture storage;
    private static Workshop workshop;
    private static Renderer renderer;

    @BeforeAll
    static void start() {
        storage = StorageFixture.fresh("rendering");
        workshop = Workshop.of(Samples.settings(), "", Samples.template(), cache);
        renderer = rendererOf(workshop);
    }

    @AfterAll
    static void stop() {
        workshop.close();
    }

    private static Renderer rendererOf(Workshop workshop) {
        var limits = Samples.settings().limits();
        var pictures = workshop.pictures(storage.jdbc(), storage.blobs(), limits.picture());
        return workshop.renderer(storage.media(), pictures, limits.render());
    }

    private static Rendering render(UUID site, SortedMap<String, byte[]> files) {
        return renderer.render(new RenderRequest(TEAM, site, files, target("bakery")));
    }

    private static Rendered rendered(SortedMap<String, byte[]> files) {
        return (Rendered) render(UUID.randomUUID(), files);
    }

    private static String text(Rendered site, String path) {
        return new String(site.files().get(path), StandardCharsets.UTF_8);
    }

    @Test
    void every_page_comes_out_with_its_marker() {
        var site = rendered(revision("Menuiserie Lefèvre", List.of()));
        assertThat(site.files())
                .containsKeys(
                        "index.html",
                        "services/index.html",
                        "contact/index.html",
                        "404.html",
                        "sitemap.xml",
                        "robots.txt");
        assertThat(text(site, "index.html"))
                .contains("Menuiserie Lefèvre")
                .contains("<meta name=\"generator-build\" content=\"" + site.marker() + "\"");
        assertThat(site.redirects()).containsEntry("/page.php?id=3", "/contact/");
    }

    @Test
    void the_same_revision_gives_the_same_bytes() {
        assertThat(rendered(revision("Duval", List.of())).files().get("index.html"))
                .isEqualTo(rendered(revision("Duval", List.of())).files().get("index.html"));
    }

    @Test
    void text_of_a_client_is_never_markup() {
        var page = Jsoup.parse(text(rendered(revision("<script>alert(1)</script>", List.of())), "index.html"));
        assertThat(page.select("script:not([type=application/ld+json])")).isEmpty();
        assertThat(page.select("h1").text()).contains("<script>alert(1)</script>");
    }

    @Test
    void fifty_sites_at_once_do_not_mix() throws Exception {
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Rendered>>();
            for (int i = 0; i < 50; i++) {
                var name = "Atelier numéro-" + i + "-";
                running.add(many.submit((Callable<Rendered>) () -> rendered(revision(name, List.of()))));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(text(running.get(i).get(), "index.html"))
                        .contains("numéro-" + i + "-")
                        .doesNotContain("numéro-" + (i + 1) + "-");
            }
        }
    }

    @Test
    void pictures_are_made_once_and_named_by_their_content() {
        var site = UUID.randomUUID();
        var picture = storage.media().keep(TEAM, site, Samples.photo(1, 1600, 900), "Un meuble", "upload:a.jpg");
        var first = (Rendered) render(site, revision("Lefèvre", List.of(picture.id())));
        assertThat(first.pictures().keySet())
                .containsExactly(
                        "_img/" + picture.id() + "-1200.webp",
                        "_img/" + picture.id() + "-480.webp",
                        "_img/" + picture.id() + "-800.webp");
        assertThat(first.pictures().values()).allMatch(entry -> storage.blobs().has(entry.blob()));
        assertThat(text(first, "index.html")).contains("/_img/" + picture.id() + "-480.webp", "Un meuble");
        long before = answered();
        var again = (Rendered) render(site, revision("Lefèvre", List.of(picture.id())));
        assertThat(answered() - before).isEqualTo(1);
        assertThat(again.pictures()).isEqualTo(first.pictures());
    }

    @Test
    void a_broken_picture_is_refused_and_the_site_rendered() {
        var site = UUID.randomUUID();
        var half = Arrays.copyOf(Samples.photo(2, 900, 600), 4000);
        var picture = storage.media().keep(TEAM, site, half, "", "upload:b.jpg");
        var rendered = (Rendered) render(site, revision("Lefèvre", List.of(picture.id())));
        assertThat(rendered.refused().get(picture.id()))
                .extracting(Failure::code)
                .isEqualTo("picture-unreadable");
        assertThat(text(rendered, "index.html")).doesNotContain("_img/" + picture.id());
    }

    @Test
    void data_that_is_no_json_is_a_clean_failure() {
        var files = revision("Lefèvre", List.of());
        files.put("data/content.json", Samples.utf8("{\"pages\": [nonsense"));
        assertThat(((Rendering.Failed) render(UUID.randomUUID(), files)).why().code())
                .isEqualTo("data-unreadable");
    }

    @Test
    void a_renderer_killed_in_the_middle_is_started_again_and_nothing_is_lost() throws Exception {
        rendered(revision("Warm", List.of()));
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Rendering>>();
            for (int i = 0; i < 40; i++) {
                var name = "Maison " + i;
                running.add(many.submit(() -> render(UUID.randomUUID(), revision(name, List.of()))));
            }
            kill9(pid());
            for (var one : running) assertThat(one.get()).isInstanceOf(Rendered.class);
        }
    }

    @Test
    void a_renderer_is_replaced_after_its_share_of_work() {
        var settings = Samples.settings(Duration.ofSeconds(20), 5);
        try (var shortLived = Workshop.of(settings, "", Samples.template(), cache)) {
            var own = rendererOf(shortLived);
            var request = new RenderRequest(TEAM, UUID.randomUUID(), revision("A", List.of()), target("a"));
            assertThat(own.render(request)).isInstanceOf(Rendered.class);
            var first = shortLived.residents().running().getFirst().running().orElseThrow();
            for (int i = 0; i < 10; i++) assertThat(own.render(request)).isInstanceOf(Rendered.class);
            Awaitility.await().until(() -> !first.isAlive());
        }
    }

    private static long pid() {
        return workshop.residents().running().getFirst().running().orElseThrow().pid();
    }

    private static long answered() {
        return workshop.residents().running().getFirst().running().orElseThrow().answered();
    }

    private static void kill9(long pid) throws Exception {
        var kill = new ProcessBuilder(List.of("kill", "-9", Long.toString(pid))).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
}
