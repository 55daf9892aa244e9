package io.chantier.checks.web;

import io.chantier.checks.Finding;
import io.chantier.checks.Verdict;
import io.chantier.checks.Waiver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found in the newest revision, page by page.
 *
 * @param examined false until a revision was examined
 * @param path the page of the site's findings
 * @param waived for how many of them a person answers
 */
public record FindingsView(boolean examined, String path, List<Group> groups, int blocking, int warnings, int waived) {

    public record Group(String page, List<Line> findings) {

        /** Of the worst of them. */
        public String tone() {
            return Stream.of("bad", "warn", "ok").filter(this::has).findFirst().orElse("ok");
        }

        private boolean has(String tone) {
            return findings.stream().anyMatch(line -> line.tone().equals(tone));
        }
    }

    /**
     * @param tone {@code bad}, {@code warn}, or {@code ok} where a person answers for it
     * @param waiver who answers for it; null where nobody does
     * @param place where its words stand; null where that is unknown
     */
    public record Line(
            Finding finding,
            String tone,
            @Nullable Waiver waiver,
            @Nullable Place place) {

        static Line of(Finding finding, @Nullable Waiver waiver, @Nullable Place place) {
            if (waiver != null && finding.isWaivable()) return new Line(finding, "ok", waiver, place);
            return new Line(finding, finding.isBlocking() ? "bad" : "warn", null, place);
        }

        public String icon() {
            return switch (tone) {
                case "bad" -> "circle-x";
                case "ok" -> "user-check";
                default -> "alert-triangle";
            };
        }

        public Marked excerpt() {
            return Marked.of(finding.excerpt(), finding.args());
        }
    }

    /** @param places says where the words of a finding stand */
    static FindingsView of(
            String path,
            List<Finding> findings,
            Map<String, Waiver> waivers,
            Function<Finding, Optional<Place>> places) {
        var byPage = new LinkedHashMap<String, List<Line>>();
        for (var finding : findings)
            byPage.computeIfAbsent(finding.page(), _ -> new ArrayList<>())
                    .add(Line.of(
                            finding,
                            waivers.get(finding.id()),
                            places.apply(finding).orElse(null)));
        var all = byPage.values().stream().flatMap(List::stream).toList();
        return new FindingsView(
                true,
                path,
                byPage.entrySet().stream()
                        .map(entry -> new Group(entry.getKey(), entry.getValue()))
                        .toList(),
                new Verdict(findings, waivers.keySet()).blocking().size(),
                count(all, "warn"),
                count(all, "ok"));
    }

    static FindingsView nothing(String path) {
        return new FindingsView(false, path, List.of(), 0, 0, 0);
    }

    private static int count(List<Line> lines, String tone) {
        return (int) lines.stream().filter(line -> line.tone().equals(tone)).count();
    }
}
