package io.chantier.ingress;

import static io.chantier.ingress.Routed.onOurEdge;
import static io.chantier.ingress.Routed.serves;
import static io.chantier.ingress.Routed.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ingress.traefik.TraefikRenderer;
import io.chantier.values.DomainName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessResourceFailureException;

class ProxyFilesTest {

    @TempDir
    Path folder;

    private final AtomicReference<List<RoutedSite>> sites = new AtomicReference<>(List.of());
    private final AtomicReference<String> domain = new AtomicReference<>("example.fr");
    private final AtomicInteger rendered = new AtomicInteger();
    private final IngressSettings settings = settings();
    private final Routing routing = new Routing(
            () -> new Addresses("https", new DomainName(domain.get()), 443),
            settings,
            new StaticListableBeanFactory(Map.of("sites", (RoutedSites) sites::get))
                    .getBeanProvider(RoutedSites.class));
    private final Rendered traefik = new Rendered(routing::now, table -> {
        rendered.incrementAndGet();
        return new TraefikRenderer(settings).apply(table);
    });

    private ProxyFiles files() {
        return new ProxyFiles(List.of(new ProxyFiles.Kept(folder, "chantier.yml", traefik)));
    }

    private Path file() {
        return folder.resolve("chantier.yml");
    }

    @Test
    void the_file_is_what_is_pulled_and_is_touched_only_when_a_route_changes() throws Exception {
        var files = files();
        files.write();
        assertThat(Files.readAllBytes(file())).isEqualTo(traefik.get().bytes());
        var untouched = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file(), untouched);
        sites.set(List.of(onOurEdge("bakery")));
        files.write();
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(untouched);
        sites.set(List.of(onOurEdge("bakery", serves("bakery.fr", true))));
        files.write();
        assertThat(Files.readString(file())).contains("Host(`bakery.fr`)");
        domain.set("other.fr");
        files.write();
        assertThat(Files.readString(file())).contains("Host(`cloud.other.fr`)").doesNotContain("example.fr");
    }

    @Test
    void what_somebody_else_wrote_into_our_file_is_put_right() throws Exception {
        files().write();
        Files.writeString(file(), "http: {}");
        files().write();
        assertThat(Files.readAllBytes(file())).isEqualTo(traefik.get().bytes());
    }

    @Test
    void drafts_of_a_killed_writer_go_and_files_of_others_stay() throws Exception {
        var abandoned = Files.writeString(folder.resolve(".chantier.yml.0d1e"), "half");
        var underWay = Files.writeString(folder.resolve(".chantier.yml.77aa"), "half");
        var old = FileTime.from(Instant.now().minusSeconds(300));
        Files.setLastModifiedTime(abandoned, old);
        for (var name : List.of("own.yml", "chantier-labels.yml", ".hidden.yml.1")) {
            Files.setLastModifiedTime(Files.writeString(folder.resolve(name), "theirs"), old);
        }
        files().write();
        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "chantier.yml", "own.yml", "chantier-labels.yml", ".hidden.yml.1", ".chantier.yml.77aa");
        }
    }

    @Test
    void whoever_watches_never_sees_half_a_file() throws Exception {
        var writer = files();
        writer.write();
        var few = Files.readString(file());
        sites.set(Stream.iterate(0, i -> i + 1)
                .limit(400)
                .map(i -> onOurEdge("site-" + i, serves("site-" + i + ".fr", true)))
                .toList());
        writer.write();
        var all = Files.readString(file());
        var many = sites.get();
        var watcher = new ArrayList<String>();
        var reading = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    var seen = Files.readString(file());
                    if (!seen.equals(few) && !seen.equals(all)) watcher.add(seen);
                } catch (ClosedByInterruptException e) {
                    return;
                } catch (IOException e) {
                    watcher.add(e.toString());
                }
            }
        });
        for (int i = 0; i < 100; i++) {
            sites.set(i % 2 == 0 ? List.of() : many);
            writer.write();
        }
        reading.interrupt();
        reading.join();
        assertThat(watcher).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_written_to_as_soon_as_it_is() throws Exception {
        Files.delete(folder);
        var files = files();
        files.write();
        assertThat(folder).doesNotExist();
        Files.createDirectory(folder);
        files.write();
        assertThat(file()).exists();
    }

    @Test
    void while_the_database_is_away_the_proxy_keeps_what_it_has() throws Exception {
        var away = new AtomicReference<>(false);
        Supplier<Document> content = () -> {
            if (away.get()) throw new DataAccessResourceFailureException("away");
            return traefik.get();
        };
        var files = new ProxyFiles(List.of(new ProxyFiles.Kept(folder, "chantier.yml", content)));
        files.write();
        var before = Files.readString(file());
        away.set(true);
        files.write();
        assertThat(Files.readString(file())).isEqualTo(before);
        away.set(false);
        sites.set(List.of(onOurEdge("bakery", serves("bakery.fr", true))));
        files.write();
        assertThat(Files.readString(file())).contains("Host(`bakery.fr`)");
    }

    @Test
    void the_same_routes_are_put_into_words_once_however_often_they_are_asked_for() {
        sites.set(List.of(onOurEdge("bakery", serves("bakery.fr", true))));
        var first = traefik.get();
        sites.set(List.of(onOurEdge("bakery", serves("bakery.fr", true))));
        assertThat(traefik.get()).isSameAs(first);
        // A site on the edge without a name of its own is the wildcard's: no route changes.
        sites.set(List.of(onOurEdge("bakery", serves("bakery.fr", true)), onOurEdge("florist")));
        assertThat(traefik.get()).isSameAs(first);
        assertThat(rendered).hasValue(1);
        sites.set(List.of());
        assertThat(traefik.get().digest()).isNotEqualTo(first.digest());
    }
}
