package io.chantier.reading.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opening hours of a week, built up span by span. */
final class Week {

    enum Day {
        MO,
        TU,
        WE,
        TH,
        FR,
        SA,
        SU;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Day, TreeSet<String>> spans = new EnumMap<>(Day.class);

    void add(Set<Day> days, int opens, int closes) {
        for (var day : days) spans.computeIfAbsent(day, _ -> new TreeSet<>()).add(clock(opens) + "-" + clock(closes));
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean sharesDays(Week other) {
        return !Collections.disjoint(spans.keySet(), other.spans.keySet());
    }

    Week and(Week other) {
        var both = new Week();
        for (var week : List.of(this, other)) {
            week.spans.forEach((day, times) ->
                    both.spans.computeIfAbsent(day, _ -> new TreeSet<>()).addAll(times));
        }
        return both;
    }

    /** {@code mo 08:00-12:00; mo 14:00-18:00; tu ...} */
    String value() {
        var all = new ArrayList<String>();
        spans.forEach((day, times) -> times.forEach(time -> all.add(day.code() + " " + time)));
        return String.join("; ", all);
    }

    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        spans.forEach((day, times) -> parts.put(day.code(), String.join(",", times)));
        return parts;
    }

    private static String clock(int minutes) {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
