package io.chantier.editing;

import io.chantier.languages.Catalog;
import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.Translation;
import io.chantier.languages.Translation.Line;
import io.chantier.languages.Translation.State;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person typed beside the main texts of a revision, in the newest one: only the fields in which they changed
 * something, each where its main text stands now.
 *
 * @param conflicts where somebody else wrote meanwhile, or where the main text is another
 */
record TypedTexts(Map<Line, String> changed, List<FieldProblem> conflicts) {

    /** @param typed by the places that the texts had in {@code seen} */
    static TypedTexts of(Translation seen, Translation now, Map<String, String> typed) {
        var changed = new LinkedHashMap<Line, String>();
        var conflicts = new ArrayList<FieldProblem>();
        typed.forEach((place, text) -> {
            var mine = tidied(text);
            var before = seen.at(place).orElseThrow();
            if (mine.equals(shown(before))) return;
            var line = whereNow(before, now);
            if (line.isEmpty())
                conflicts.add(
                        conflict(place, now.at(place).map(one -> one.main().text()), mine));
            else if (isAsBefore(line.get(), before)) changed.put(line.get(), mine);
            else if (!mine.equals(shown(line.get())))
                conflicts.add(conflict(line.get().main().at(), line.map(TypedTexts::shown), mine));
        });
        return new TypedTexts(changed, List.copyOf(conflicts));
    }

    /** What cannot be kept, whatever anybody else wrote. */
    static List<FieldProblem> wrong(Translation seen, Map<String, String> typed) {
        var wrong = new ArrayList<FieldProblem>();
        typed.forEach((place, text) -> {
            var line = seen.at(place);
            if (line.isEmpty()) wrong.add(new FieldProblem(place, "no-such-place", Map.of()));
            else if (tidied(text).length() > line.get().main().longest())
                wrong.add(new FieldProblem(
                        place,
                        "longer-than",
                        Map.of("longest", Integer.toString(line.get().main().longest()))));
        });
        return wrong;
    }

    Catalog in(Translation now, By who) {
        var catalog = now.catalog();
        changed.forEach((line, text) -> {
            if (text.isEmpty()) catalog.remove(line.main().at());
            else catalog.put(new Entry(line.main().at(), line.main().text(), text, who));
        });
        return catalog;
    }

    private static Optional<Line> whereNow(Line before, Translation now) {
        var main = before.main();
        var here = now.at(main.at()).filter(line -> line.main().text().equals(main.text()));
        if (here.isPresent()) return here;
        var moved = now.lines().stream()
                .filter(line -> line.main().text().equals(main.text()))
                .toList();
        return moved.size() == 1 ? Optional.of(moved.getFirst()) : Optional.empty();
    }

    private static boolean isAsBefore(Line line, Line before) {
        return shown(line).equals(shown(before));
    }

    /** What stands in the field; a text that nobody has translated leaves it empty. */
    private static String shown(Line line) {
        return line.state() == State.MISSING ? "" : tidied(line.text());
    }

    private static FieldProblem conflict(String place, Optional<String> theirs, String mine) {
        return theirs.map(text -> new FieldProblem(place, "changed-meanwhile", Map.of("theirs", text, "mine", mine)))
                .orElseGet(() -> new FieldProblem(place, "removed-meanwhile", Map.of("mine", mine)));
    }

    private static String tidied(String typed) {
        return typed.replace("\r\n", "\n").replace("\0", "").strip();
    }
}
