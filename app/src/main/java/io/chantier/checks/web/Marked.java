package io.chantier.checks.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A sentence with the words in it that are in question. */
public record Marked(String before, String words, String after) {

    private static final List<String> NAMES = List.of("claim", "words");

    /** The claim is sought as it is written in the sentence: {@code 0299123456} is found in {@code 02 99 12 34 56}. */
    static Marked of(String sentence, Map<String, String> args) {
        for (var name : NAMES) {
            var claim = args.getOrDefault(name, "");
            if (claim.isBlank()) continue;
            var found = pattern(claim).matcher(sentence);
            if (found.find())
                return new Marked(sentence.substring(0, found.start()), found.group(), sentence.substring(found.end()));
        }
        return new Marked(sentence, "", "");
    }

    public boolean isEmpty() {
        return before.isEmpty() && words.isEmpty();
    }

    private static Pattern pattern(String claim) {
        return Pattern.compile(
                claim.codePoints()
                        .filter(Character::isLetterOrDigit)
                        .mapToObj(letter -> Pattern.quote(Character.toString(letter)))
                        .collect(Collectors.joining("[^\\p{L}\\p{N}]{0,3}")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
