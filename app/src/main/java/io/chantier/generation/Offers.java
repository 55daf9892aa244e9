package io.chantier.generation;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what the business offers, and where the source speaks about it. */
final class Offers {

    private static final int LONGEST_TITLE = 90;
    private static final int MOST = 40;

    private final Desk desk;
    private final Images images;
    private final Set<String> titles = new HashSet<>();
    private final List<Offer> offers = new ArrayList<>();

    Offers(Desk desk, Images images) {
        this.desk = desk;
        this.images = images;
    }

    List<Offer> all() {
        for (var fact : desk.facts().all(Kind.SERVICE)) add(of(fact));
        if (offers.size() < 2) for (var chapter : desk.material().about(Topic.SERVICES)) addPassages(chapter);
        return List.copyOf(offers.subList(0, Math.min(offers.size(), MOST)));
    }

    private void add(Offer offer) {
        var key = Material.key(offer.title().text());
        if (key.isEmpty() || Fluff.isFluff(offer.title().text()) || !titles.add(key)) return;
        offers.add(offer);
    }

    private Offer of(Fact fact) {
        var title = new Sentence(Sentences.words(desk.editor().title(fact.display()), LONGEST_TITLE), Origin.of(fact));
        var chapter = chapterOf(fact, title);
        var passage = passageOf(title);
        var matter =
                chapter.map(Chapter::passages).orElseGet(() -> passage.stream().toList());
        var told = fact.parts().getOrDefault("text", "");
        var text = told.isBlank()
                ? firstParagraph(matter)
                : desk.editor().paragraph(fact.places().getFirst().page(), told);
        var picture = images.firstOf(List.of(fact.parts().getOrDefault("picture", "")));
        return new Offer(title, text, picture.isEmpty() ? pictureOf(matter) : picture, chapter, matter);
    }

    private Optional<Chapter> chapterOf(Fact fact, Sentence title) {
        var path = fact.parts().getOrDefault("page", "");
        return desk.material().all().stream()
                .filter(chapter -> chapter.topic() != Topic.HOME && chapter.topic() != Topic.SERVICES)
                .filter(chapter -> chapter.page().path().equals(path) || isAbout(chapter, title))
                .findFirst();
    }

    private static boolean isAbout(Chapter chapter, Sentence title) {
        return Material.key(chapter.page().menuLabel()).equals(Material.key(title.text()));
    }

    private Optional<Passage> passageOf(Sentence title) {
        return desk.material().all().stream()
                .flatMap(chapter -> chapter.passages().stream())
                .filter(passage -> passage.hasWords()
                        && Material.key(passage.heading().text()).equals(Material.key(title.text())))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    private void addPassages(Chapter chapter) {
        for (var passage : chapter.passages())
            if (!passage.heading().isEmpty() && passage.level() > 1 && passage.hasWords())
                add(new Offer(
                        passage.heading()
                                .saying(Sentences.words(passage.heading().text(), LONGEST_TITLE)),
                        firstParagraph(List.of(passage)),
                        pictureOf(List.of(passage)),
                        Optional.empty(),
                        List.of(passage)));
    }

    private static Sentence firstParagraph(List<Passage> matter) {
        return matter.stream()
                .flatMap(passage -> passage.paragraphs().stream())
                .findFirst()
                .orElse(Sentence.NONE);
    }

    private String pictureOf(List<Passage> matter) {
        return images.firstOf(
                matter.stream().flatMap(passage -> passage.pictures().stream()).toList());
    }
}
