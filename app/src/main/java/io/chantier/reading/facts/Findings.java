package io.chantier.reading.facts;

import io.chantier.reading.Contradictions;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source.Filler;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger: the same fact from several places is one, and among those that contradict each other the better founded is chosen. */
public final class Findings {

    private static final int PLACES = 8;
    /** @param weight how well founded it is: 1 for running text, up to 5 for what machines were meant to read */
    public record Found(
            Kind kind, String value, String display, Map<String, String> parts, Place place, double weight) {}

    private static final class Entry {
        private final Found first;
        private final List<Found> all = new ArrayList<>();
        private Map<String, String> parts;

        Entry(Found first) {
            this.first = first;
            this.parts = Map.of();
        }

        double weight() {
            var best = all.stream().mapToDouble(Found::weight).max().orElse(0);
            var pages =
                    all.stream().map(found -> found.place().page()).distinct().count();
            var ways = all.stream().map(found -> found.place().how()).distinct().count();
            return best + Math.min(2, 0.4 * (pages - 1)) + 0.6 * (ways - 1);
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<Filler> leftOut = new LinkedHashSet<>();

    public void add(Found found) {
        if (found.value().isBlank()) return;
        var entry = entries.computeIfAbsent(found.kind() + ":" + found.value(), _ -> new Entry(found));
        entry.all.add(found);
        var parts = new LinkedHashMap<>(found.parts());
        parts.putAll(entry.parts);
        entry.parts = parts;
    }

    /** A value that is only a placeholder. */
    public void leaveOut(String page, String text) {
        leftOut.add(new Filler(page, Words.cut(text, 160)));
    }

    public List<Filler> leftOut() {
        return List.copyOf(leftOut);
    }

    public boolean has(Kind kind) {
        return entries.values().stream().anyMatch(entry -> entry.first.kind() == kind);
    }

    public List<Found> of(Kind kind) {
        return entries.values().stream()
                .filter(e -> e.first.kind() == kind)
                .map(e -> e.first)
                .toList();
    }

    /** All facts, by kind, the best founded first, those chosen that nothing better founded contradicts. */
    public List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        for (var kind : Kind.values()) {
            var chosen = new ArrayList<Fact>();
            entries.values().stream()
                    .filter(entry -> entry.first.kind() == kind)
                    .sorted(Comparator.comparingDouble(Entry::weight).reversed())
                    .map(entry -> fact(entry, Standing.CHOSEN))
                    .forEach(fact -> {
                        var stands = Contradictions.mayStand(fact, chosen);
                        if (stands) chosen.add(fact);
                        facts.add(stands ? fact : fact.standing(Standing.OTHER));
                    });
        }
        return facts;
    }

    private static Fact fact(Entry entry, Standing standing) {
        var places = entry.all.stream()
                .sorted(Comparator.comparingDouble(Found::weight).reversed())
                .map(Found::place)
                .distinct()
                .limit(PLACES)
                .toList();
        var first = entry.first;
        var display = entry.all.stream()
                .max(Comparator.comparingDouble(Found::weight))
                .map(Found::display)
                .orElse(first.display());
        return new Fact(
                Fact.idOf(first.kind(), first.value()),
                first.kind(),
                first.value(),
                display,
                places,
                standing,
                entry.parts);
    }
}
