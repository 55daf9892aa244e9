package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Flag;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Source;
import io.chantier.reading.Source.Block;
import io.chantier.sites.Wishes;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Writes by choosing, shortening and ordering the source's own words; needs no model and no network. */
@Component
public final class OfflineAuthor implements Author {

    private static final Set<String> LANGUAGES = Set.of("fr", "en", "de");

    @Override
    public String name() {
        return "offline";
    }

    @Override
    public Writing write(Assignment assignment, Progress progress) {
        var source = assignment.source();
        var wishes = assignment.wishes();
        var facts = new Facts(source.facts());
        if (facts.isEmpty()
                && source.pages().stream().allMatch(page -> page.blocks().isEmpty()))
            return new Writing.NothingToSay("nothing-found", Map.of("address", source.address()));
        var language = assignment.language().orElse(source.language());
        if (!LANGUAGES.contains(language)) language = "en";
        var name = name(assignment, facts);
        var site = new SiteFile(facts, wishes).write(name, language);
        var content = content(source, facts, name, language);
        var tokens = tokens(source, facts, wishes, name);
        progress.reached(100);
        return new Writing.Written(DataFiles.of(site, content, tokens), Cost.nothing(name()));
    }

    private static Sentence name(Assignment assignment, Facts facts) {
        var source = assignment.source();
        if (assignment.name().isPresent()) {
            var wished = assignment.name().get();
            return new Sentence(wished, Origin.brief(wished));
        }
        return facts.first(Kind.NAME)
                .map(fact -> new Sentence(fact.display(), Origin.of(fact)))
                .orElseGet(() -> new Sentence(source.address(), Origin.of(source.address(), source.address())));
    }

    private static Sheet content(Source source, Facts facts, Sentence name, String language) {
        var hero = new Sheet().put("type", "hero").put("title", name);
        source.pages().stream()
                .flatMap(page -> page.blocks().stream()
                        .filter(block -> block.kind() == Block.Kind.PARAGRAPH
                                && block.text().length() > 40)
                        .map(block -> new Sentence(
                                Sentences.shorten(block.text(), 220, language), Origin.of(page.url(), block.text()))))
                .findFirst()
                .ifPresent(text -> hero.put("text", text));
        var contact = new Sheet().put("type", "contact").put("title", "Contact");
        var home = new Sheet()
                .put("path", "/")
                .put("kind", "home")
                .put("label", language.equals("fr") ? "Accueil" : language.equals("de") ? "Start" : "Home")
                .put("inMenu", new Flag(true))
                .put("title", name.saying(Sentences.words(name.text(), 65)))
                .put("sections", new Rows().add(hero).add(contact));
        facts.first(Kind.TAGLINE).ifPresent(fact -> home.put("description", fact.display(), Origin.of(fact)));
        return new Sheet().put("version", new Count(1)).put("pages", new Rows().add(home));
    }

    private static Sheet tokens(Source source, Facts facts, Wishes wishes, Sentence name) {
        var trade = facts.first(Kind.TRADE).map(fact -> fact.display()).orElse("");
        var wished = wishes.colours();
        var palette =
                wished.isEmpty() ? Palette.from(source.look().colours(), trade, name.text()) : Palette.wished(wished);
        var look = wishes.look();
        return new Looks().tokens(look != null ? look : Looks.fitting(trade, source, name.text()), palette);
    }
}
