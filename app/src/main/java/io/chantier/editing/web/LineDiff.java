package io.chantier.editing.web;

import java.util.ArrayList;
import java.util.List;

/** A file before and after, line by line; long stretches that are the same are left out. */
public record LineDiff(String path, List<Line> lines, int added, int removed) {

    private static final int AROUND = 3;

    /** @param look {@code plus}, {@code minus}, {@code hunk}, or empty for what stays */
    public record Line(String text, String look) {}

    static LineDiff of(String path, String before, String after) {
        var all = all(before.split("\n", -1), after.split("\n", -1));
        var shown = new ArrayList<Line>();
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) shown.add(all.get(i));
            else if (shown.isEmpty() || !shown.getLast().look().equals("hunk")) shown.add(new Line("…", "hunk"));
        }
        return new LineDiff(path, List.copyOf(shown), count(all, "plus"), count(all, "minus"));
    }

    /** As {@code diff -u} has it, without the heads of its parts. */
    String text() {
        var text = new StringBuilder("--- a/" + path + "\n+++ b/" + path + "\n");
        for (var line : lines) text.append(line.text()).append('\n');
        return text.toString();
    }

    private static List<Line> all(String[] before, String[] after) {
        var longest = new int[before.length + 1][after.length + 1];
        for (int i = before.length - 1; i >= 0; i--)
            for (int j = after.length - 1; j >= 0; j--)
                longest[i][j] = before[i].equals(after[j])
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
        var lines = new ArrayList<Line>();
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            boolean isBoth = i < before.length && j < after.length && before[i].equals(after[j]);
            if (isBoth) {
                lines.add(new Line(" " + before[i++], ""));
                j++;
            } else if (j >= after.length || (i < before.length && longest[i + 1][j] >= longest[i][j + 1]))
                lines.add(new Line("-" + before[i++], "minus"));
            else lines.add(new Line("+" + after[j++], "plus"));
        }
        return lines;
    }

    private static boolean isNearChange(List<Line> all, int at) {
        return all.subList(Math.max(0, at - AROUND), Math.min(all.size(), at + AROUND + 1)).stream()
                .anyMatch(line -> !line.look().isEmpty());
    }

    private static int count(List<Line> all, String look) {
        return (int) all.stream().filter(line -> line.look().equals(look)).count();
    }
}
