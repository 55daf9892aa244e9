package io.chantier.editing.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shows two texts side by side, with the words that only one of them has. */
public final class WordDiff {

    private static final int MOST = 2000;

    private WordDiff() {}

    /** @param own whether only this text has it */
    public record Run(String text, boolean own) {}

    /** The text in runs, compared with the other. */
    static List<Run> of(String text, String other) {
        var words = split(text);
        var others = split(other);
        if (words.size() > MOST || others.size() > MOST) return List.of(new Run(text, true));
        var shared = shared(words, others);
        var runs = new ArrayList<Run>();
        for (var i = 0; i < words.size(); i++) {
            var own = !shared[i];
            if (!runs.isEmpty() && runs.getLast().own() == own)
                runs.set(runs.size() - 1, new Run(runs.getLast().text() + words.get(i), own));
            else runs.add(new Run(words.get(i), own));
        }
        return Collections.unmodifiableList(runs);
    }

    private static List<String> split(String text) {
        return List.of(text.split("(?<=\\s)", -1));
    }

    /** Which words lie on the longest common sequence. */
    private static boolean[] shared(List<String> words, List<String> others) {
        var longest = new int[words.size() + 1][others.size() + 1];
        for (var i = words.size() - 1; i >= 0; i--)
            for (var j = others.size() - 1; j >= 0; j--)
                longest[i][j] = same(words.get(i), others.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
        var shared = new boolean[words.size()];
        for (int i = 0, j = 0; i < words.size() && j < others.size(); ) {
            if (same(words.get(i), others.get(j))) {
                shared[i] = true;
                i++;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) i++;
            else j++;
        }
        return shared;
    }

    private static boolean same(String one, String other) {
        return one.strip().equals(other.strip());
    }
}
