package io.chantier.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JSON Pointer into a site's data as one tree: {@code /content/pages/0/title}, {@code /site/name},
 * {@code /tokens/look}.
 */
public record Pointer(List<String> steps) {

    private static final int LONGEST = 1000;
    private static final List<String> ROOTS = List.of("site", "content", "tokens");

    public Pointer {
        steps = List.copyOf(steps);
    }

    /** Reads it also as findings and provenance write it: {@code content#/pages/0/title}. Empty where it is none. */
    public static Optional<Pointer> read(String text) {
        var given = text.strip();
        var pointer = given.startsWith("/") ? given : "/" + given.replaceFirst("#", "");
        if (pointer.length() > LONGEST) return Optional.empty();
        var steps = new ArrayList<String>();
        for (var step : pointer.substring(1).split("/", -1))
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        return ROOTS.contains(steps.getFirst()) ? Optional.of(new Pointer(steps)) : Optional.empty();
    }

    public static Pointer of(String... steps) {
        return new Pointer(List.of(steps));
    }

    public Pointer child(String step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Pointer(more);
    }

    public Pointer child(int index) {
        return child(Integer.toString(index));
    }

    public Pointer parent() {
        return new Pointer(steps.subList(0, steps.size() - 1));
    }

    public String last() {
        return steps.getLast();
    }

    public boolean isRoot() {
        return steps.size() < 2;
    }

    /** The index of an item in a list; -1 where the last step is none. */
    public int index() {
        return index(last());
    }

    static int index(String step) {
        return step.matches("0|[1-9]\\d{0,5}") ? Integer.parseInt(step) : -1;
    }

    public boolean isIn(Pointer other) {
        return steps.size() >= other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
    }

    /** The same place in what now stands elsewhere. */
    Pointer rebased(Pointer from, Pointer to) {
        var more = new ArrayList<>(to.steps);
        more.addAll(steps.subList(from.steps.size(), steps.size()));
        return new Pointer(more);
    }

    /** As the provenance names it: {@code content#/pages/0/title}. */
    public String place() {
        var text = toString();
        var root = steps.getFirst();
        return root + "#" + text.substring(root.length() + 1);
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
