package io.chantier.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands on old sites is found and nothing else: on small ones as they are out there, and on ones that others published. */
class OldSitesTest {

    private record Score(String name, int expected, List<String> missed, List<String> invented, Set<String> known) {
        double recall() {
            return expected == 0 ? 1 : (expected - missed.size()) / (double) expected;
        }
    }

    @Test
    void finds_what_stands_on_small_business_sites_and_invents_nothing() {
        examine(CountedSite.small());
    }

    @Test
    void finds_what_stands_on_websites_that_others_published_and_invents_nothing() {
        examine(CountedSite.themes());
    }

    private static void examine(List<CountedSite> sites) {
        var scores = sites.stream().map(OldSitesTest::score).toList();
        print(scores);
        assertThat(scores).hasSizeGreaterThanOrEqualTo(10);
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.invented()).as(score.name() + " invents").isEmpty();
            assertThat(score.missed()).as(score.name() + " misses").isSubsetOf(score.known());
        });
    }

    private static Score score(CountedSite site) {
        var wanted = site.wanted().stream()
                .filter(line -> !line.startsWith("REFUSED ") && !line.startsWith("HEADLINE "))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var found = found(site.read(), wanted);
        var missed = wanted.stream().filter(line -> !found.contains(line)).toList();
        var invented = found.stream().filter(line -> !wanted.contains(line)).toList();
        return new Score(site.name(), wanted.size(), missed, invented, site.unfound());
    }

    private static Set<String> found(Reading reading, Set<String> wanted) {
        return switch (reading) {
            case Reading.NothingFound(var reason) -> Set.of("NOTHING " + reason.code());
            case Reading.Failed(var reason) -> Set.of("FAILED " + reason.code());
            case Reading.Found found -> {
                var source = found.source();
                var lines = source.facts().stream()
                        .map(fact -> fact.kind() + (fact.isChosen() ? " " : "? ") + fact.value())
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

    @SuppressWarnings("SystemOut") // the figures are what this test is for
    private static void print(List<Score> scores) {
        System.out.printf("%-34s %8s %8s %9s%n", "old site", "facts", "recall", "invented");
        for (var score : scores) {
            System.out.printf(
                    "%-34s %8d %7.0f%% %9d%n",
                    score.name(),
                    score.expected(),
                    score.recall() * 100,
                    score.invented().size());
            score.missed().forEach(line -> System.out.println("    missed   " + line));
            score.invented().forEach(line -> System.out.println("    invented " + line));
        }
        var facts = scores.stream().mapToInt(Score::expected).sum();
        var missed = scores.stream().mapToInt(score -> score.missed().size()).sum();
        System.out.printf("%-34s %8d %7.1f%%%n", "all", facts, 100.0 * (facts - missed) / facts);
    }
}
