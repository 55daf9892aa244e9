package io.chantier.generation;

import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Opening hours as the template wants them: the days that share a span of hours, together. */
final class WeekOfHours {

    private static final List<String> DAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
    private static final Pattern SPAN =
            Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-(?:([01]\\d|2[0-3]):[0-5]\\d|24:00)");

    private final Facts facts;

    WeekOfHours(Facts facts) {
        this.facts = facts;
    }

    Rows rows() {
        return facts.first(Kind.OPENING_HOURS).map(WeekOfHours::rows).orElseGet(Rows::new);
    }

    private static Rows rows(Fact fact) {
        var daysBySpan = new LinkedHashMap<String, List<String>>();
        for (var day : DAYS)
            for (var span : fact.parts().getOrDefault(day, "").split("[,;]\\s*", -1))
                if (SPAN.matcher(span.strip()).matches())
                    daysBySpan
                            .computeIfAbsent(span.strip(), _ -> new ArrayList<>())
                            .add(day);
        var rows = new Rows();
        daysBySpan.forEach((span, days) -> rows.add(Sheet.from(Origin.of(fact))
                .put(
                        "days",
                        Rows.of(days.stream()
                                .distinct()
                                .map(day -> new Words(day, null))
                                .toList()))
                .put("opens", span.substring(0, 5))
                .put("closes", span.substring(6))));
        return rows;
    }
}
