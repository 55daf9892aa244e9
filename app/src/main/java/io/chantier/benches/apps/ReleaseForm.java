package io.chantier.benches.apps;

import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A release as the operator describes it.
 *
 * @param framework the versions of the framework that it runs on; left empty for the framework itself
 * @param needs other apps that it takes: name to range
 * @param migrates whether coming to it changes a site's database
 */
public record ReleaseForm(String version, String framework, Map<String, String> needs, boolean migrates) {

    public static final ReleaseForm EMPTY = new ReleaseForm("", "", Map.of(), true);

    private static final int MOST_NEEDS = 30;
    private static final Pattern NEED = Pattern.compile("(\\w+)\\s*(?::|=(?=\\s*\"))?\\s*\"?([^\"]*)\"?");

    public ReleaseForm {
        version = version.strip();
        framework = framework.strip();
        needs = Map.copyOf(needs);
    }

    /** What a page shows of the needs: an app to a line, with its range. */
    public String needsAsText() {
        var lines = new StringBuilder();
        new TreeMap<>(needs)
                .forEach((app, range) ->
                        lines.append(app).append(' ').append(range).append('\n'));
        return lines.toString();
    }

    /**
     * Reads what {@link #needsAsText} writes, or lines as they stand in {@code pyproject.toml}
     * ({@code erpnext = ">=15.0.0,<16.0.0"}); a line without a range stands for every version.
     */
    public static Map<String, String> needsOf(String text) {
        var needs = new TreeMap<String, String>();
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty()) continue;
            var need = NEED.matcher(line);
            if (!need.matches()) needs.put(line, "");
            else
                needs.put(
                        need.group(1),
                        need.group(2).isBlank() ? ">=0" : need.group(2).strip());
        }
        return needs;
    }

    /**
     * A draft of it, or a problem per field.
     *
     * @param isKnown whether there is an app of that name
     */
    AppRelease checked(AppName app, Predicate<AppName> isKnown) {
        var wrong = new ArrayList<FieldProblem>();
        var number = Version.parse(version);
        if (number.isEmpty()) wrong.add(new FieldProblem("version", "not-a-version", Map.of()));
        var ranges = new TreeMap<AppName, VersionRange>();
        if (app.isFramework()) {
            if (!framework.isEmpty()) wrong.add(new FieldProblem("framework", "framework-needs-none", Map.of()));
            if (!needs.isEmpty()) wrong.add(new FieldProblem("needs", "framework-needs-none", Map.of()));
        } else {
            readFramework(ranges, wrong);
            readNeeds(app, isKnown, ranges, wrong);
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        return new AppRelease(
                UUID.randomUUID(), app, number.orElseThrow(), ranges, migrates, AppRelease.State.DRAFT, null);
    }

    private void readFramework(Map<AppName, VersionRange> ranges, List<FieldProblem> wrong) {
        VersionRange.parse(framework)
                .ifPresentOrElse(
                        range -> ranges.put(AppName.FRAMEWORK, range),
                        () -> wrong.add(new FieldProblem("framework", "not-a-version-range", Map.of())));
    }

    private void readNeeds(
            AppName app, Predicate<AppName> isKnown, Map<AppName, VersionRange> ranges, List<FieldProblem> wrong) {
        if (needs.size() > MOST_NEEDS) {
            wrong.add(new FieldProblem("needs", "more-than", Map.of("most", Integer.toString(MOST_NEEDS))));
            return;
        }
        for (var need : new TreeMap<>(needs).entrySet()) {
            var field = "needs[" + need.getKey() + "]";
            var range = VersionRange.parse(need.getValue());
            if (range.isEmpty()) {
                wrong.add(new FieldProblem(field, "not-a-version-range", Map.of()));
            } else if (need.getKey().equals(app.value())) {
                wrong.add(new FieldProblem(field, "app-needs-itself", Map.of()));
            } else if (need.getKey().equals(AppName.FRAMEWORK.value())) {
                wrong.add(new FieldProblem(field, "framework-has-own-field", Map.of()));
            } else if (!AppName.isAppName(need.getKey()) || !isKnown.test(new AppName(need.getKey()))) {
                wrong.add(new FieldProblem(field, "no-such-app", Map.of("app", need.getKey())));
            } else {
                ranges.put(new AppName(need.getKey()), range.get());
            }
        }
    }
}
