package io.chantier.reading;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Source.Block;
import io.chantier.reading.Source.Look;
import io.chantier.reading.Source.SourcePage;
import io.chantier.reading.facts.BriefFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a source of a brief, so that authors need not care whether a person or an old site told them something. */
public final class BriefSource {

    static final String BRIEF = "brief";

    private BriefSource() {}

    public static Source of(Brief brief) {
        return new Source(
                BRIEF, brief.language(), pages(brief), BriefFacts.of(brief), look(brief), List.of(), List.of());
    }

    /** What a person says goes before what was read: contradicted facts step back, colours and logo come first. */
    public static Source over(Source read, Brief brief) {
        var told = BriefFacts.of(brief);
        var facts = new ArrayList<>(told);
        for (var fact : read.facts()) {
            if (told.stream().anyMatch(other -> other.id().equals(fact.id()))) continue;
            var stands = fact.isChosen() && told.stream().noneMatch(other -> isOverruled(fact, other));
            facts.add(stands || !fact.isChosen() ? fact : fact.standing(Fact.Standing.OTHER));
        }
        var pages = new ArrayList<>(pages(brief));
        pages.addAll(read.pages());
        return new Source(
                read.address(),
                read.language(),
                pages,
                facts,
                over(read.look(), brief),
                read.oldPaths(),
                read.filler());
    }

    /** What was made up from the address is no word of a person's; a name is told only where it differs from that. */
    private static boolean isOverruled(Fact fact, Fact told) {
        return fact.kind() != Kind.NAME && Contradictions.between(fact, told);
    }

    private static List<SourcePage> pages(Brief brief) {
        if (brief.description().isBlank()) return List.of();
        var blocks = brief.description()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> new Block(Block.Kind.PARAGRAPH, 0, line.strip(), List.of(), List.of()))
                .toList();
        return List.of(new SourcePage(BRIEF, "/", brief.name(), "", "", blocks));
    }

    private static Look look(Brief brief) {
        return over(new Look("", Map.of(), List.of(), Map.of()), brief);
    }

    private static Look over(Look read, Brief brief) {
        Map<String, Double> colours = new LinkedHashMap<>();
        for (var i = 0; i < brief.colours().size(); i++)
            colours.put(brief.colours().get(i), 1.0 / (i + 1));
        if (colours.isEmpty()) colours.putAll(read.colours());
        var pictures = new ArrayList<>(brief.business().pictures());
        for (var picture : read.pictures()) if (!pictures.contains(picture)) pictures.add(picture);
        return new Look(brief.logo().isEmpty() ? read.logo() : brief.logo(), colours, pictures, read.alts());
    }
}
