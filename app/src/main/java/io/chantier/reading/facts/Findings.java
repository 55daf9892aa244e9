package io.chantier.reading.facts;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger: the same fact from several places is one, and among those that contradict each other the better founded is chosen. */
public final class Findings {

    private static final int PLACES = 8;
    private static final Set<Kind> SINGLE = EnumSet.of(
            Kind.NAME,
            Kind.TRADE,
            Kind.TAGLINE,
            Kind.OPENING_HOURS,
            Kind.SIREN,
            Kind.SIRET,
            Kind.RCS,
            Kind.VAT,
            Kind.LEGAL_NAME,
            Kind.LEGAL_FORM,
            Kind.FOUNDED,
            Kind.DIRECTOR);
    /** Several may be true at once, but only where one place names them together. */
    private static final Set<Kind> LISTED =
            EnumSet.of(Kind.PHONE, Kind.MOBILE, Kind.FAX, Kind.EMAIL, Kind.ADDRESS, Kind.SOCIAL);

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

    public void add(Found found) {
        if (found.value().isBlank()) return;
        var entry = entries.computeIfAbsent(found.kind() + ":" + found.value(), _ -> new Entry(found));
        entry.all.add(found);
        var parts = new LinkedHashMap<>(found.parts());
        parts.putAll(entry.parts);
        entry.parts = parts;
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

    /** All facts, by kind, the chosen one of each first. */
    public List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        for (var kind : Kind.values()) {
            var ofKind = entries.values().stream()
                    .filter(entry -> entry.first.kind() == kind)
                    .sorted(Comparator.comparingDouble(Entry::weight).reversed())
                    .toList();
            var chosen = new ArrayList<Entry>();
            for (var entry : ofKind) {
                var stands = stands(entry, chosen);
                if (stands) chosen.add(entry);
                facts.add(fact(entry, stands ? Standing.CHOSEN : Standing.OTHER));
            }
        }
        return facts;
    }

    private static boolean stands(Entry entry, List<Entry> chosen) {
        var kind = entry.first.kind();
        if (chosen.isEmpty()) return true;
        if (SINGLE.contains(kind)) return false;
        if (kind == Kind.PRICE) return chosen.stream().noneMatch(other -> sameLabel(entry, other));
        if (kind == Kind.SOCIAL) return chosen.stream().noneMatch(other -> sameNetwork(entry, other));
        if (kind == Kind.FAQ) return chosen.stream().noneMatch(other -> same(entry, other, "question"));
        return !LISTED.contains(kind) || chosen.stream().anyMatch(other -> listedTogether(entry, other));
    }

    private static boolean sameLabel(Entry one, Entry other) {
        return same(one, other, "label") && same(one, other, "group");
    }

    private static boolean sameNetwork(Entry one, Entry other) {
        return same(one, other, "network");
    }

    private static boolean same(Entry one, Entry other, String part) {
        return Words.fold(one.parts.getOrDefault(part, "")).equals(Words.fold(other.parts.getOrDefault(part, "")));
    }

    private static boolean listedTogether(Entry one, Entry other) {
        return one.all.stream()
                .anyMatch(a -> other.all.stream()
                        .anyMatch(b -> a.place().page().equals(b.place().page())
                                && a.place().how().equals(b.place().how())));
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
