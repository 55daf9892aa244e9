package io.chantier.benches.apps;

import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Apps at versions, each once: what a bench has. */
public record Lineup(NavigableMap<AppName, AppRelease> releases) {

    public Lineup {
        releases = Collections.unmodifiableNavigableMap(new TreeMap<>(releases));
    }

    public static Lineup of(Collection<AppRelease> releases) {
        var all = new TreeMap<AppName, AppRelease>();
        for (var release : releases) {
            if (all.put(release.app(), release) != null) {
                throw new IllegalArgumentException("Two releases of " + release.app());
            }
        }
        return new Lineup(all);
    }

    public Optional<Version> version(AppName app) {
        return Optional.ofNullable(releases.get(app)).map(AppRelease::version);
    }

    /** Apps and versions as a program gets them. */
    public NavigableMap<String, String> versions() {
        var versions = new TreeMap<String, String>();
        releases.forEach(
                (app, release) -> versions.put(app.value(), release.version().toString()));
        return versions;
    }

    /** Why a bench cannot be made of them; empty where it can. */
    List<FieldProblem> faults() {
        var faults = new ArrayList<FieldProblem>();
        if (!releases.containsKey(AppName.FRAMEWORK)) {
            faults.add(new FieldProblem("apps", "framework-missing", Map.of()));
        }
        for (var release : releases.values()) {
            switch (release.state()) {
                case PUBLISHED ->
                    release.needs()
                            .forEach((app, range) -> need(release, app, range).ifPresent(faults::add));
                case DRAFT -> faults.add(new FieldProblem(field(release), "release-is-draft", about(release)));
                case YANKED -> faults.add(new FieldProblem(field(release), "release-is-yanked", about(release)));
            }
        }
        var circle = circle();
        if (!circle.isEmpty()) {
            faults.add(new FieldProblem("apps", "apps-in-circle", Map.of("apps", String.join(", ", circle))));
        }
        return faults;
    }

    /**
     * In which order they are put on a site: the framework first, each app after those that it needs, by name where that
     * leaves a choice.
     */
    public List<AppName> installOrder() {
        var order = new ArrayList<AppName>();
        var left = new TreeSet<>(releases.keySet());
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(app -> neededHere(app).stream().allMatch(order::contains))
                    .min(Comparator.comparing((AppName app) -> !app.isFramework())
                            .thenComparing(app -> app));
            if (next.isEmpty()) throw new IllegalStateException("Apps that need each other: " + left);
            order.add(next.get());
            left.remove(next.get());
        }
        return order;
    }

    private Optional<FieldProblem> need(AppRelease release, AppName app, VersionRange range) {
        var has = releases.get(app);
        // That the framework is missing is said once, and not for each app.
        if (has == null && app.isFramework()) return Optional.empty();
        var words = new TreeMap<>(about(release));
        words.put("needed", app.value());
        words.put("range", range.toString());
        if (has == null) return Optional.of(new FieldProblem(field(release), "app-not-there", words));
        if (range.contains(has.version())) return Optional.empty();
        words.put("has", has.version().toString());
        return Optional.of(new FieldProblem(field(release), "app-does-not-fit", words));
    }

    /** The apps that wait for each other, or for one of these; empty where there are none. */
    private List<String> circle() {
        var left = new TreeSet<>(releases.keySet());
        boolean goesOn = true;
        while (goesOn) goesOn = left.removeIf(app -> neededHere(app).stream().noneMatch(left::contains));
        return left.stream().map(AppName::value).collect(Collectors.toList());
    }

    private List<AppName> neededHere(AppName app) {
        var release = releases.get(app);
        if (release == null) return List.of();
        return release.needs().keySet().stream().filter(releases::containsKey).toList();
    }

    private static String field(AppRelease release) {
        return "apps[" + release.app() + "]";
    }

    private static Map<String, String> about(AppRelease release) {
        return Map.of("app", release.app().value(), "version", release.version().toString());
    }
}
