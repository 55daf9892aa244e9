package io.chantier.generation;

import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes the sections that state facts; each is absent where the source has nothing for it. */
final class Sections {

    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_TEXT = 4800;
    private static final int MOST = 200;

    private final Desk desk;
    private final Images images;

    Sections(Desk desk, Images images) {
        this.desk = desk;
        this.images = images;
    }

    Optional<Sheet> gallery(List<String> ids, int most) {
        var items = new Rows();
        ids.stream().limit(most).forEach(id -> {
            var caption = desk.editor().caption(images.caption(id));
            items.add(new Sheet()
                    .put("image", id)
                    .put(
                            "caption",
                            Sentences.words(caption, 120),
                            Origin.of(desk.source().address(), caption)));
        });
        var showsWork = !desk.material().about(Topic.GALLERY).isEmpty();
        return filled(titled("gallery", showsWork ? "gallery" : "gallery.plain").put("items", items), items);
    }

    Optional<Sheet> testimonials() {
        var items = new Rows();
        facts(Kind.TESTIMONIAL).forEach(fact -> {
            var quote = desk.editor().quote(fact.parts().getOrDefault("quote", fact.display()));
            if (!quote.isBlank() && quote.length() <= LONGEST_TEXT)
                items.add(Sheet.from(Origin.of(fact))
                        .put("quote", quote)
                        .put("author", line(desk.part(fact, "author")))
                        .put("place", line(desk.part(fact, "place"))));
        });
        return filled(titled("testimonials", "testimonials").put("items", items), items);
    }

    Optional<Sheet> prices() {
        var groups = new LinkedHashMap<String, Rows>();
        facts(Kind.PRICE).forEach(fact -> {
            var label = line(desk.part(fact, "label"));
            if (label.isEmpty()) return;
            groups.computeIfAbsent(fact.parts().getOrDefault("group", ""), _ -> new Rows())
                    .add(Sheet.from(Origin.of(fact))
                            .put("name", label)
                            .put("price", Sentences.words(fact.display().strip(), LONGEST_LINE))
                            .put("text", desk.part(fact, "text").text()));
        });
        var rows = new Rows();
        groups.forEach((title, items) ->
                rows.add(new Sheet().put("title", desk.editor().title(title)).put("items", items)));
        return filled(titled("prices", "prices").put("groups", rows), rows);
    }

    Optional<Sheet> faq() {
        var items = new Rows();
        facts(Kind.FAQ).forEach(fact -> {
            var question = line(desk.part(fact, "question"));
            var answer = Sentences.shorten(desk.part(fact, "answer").text(), LONGEST_TEXT, desk.language());
            if (!question.isBlank() && !answer.isBlank())
                items.add(Sheet.from(Origin.of(fact)).put("question", question).put("answer", answer));
        });
        return filled(titled("faq", "faq").put("items", items), items);
    }

    Optional<Sheet> team() {
        var people = new Rows();
        facts(Kind.PERSON).forEach(fact -> {
            var name = desk.part(fact, "name");
            people.add(Sheet.from(Origin.of(fact))
                    .put("name", line(name.isEmpty() ? desk.line(fact) : name))
                    .put("role", Labels.capital(line(desk.part(fact, "role"))))
                    .put("text", desk.part(fact, "text").text())
                    .put("image", images.firstOf(List.of(fact.parts().getOrDefault("picture", "")))));
        });
        return filled(titled("team", "team").put("people", people), people);
    }

    Optional<Sheet> certifications() {
        return desk.facts().has(Kind.CERTIFICATION)
                ? Optional.of(titled("certifications", "certifications"))
                : Optional.empty();
    }

    boolean canBeReached() {
        return List.of(Kind.PHONE, Kind.MOBILE, Kind.EMAIL, Kind.ADDRESS).stream()
                .anyMatch(desk.facts()::has);
    }

    /** How and when the business is reached; the template shows the hours beside the ways to reach it. */
    Optional<Sheet> reach() {
        if (canBeReached()) return Optional.of(titled("contact", "contact"));
        return desk.facts().has(Kind.OPENING_HOURS) ? Optional.of(titled("hours", "hours")) : Optional.empty();
    }

    /** The words of a passage under its heading; absent where it has none. */
    Optional<Sheet> text(Passage passage, String type) {
        var section = new Sheet().put("type", type);
        if (!passage.heading().isEmpty()) section.put("title", passage.heading().saying(line(passage.heading())));
        section.put("paragraphs", words(passage.paragraphs()));
        if (!type.equals("about")) section.put("list", words(passage.items()));
        else if (!section.has("paragraphs")) return Optional.empty();
        section.put("image", images.firstOf(passage.pictures()));
        return passage.hasWords() ? Optional.of(section) : Optional.empty();
    }

    Rows words(List<Sentence> sentences) {
        return Rows.of(sentences.stream()
                .limit(100)
                .map(sentence -> desk.editor().shorten(sentence, LONGEST_TEXT))
                .map(sentence -> new Words(sentence.text(), sentence.origin()))
                .toList());
    }

    Sheet titled(String type, String label) {
        return new Sheet().put("type", type).put("title", desk.labels().say(label));
    }

    private List<Fact> facts(Kind kind) {
        var all = desk.facts().all(kind);
        return new ArrayList<>(all.subList(0, Math.min(all.size(), MOST)));
    }

    private static String line(Sentence sentence) {
        return Sentences.words(sentence.text(), LONGEST_LINE);
    }

    private static Optional<Sheet> filled(Sheet section, Rows rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(section);
    }
}
