package io.chantier.checks;

import io.chantier.generation.Assignment;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Progress;
import io.chantier.generation.Writing;
import io.chantier.reading.Source;
import io.chantier.sites.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Candidates to examine and a gate to examine them, without Spring. */
final class Gates {

    static final String MARKER = "build-7f3a";

    private static final ChecksSettings SETTINGS = settings(ChecksSettings.Browser.NEVER);

    private static final List<Check> CHECKS = List.of(
            new DataSchemas(new Schemas(SETTINGS)),
            new Structure(),
            new Descriptions(),
            new Contrast(),
            new Links(),
            new PictureReferences(),
            new Alternatives(),
            new Sizes(SETTINGS),
            new HtmlValidity(),
            new Placeholders(),
            new NothingInvented(),
            new NobodyQuotedFalsely(),
            new HostNamed(),
            new Strangers(),
            new Paths(),
            new Language(),
            new LegalPages());

    private static final Gate GATE = fresh();

    private Gates() {}

    static ChecksSettings settings(ChecksSettings.Browser browser) {
        var template = Path.of("../templates/site-astro");
        return new ChecksSettings(
                template, 300_000, 100_000, 3_000_000, 6_000_000, browser, Duration.ofSeconds(90), 20);
    }

    /** One that has seen nothing yet. */
    static Gate fresh() {
        return new Gate(CHECKS, new SourceStatements());
    }

    static Gate gate() {
        return GATE;
    }

    static SortedMap<String, byte[]> written(Source source) {
        return switch (new OfflineAuthor().write(Assignment.of(source), Progress.SILENT)) {
            case Writing.Written written -> written.files();
            case Writing.NothingToSay nothing -> throw new AssertionError(nothing);
            case Writing.Unavailable unavailable -> throw new AssertionError(unavailable);
            case Writing.Stopped stopped -> throw new AssertionError(stopped);
            case Writing.Unwanted unwanted -> throw new AssertionError(unwanted);
        };
    }

    static Candidate candidate(Source source, SortedMap<String, byte[]> data, SortedMap<String, byte[]> files) {
        Map<String, Long> pictures = new HashMap<>();
        source.look().pictures().forEach(id -> pictures.put(id, 40_000L));
        if (!source.look().logo().isEmpty()) pictures.put(source.look().logo(), 5_000L);
        return new Candidate(
                data, files, new Candidate.Evidence(source, Wishes.NONE, Set.of("Agence du Port")), pictures, MARKER);
    }

    static Candidate rendered(Source source, SortedMap<String, byte[]> data) {
        return candidate(source, data, PlainPages.of(data, MARKER));
    }

    static Candidate dataOnly(Source source, SortedMap<String, byte[]> data) {
        return candidate(source, data, new TreeMap<>());
    }
}
