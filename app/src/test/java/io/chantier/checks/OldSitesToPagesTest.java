package io.chantier.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.generation.claude.StandInWriter;
import io.chantier.reading.CountedSite;
import io.chantier.reading.Reading;
import io.chantier.reading.Source;
import io.chantier.reading.text.Words;
import io.chantier.rendering.RealRenderer;
import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Rendering;
import io.chantier.sites.Wishes;
import io.chantier.storage.Blobs;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From old sites to the pages that a visitor gets: what was counted on the old site has to be found on the new one, and
 * nothing else. The pages stay in {@code target/old-sites} to be looked at.
 */
class OldSitesToPagesTest {

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());
    private static final Path SHOWN = Path.of("target/old-sites");
    private static final Set<String> NOT_FOR_PAGES = Set.of("HEADLINE", "FILLER", "NOTHING", "FAILED", "REFUSED");

    @TempDir
    private static Path cache;

    private static RealRenderer renderer;

    private record Result(
            String name, List<String> counted, List<String> missed, List<String> wrong, Set<String> known) {

        double recall() {
            return counted.isEmpty() ? 1 : 1 - missed.size() / (double) counted.size();
        }
    }

    @BeforeAll
    static void start() {
        renderer = new RealRenderer(cache);
    }

    @AfterAll
    static void stop() {
        renderer.close();
    }

    @Test
    void small_business_sites_become_pages_that_tell_their_facts_and_invent_nothing() {
        examine(CountedSite.small(), Gates::written);
    }

    @Test
    void websites_that_others_published_become_pages_that_tell_their_facts_and_invent_nothing() {
        examine(CountedSite.themes(), Gates::written);
    }

    @Test
    void a_model_that_rewrites_every_page_keeps_their_facts_and_invents_nothing() {
        examine(CountedSite.small(), StandInWriter::written);
        examine(CountedSite.themes(), StandInWriter::written);
    }

    private static void examine(List<CountedSite> sites, Function<Source, SortedMap<String, byte[]>> author) {
        var results = sites.stream().map(site -> result(site, author)).toList();
        print(results);
        assertThat(results).hasSizeGreaterThanOrEqualTo(10);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.wrong()).as(result.name()).isEmpty();
            assertThat(result.missed()).as(result.name() + " does not show").isSubsetOf(result.known());
        });
    }

    private static Result result(CountedSite site, Function<Source, SortedMap<String, byte[]>> author) {
        var id = UUID.randomUUID();
        var reading = site.read((bytes, alt, origin) ->
                renderer.media().keep(TEAM, id, bytes, alt, origin).id());
        return switch (reading) {
            case Reading.NothingFound(var why) -> unread(site, "NOTHING " + why.code());
            case Reading.Failed(var why) -> unread(site, "FAILED " + why.code());
            case Reading.Found found -> made(site, id, found.source(), author.apply(found.source()));
        };
    }

    private static Result unread(CountedSite site, String answer) {
        var wrong = site.wanted().equals(Set.of(answer)) ? List.<String>of() : List.of(answer);
        return new Result(site.name(), List.of(), List.of(), wrong, Set.of());
    }

    private static Result made(CountedSite site, UUID id, Source source, SortedMap<String, byte[]> data) {
        var target = new RenderRequest.Target(URI.create("http://" + site.name() + ".localhost:8081"), false, null);
        return switch (renderer.render(new RenderRequest(TEAM, id, data, target))) {
            case Rendering.Failed(var why) ->
                new Result(site.name(), List.of(), List.of(), List.of("not rendered: " + why), Set.of());
            case Rendering.Rendered rendered -> {
                keep(site.name(), rendered);
                var evidence = new Candidate.Evidence(source, Wishes.NONE, Set.of());
                var candidate =
                        new Candidate(data, rendered.files(), evidence, rendered.pictureBytes(), rendered.marker());
                yield compared(site, candidate);
            }
        };
    }

    private static Result compared(CountedSite site, Candidate candidate) {
        var shown = new ShownFacts(Examined.of(candidate).pages());
        var counted = site.wanted().stream()
                .filter(line -> !line.contains("? ") && !NOT_FOR_PAGES.contains(line.substring(0, line.indexOf(' '))))
                .toList();
        var missed = counted.stream().filter(line -> !shown.shows(line)).toList();
        var wrong = new ArrayList<String>();
        shown.beyond(Set.copyOf(counted)).forEach(fact -> wrong.add("invented " + fact));
        shown.sentencesBeyond(words(site.folder())).forEach(words -> wrong.add("invented words " + words));
        if (!site.all("HEADLINE").equals(List.of(shown.headline()))) wrong.add("headline " + shown.headline());
        site.all("FILLER").stream().filter(shown::says).forEach(filler -> wrong.add("filler " + filler));
        var refused = Gates.gate().examine(candidate).stream()
                .filter(Finding::isBlocking)
                .toList();
        refused.stream()
                .filter(finding -> !site.all("REFUSED").contains(finding.code()))
                .forEach(finding -> wrong.add("refused " + finding));
        return new Result(site.name(), counted, missed, wrong, site.unfound());
    }

    /** Everything that the files of an old site say, folded; both ways to read their bytes, because some lie. */
    private static String words(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.html?$"))
                    .flatMap(file -> Stream.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))
                            .map(charset -> words(file, charset)))
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(Path file, Charset charset) {
        try {
            var page = Jsoup.parse(new String(Files.readAllBytes(file), charset));
            var meta = String.join(" ", page.select("meta[content]").eachAttr("content"));
            var data = page.select("script[type=application/ld+json]").stream()
                    .map(script -> script.data())
                    .collect(Collectors.joining(" "));
            return Words.fold(page.title() + " " + meta + " " + data + " " + page.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(String name, Rendering.Rendered rendered) {
        Blobs blobs = renderer.blobs();
        rendered.files().forEach((path, bytes) -> write(SHOWN.resolve(name).resolve(path), bytes));
        rendered.pictures()
                .forEach((path, picture) -> blobs.get(picture.blob())
                        .ifPresent(bytes -> write(SHOWN.resolve(name).resolve(path), bytes)));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.resolve("..").normalize());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut") // the figures are what this test is for
    private static void print(List<Result> results) {
        System.out.printf("%-34s %8s %8s %9s%n", "new site", "facts", "recall", "wrong");
        for (var result : results) {
            System.out.printf(
                    "%-34s %8d %7.0f%% %9d%n",
                    result.name(),
                    result.counted().size(),
                    result.recall() * 100,
                    result.wrong().size());
            result.missed().forEach(line -> System.out.println("    not shown " + line));
            result.wrong().forEach(line -> System.out.println("    " + line));
        }
        var facts = results.stream().mapToInt(result -> result.counted().size()).sum();
        var missed = results.stream().mapToInt(result -> result.missed().size()).sum();
        System.out.printf("%-34s %8d %7.1f%%%n", "all", facts, facts == 0 ? 100 : 100.0 * (facts - missed) / facts);
    }
}
