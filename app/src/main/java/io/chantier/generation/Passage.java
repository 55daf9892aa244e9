package io.chantier.generation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the old site says under one heading.
 *
 * @param heading {@link Sentence#NONE} before the first heading, or where the heading was fluff
 */
record Passage(Sentence heading, int level, List<Sentence> paragraphs, List<Sentence> items, List<String> pictures) {

    /** All its words in a row. */
    String words() {
        return sentences().map(Sentence::text).collect(Collectors.joining(" "));
    }

    Stream<Sentence> sentences() {
        return Stream.concat(paragraphs.stream(), items.stream());
    }

    boolean hasWords() {
        return !paragraphs.isEmpty() || !items.isEmpty();
    }

    Passage untitled() {
        return new Passage(Sentence.NONE, level, paragraphs, items, pictures);
    }

    int length() {
        return sentences().mapToInt(Sentence::length).sum();
    }
}
