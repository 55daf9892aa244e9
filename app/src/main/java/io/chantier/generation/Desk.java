package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Source;
import io.chantier.reading.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What lies before the author while it writes: the material, the facts, and the tools to mend them. */
record Desk(Source source, Facts facts, Editor editor, Labels labels, Material material, Sentence name) {

    private static final Pattern FRENCH_ABROAD = Pattern.compile("^(?:\\+|00)\\s?33");

    static Desk of(Assignment assignment, String language) {
        var source = assignment.source();
        var withheld = Withheld.of(source.facts(), told(assignment));
        var facts = new Facts(Brief.over(source.facts(), assignment.wishes()), withheld);
        var editor = new Editor(new Spelling(texts(source), language), language, withheld);
        return new Desk(
                source,
                facts,
                editor,
                new Labels(language),
                new Material(source, editor),
                name(assignment, facts, editor));
    }

    String language() {
        return labels.language();
    }

    String trade() {
        return facts.first(Kind.TRADE)
                .map(fact -> Labels.capital(editor.title(fact.display())))
                .orElse("");
    }

    String city() {
        return facts.first(Kind.ADDRESS)
                .map(fact -> editor.line(fact.parts().getOrDefault("city", "")))
                .orElse("");
    }

    /** A number as people at home write it: {@code 05 49 24 13 57} where machines were told {@code +33549241357}. */
    String phone(Fact fact) {
        var shown = fact.display().strip();
        var digits = shown.replace("(0)", "").replaceAll("\\D", "");
        if (!language().equals("fr") || !FRENCH_ABROAD.matcher(shown).find() || digits.length() != 11) return shown;
        return ("0" + digits.substring(2)).replaceAll("(\\d\\d)(?=\\d)", "$1 ");
    }

    Sentence line(Fact fact) {
        return new Sentence(editor.line(fact.display()), Origin.of(fact));
    }

    /** A part of a fact, mended; {@link Sentence#NONE} where the fact has none. */
    Sentence part(Fact fact, String part) {
        return new Sentence(editor.line(fact.parts().getOrDefault(part, "")), Origin.of(fact));
    }

    private static List<String> told(Assignment assignment) {
        var told = new ArrayList<>(assignment.wishes().texts());
        assignment.name().ifPresent(told::add);
        return told;
    }

    private static List<String> texts(Source source) {
        var texts = new ArrayList<String>();
        for (var page : source.pages()) {
            texts.add(page.title());
            texts.add(page.description());
            for (var block : page.blocks()) {
                texts.add(block.text());
                texts.addAll(block.items());
            }
        }
        for (var fact : source.facts()) texts.add(fact.display());
        return texts;
    }

    private static Sentence name(Assignment assignment, Facts facts, Editor editor) {
        if (assignment.name().isPresent()) {
            var wished = assignment.name().get().strip();
            return new Sentence(Sentences.words(wished, 120), Origin.brief(wished));
        }
        return facts.first(Kind.NAME)
                .or(() -> facts.first(Kind.LEGAL_NAME))
                .map(fact -> new Sentence(nameAsWritten(fact, editor), Origin.of(fact)))
                .orElseGet(() -> hostOf(assignment.source()));
    }

    private static String nameAsWritten(Fact fact, Editor editor) {
        var shouted = Spelling.isShouted(fact.display()) && fact.display().length() > 12;
        return Sentences.words(shouted ? capitalised(editor.title(fact.display())) : editor.title(fact.display()), 120);
    }

    /** A name has capitals at its words: {@code Menuiserie Lefèvre}; small words of two or three letters have none. */
    private static String capitalised(String name) {
        var words = new ArrayList<String>();
        for (var word : name.split(" ", -1))
            words.add(
                    words.isEmpty() || word.length() > 3
                            ? word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1)
                            : word);
        return String.join(" ", words);
    }

    private static Sentence hostOf(Source source) {
        var host = source.address().replaceAll("^https?://(?:www\\.)?|[/?#:].*$", "");
        return new Sentence(host.isBlank() ? source.address() : host, Origin.of(source.address(), source.address()));
    }
}
