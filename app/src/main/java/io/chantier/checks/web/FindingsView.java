package io.chantier.checks.web;

import io.chantier.checks.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the gate found in the newest revision, page by page.
 *
 * @param examined false until a revision was examined
 */
public record FindingsView(boolean examined, List<Group> groups, long blocking, long warnings) {

    public record Group(String page, List<Line> findings) {

        public boolean blocking() {
            return findings.stream().anyMatch(finding -> finding.tone().equals("bad"));
        }
    }

    public record Line(String code, Map<String, String> args, String tone, String excerpt, String pointer) {

        static Line of(Finding finding) {
            return new Line(
                    finding.code(),
                    finding.args(),
                    finding.isBlocking() ? "bad" : "warn",
                    finding.excerpt(),
                    Objects.requireNonNullElse(finding.pointer(), ""));
        }
    }

    static FindingsView of(List<Finding> findings) {
        var byPage = new LinkedHashMap<String, List<Line>>();
        for (var finding : findings) {
            byPage.computeIfAbsent(finding.page(), _ -> new java.util.ArrayList<>())
                    .add(Line.of(finding));
        }
        var blocking = findings.stream().filter(Finding::isBlocking).count();
        return new FindingsView(
                true,
                byPage.entrySet().stream()
                        .map(entry -> new Group(entry.getKey(), entry.getValue()))
                        .toList(),
                blocking,
                findings.size() - blocking);
    }

    static FindingsView nothing() {
        return new FindingsView(false, List.of(), 0, 0);
    }
}
