package io.chantier.generation;

import io.chantier.reading.Source.SourcePage;
import java.util.List;
import java.util.stream.Stream;

/** A page of the old site, cleaned. */
record Chapter(SourcePage page, Topic topic, List<Passage> passages) {

    int length() {
        return passages.stream().mapToInt(Passage::length).sum();
    }

    Stream<Sentence> paragraphs() {
        return passages.stream().flatMap(passage -> passage.paragraphs().stream());
    }

    List<String> pictures() {
        return passages.stream()
                .flatMap(passage -> passage.pictures().stream())
                .distinct()
                .toList();
    }
}
