package io.chantier.checks;

import io.chantier.values.Digest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Examines a candidate with every check that needs no browser; nothing in it depends on who wrote the site. */
@Component
public final class Gate {

    private static final int MOST_REMEMBERED = 50_000;

    private final List<Check> checks;
    private final SourceStatements sources;

    /** Pages without a fault, by {@link #names}: who edits one page need not wait for the others. */
    private final Set<Digest> passed = ConcurrentHashMap.newKeySet();

    Gate(List<Check> checks, SourceStatements sources) {
        this.checks = List.copyOf(checks);
        this.sources = sources;
    }

    /** What is wrong, blocking findings first; empty when nothing is. */
    public List<Finding> examine(Candidate candidate) {
        var names = names(candidate);
        return examine(candidate, names, names.keySet());
    }

    /** The same without the pages that passed before as they are now, on the same grounds, among the same other pages. */
    List<Finding> examineChanged(Candidate candidate) {
        var names = names(candidate);
        var changed = names.keySet().stream()
                .filter(file -> !passed.contains(names.get(file)))
                .collect(Collectors.toSet());
        return examine(candidate, names, changed);
    }

    private List<Finding> examine(Candidate candidate, Map<String, Digest> names, Collection<String> pages) {
        var examined = Examined.of(candidate, pages, sources::of);
        boolean isEveryPage = pages.size() == names.size();
        var asked = checks.stream()
                .filter(check -> isEveryPage || !check.needsEveryPage())
                .collect(Collectors.partitioningBy(Check::isApart));
        var apart = CompletableFuture.supplyAsync(
                () -> found(asked.getOrDefault(true, List.of()), examined), Thread::startVirtualThread);
        var others = found(asked.getOrDefault(false, List.of()), examined);
        var findings = Stream.of(others, apart.join())
                .flatMap(List::stream)
                .distinct()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
        var faulty = findings.stream().map(Finding::page).collect(Collectors.toCollection(HashSet::new));
        if (passed.size() > MOST_REMEMBERED) passed.clear();
        for (var file : pages) if (!faulty.contains(Examined.address(file))) passed.add(names.get(file));
        return findings;
    }

    private static List<Finding> found(List<Check> checks, Examined examined) {
        return checks.stream()
                .flatMap(check -> check.examine(examined).stream())
                .toList();
    }

    /** By file, of everything that what is said of a page depends on; the same page in another build has the same name. */
    private Map<String, Digest> names(Candidate candidate) {
        var evidence = candidate.evidence();
        var grounds = String.join(
                "\n",
                sources.of(evidence.source()).id.toString(),
                evidence.wishes().toString(),
                String.valueOf(evidence.isHostNamed()),
                candidate.files().keySet().toString(),
                new TreeSet<>(candidate.pictures().keySet()).toString());
        return candidate.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".html"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        file -> Digest.of(
                                grounds + "\n" + Examined.text(file.getValue()).replace(candidate.marker(), ""))));
    }
}
