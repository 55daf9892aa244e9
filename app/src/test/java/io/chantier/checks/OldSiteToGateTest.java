package io.chantier.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.outbound.Fetcher;
import io.chantier.reading.OldSite;
import io.chantier.reading.Reader;
import io.chantier.reading.Reading;
import io.chantier.reading.ReadingLimits;
import io.chantier.reading.Source;
import io.chantier.reading.Watcher;
import io.chantier.values.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldSiteToGateTest {

    @Test
    void the_joiners_site_of_2003_is_read_written_and_passes_without_a_word() {
        var source = read(Path.of("src/main/resources/demo"));
        var data = Gates.written(source);

        assertThat(Gates.gate().examine(Gates.rendered(source, data))).isEmpty();
        assertThat(new String(data.get("data/content.json"), StandardCharsets.UTF_8))
                .contains("Menuiserie Kerdoncuff, artisan menuisier à Quimper")
                .contains(
                        "/a-propos/", "/services/", "/tarifs/", "/realisations/", "/questions-frequentes/", "/contact/")
                .doesNotContainIgnoringCase("optimisé", "visiteur", "webmaster");
    }

    private static Source read(Path folder) {
        try (var old = new OldSite().folder(folder.toAbsolutePath());
                var fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port()))) {
            var reading = new Reader(fetcher, ReadingLimits.DEFAULT)
                    .read(old.address(), (bytes, _, _) -> Digest.of(bytes).brief(), Watcher.SILENT);
            return switch (reading) {
                case Reading.Found found -> found.source();
                case Reading.NothingFound nothing -> throw new AssertionError(nothing);
                case Reading.Failed failed -> throw new AssertionError(failed);
            };
        }
    }
}
