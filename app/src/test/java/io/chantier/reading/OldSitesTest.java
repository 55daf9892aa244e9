package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.outbound.Fetcher;
import io.chantier.values.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Small business sites as they are out there, with every fact that a person finds in them listed beside. A line is a
 * kind and a value; {@code KIND?} is a fact that must not be the chosen one, {@code FILLER} a text that must be left out,
 * {@code NOTHING} the code of an honest "nothing found".
 */
class OldSitesTest {

    private static final Path SITES = Path.of("src/test/resources/oldsites");
    private static final Path DEMO = Path.of("src/main/resources/demo");

    private record Score(String name, int expected, List<String> missed, List<String> invented) {
        double recall() {
            return expected == 0 ? 1 : (expected - missed.size()) / (double) expected;
        }
    }

    @Test
    void finds_what_stands_there_and_invents_nothing() throws IOException {
        var scores = new ArrayList<Score>();
        try (var folders = Files.list(SITES)) {
            for (var folder : folders.sorted().toList()) scores.add(score(folder));
        }
        print(scores);
        assertThat(scores).hasSizeGreaterThanOrEqualTo(12);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.invented()).as(score.name() + " invents").isEmpty();
            assertThat(score.recall())
                    .as(score.name() + " misses " + score.missed())
                    .isGreaterThanOrEqualTo(0.9);
        });
    }

    private static Score score(Path folder) throws IOException {
        var wanted = Files.readAllLines(folder.resolve("expected.txt")).stream()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var site = Files.isDirectory(folder.resolve("site")) ? folder.resolve("site") : DEMO;
        var found = found(read(site), wanted);
        var missed = wanted.stream().filter(line -> !found.contains(line)).toList();
        var invented = found.stream().filter(line -> !wanted.contains(line)).toList();
        return new Score(folder.getFileName().toString(), wanted.size(), missed, invented);
    }

    private static Set<String> found(Reading reading, Set<String> wanted) {
        return switch (reading) {
            case Reading.NothingFound(var reason) -> Set.of("NOTHING " + reason.code());
            case Reading.Failed(var reason) -> Set.of("FAILED " + reason.code());
            case Reading.Found(var source) -> {
                var lines = source.facts().stream()
                        .map(fact -> fact.kind()
                                + (fact.isChosen() || fact.kind() == Fact.Kind.PRICE ? " " : "? ")
                                + fact.value())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                wanted.stream()
                        .filter(line -> line.startsWith("FILLER "))
                        .filter(line -> source.filler().stream()
                                .anyMatch(filler -> filler.text().contains(line.substring(7))))
                        .forEach(lines::add);
                yield lines;
            }
        };
    }

    private static Reading read(Path folder) {
        try (var old = new OldSite().folder(folder.toAbsolutePath());
                var fetcher = new Fetcher(List.of("127.0.0.1/32:" + old.port()))) {
            return new Reader(fetcher, ReadingLimits.DEFAULT)
                    .read(old.address(), (bytes, _, _) -> Digest.of(bytes).brief(), Watcher.SILENT);
        }
    }

    @SuppressWarnings("SystemOut") // the figures are what this test is for
    private static void print(List<Score> scores) {
        System.out.printf("%-28s %8s %8s %9s%n", "old site", "facts", "recall", "invented");
        for (var score : scores) {
            System.out.printf(
                    "%-28s %8d %7.0f%% %9d%n",
                    score.name(),
                    score.expected(),
                    score.recall() * 100,
                    score.invented().size());
            score.missed().forEach(line -> System.out.println("    missed   " + line));
            score.invented().forEach(line -> System.out.println("    invented " + line));
        }
        var facts = scores.stream().mapToInt(Score::expected).sum();
        var missed = scores.stream().mapToInt(score -> score.missed().size()).sum();
        System.out.printf("%-28s %8d %7.1f%%%n", "all", facts, 100.0 * (facts - missed) / facts);
    }
}
