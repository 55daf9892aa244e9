package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.outbound.Fetcher;
import io.chantier.storage.Media;
import io.chantier.storage.StorageFixture;
import io.chantier.values.TeamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logos and pictures of old sites in the formats that came after them, kept by the real storage. */
class OldLogosTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final String DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>%s</svg>";
    private static final String HOME = """
            <html lang="fr"><title>Garage Morel</title><header><img class="logo" src="/logo.svg" alt="Garage Morel"></header>
            <h1>Garage Morel</h1><p>Nous réparons toutes les marques à Vannes, voitures et utilitaires.</p>
            <img src="/atelier.avif" alt="Notre atelier"><img src="/dessin.svg" alt="Une voiture"></html>""";

    private static Media media;

    private final OldSite old = new OldSite();
    private final UUID site = UUID.randomUUID();
    private final List<String> skipped = new ArrayList<>();

    @BeforeAll
    static void start() {
        media = StorageFixture.fresh().media();
    }

    @AfterEach
    void close() {
        old.close();
    }

    @Test
    void a_safe_drawing_becomes_the_logo_and_no_drawing_a_picture() {
        var look = lookOf("<path d='M0 0h24v24z'/>");

        var logo = media.find(TEAM, site, look.logo());
        assertThat(logo).hasValueSatisfying(kept -> {
            assertThat(kept.contentType()).isEqualTo("image/svg+xml");
            assertThat(kept.alt()).isEqualTo("Garage Morel");
        });
        assertThat(look.pictures()).hasSize(1).doesNotContain(look.logo());
        assertThat(media.find(TEAM, site, look.pictures().getFirst()))
                .hasValueSatisfying(kept -> assertThat(kept.contentType()).isEqualTo("image/avif"));
        assertThat(skipped).containsExactly("picture-unreadable " + old.address() + "dessin.svg");
    }

    @Test
    void a_drawing_that_could_run_code_is_left_out_and_said_to_be() {
        var look = lookOf("<script>alert(1)</script>");

        assertThat(look.logo()).isEmpty();
        assertThat(skipped).contains("picture-unsafe " + old.address() + "logo.svg");
    }

    private Source.Look lookOf(String inside) {
        old.page("/", HOME);
        old.page("/logo.svg", "image/svg+xml", DRAWING.formatted(inside).getBytes(StandardCharsets.UTF_8));
        old.page(
                "/dessin.svg",
                "image/svg+xml",
                DRAWING.formatted("<path d='M0 0z'/>").getBytes(StandardCharsets.UTF_8));
        old.page("/atelier.avif", "image/avif", avif(640, 480));
        try (var fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port()))) {
            var reading = new Reader(fetcher, ReadingLimits.DEFAULT)
                    .read(
                            old.address(),
                            (bytes, alt, origin) ->
                                    media.keep(TEAM, site, bytes, alt, origin).id(),
                            new Skips());
            assertThat(reading).isInstanceOf(Reading.Found.class);
            return ((Reading.Found) reading).source().look();
        }
    }

    private final class Skips implements Watcher {
        @Override
        public void page(String address, int read, int known) {}

        @Override
        public void skipped(String address, String code) {
            skipped.add(code + " " + address);
        }
    }

    /** The beginning of such a file: what it is, and how large. */
    private static byte[] avif(int width, int height) {
        return ByteBuffer.allocate(200)
                .putInt(28)
                .put("ftypavif".getBytes(StandardCharsets.US_ASCII))
                .position(40)
                .put("ispe".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(width)
                .putInt(height)
                .array();
    }
}
