package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import io.chantier.reading.Source.Block;
import io.chantier.reading.Source.Filler;
import io.chantier.reading.Source.SourcePage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The old site's words, page by page and heading by heading, cleaned and each said once on its page. */
final class Material {

    private static final int SEVERAL_PAGES = 3;
    private static final int LONGEST_ADDRESS = 120;
    private static final Pattern QUOTED = Pattern.compile("[\"“„«][^\"“”„«»]+[\"”“»]");

    private final Editor editor;
    private final Map<String, Integer> pagesThatSay = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private final Set<String> filler;
    private final int pages;
    private final List<Chapter> chapters = new ArrayList<>();
    private final Set<String> factTexts = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();

    Material(Source source, Editor editor) {
        this.editor = editor;
        this.filler =
                source.filler().stream().map(Filler::text).map(Material::key).collect(Collectors.toSet());
        this.pages = source.pages().size();
        for (var page : source.pages())
            page.blocks().stream()
                    .map(block -> key(block.text()))
                    .distinct()
                    .forEach(text -> pagesThatSay.merge(text, 1, Integer::sum));
        source.facts().forEach(this::learn);
        var home = source.pages().isEmpty() ? null : source.pages().getFirst();
        for (var page : source.pages())
            chapters.add(new Chapter(
                    page, page.equals(home) ? Topic.HOME : Topic.of(page), passages(page, page.equals(home))));
    }

    private void learn(Fact fact) {
        for (var part : List.of("quote", "question", "answer", "label")) {
            var text = fact.parts().getOrDefault(part, "");
            if (text.length() >= 4) factTexts.add(key(text));
        }
        if (fact.kind() == Fact.Kind.ADDRESS) addresses.add(key(fact.display()));
    }

    List<Chapter> all() {
        return List.copyOf(chapters);
    }

    List<Chapter> about(Topic topic) {
        return chapters.stream().filter(chapter -> chapter.topic() == topic).toList();
    }

    /** Whether the passage's words are shown already as a testimonial, a question, a price or a person. */
    boolean isToldByFact(Passage passage) {
        var words = key(passage.words());
        if (words.isEmpty()) return false;
        var told = factTexts.stream()
                .filter(words::contains)
                .mapToInt(String::length)
                .sum();
        return told * 2 > words.length()
                || factTexts.contains(key(passage.heading().text()));
    }

    /** What a page says that no page before it says. */
    List<Passage> ownPassages(Chapter chapter) {
        var before = new HashSet<String>();
        for (var other : chapters) {
            if (other.equals(chapter)) break;
            other.passages().stream().flatMap(Passage::sentences).forEach(sentence -> before.add(key(sentence.text())));
        }
        return chapter.passages().stream()
                .filter(passage -> !passage.hasWords()
                        || passage.sentences().anyMatch(sentence -> !before.contains(key(sentence.text()))))
                .toList();
    }

    private List<Passage> passages(SourcePage page, boolean home) {
        var passages = new ArrayList<Passage>();
        said.clear();
        var open = new Passage(Sentence.NONE, 0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var block : page.blocks()) {
            if (block.kind() == Block.Kind.HEADING) {
                keep(open, passages);
                var heading = editor.heading(page.url(), block.text());
                open = new Passage(heading, block.level(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            } else add(open, page, block, home);
        }
        keep(open, passages);
        return passages;
    }

    private static void keep(Passage passage, List<Passage> passages) {
        if (!passage.heading().isEmpty()
                || passage.hasWords()
                || !passage.pictures().isEmpty()) passages.add(passage);
    }

    private void add(Passage passage, SourcePage page, Block block, boolean home) {
        passage.pictures().addAll(block.pictures());
        switch (block.kind()) {
            case PARAGRAPH -> {
                if (!isLabel(block.text()) && !isQuoted(block.text()))
                    addWords(passage.paragraphs(), page, block.text(), home);
            }
            case LIST -> block.items().forEach(item -> addWords(passage.items(), page, item, home));
            case HEADING, TABLE, QUOTE, PICTURES -> {}
        }
    }

    private void addWords(List<Sentence> words, SourcePage page, String raw, boolean home) {
        var key = key(raw);
        if (key.isEmpty() || filler.contains(key) || isAddress(key) || (!home && isBoilerplate(key))) return;
        var sentence = editor.paragraph(page.url(), raw);
        if (!sentence.isEmpty() && said.add(key(sentence.text()))) words.add(sentence);
    }

    /** A single word names what follows it; it is no paragraph. */
    private static boolean isLabel(String raw) {
        return raw.strip().matches("[^\\s.!?]{1,20}");
    }

    /** Somebody's words are told as a testimonial, with who said them, or not at all. */
    private static boolean isQuoted(String raw) {
        return raw.length() > 40 && QUOTED.matcher(raw.strip()).matches();
    }

    /** A line of the postal address, which stands at its own place. */
    private boolean isAddress(String key) {
        return key.length() < LONGEST_ADDRESS && addresses.stream().anyMatch(address -> address.contains(key));
    }

    private boolean isBoilerplate(String key) {
        return pages >= SEVERAL_PAGES && pagesThatSay.getOrDefault(key, 0) * 2 > pages;
    }

    static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
