package io.chantier.generation;

import io.chantier.metering.Estimates;
import io.chantier.reading.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Writes by choosing, shortening and ordering the source's own words; needs no model and no network. */
@Component
public final class OfflineAuthor implements Author {

    private static final String OTHERWISE = "en";
    private static final int SHORTEST = 40;

    @Override
    public String name() {
        return "offline";
    }

    @Override
    public boolean asksModel() {
        return false;
    }

    @Override
    public List<Estimates.Planned> plan() {
        return List.of();
    }

    @Override
    public Writing study(Assignment assignment, Errand errand) {
        return new Writing.Written(new TreeMap<>(), Cost.nothing(name()));
    }

    @Override
    public Writing write(Assignment assignment, SortedMap<String, byte[]> study, Errand errand) {
        var writing = write(assignment, errand.progress());
        if (writing instanceof Writing.Written(var files, var _))
            Shortfalls.of(assignment.wishes(), files).forEach(errand.progress()::says);
        return writing;
    }

    /** The design comes with the words. */
    @Override
    public Writing design(
            Assignment assignment, SortedMap<String, byte[]> study, SortedMap<String, byte[]> files, Errand errand) {
        return new Writing.Written(files, Cost.nothing(name()));
    }

    /** Rules that made a mistake would make it again. */
    @Override
    public Writing repair(
            Assignment assignment, SortedMap<String, byte[]> files, List<String> complaints, Errand errand) {
        return new Writing.Written(files, Cost.nothing(name()));
    }

    @Override
    public Optional<Estimates.Planned> planTranslation() {
        return Optional.empty();
    }

    /** Rules know one language at a time. */
    @Override
    public Writing translate(
            SortedMap<String, byte[]> files,
            String language,
            Map<String, String> alts,
            Errand errand,
            Consumer<SortedMap<String, byte[]>> paid) {
        return new Writing.NothingToSay("translation-needs-model", Map.of());
    }

    /** Rules cannot read what people mean. */
    @Override
    public Proposal propose(Assignment assignment, SortedMap<String, byte[]> files, Wish wish, Errand errand) {
        return new Proposal.NotPossible("change-needs-model", Map.of());
    }

    /** The whole site, for nobody's account. */
    public Writing write(Assignment assignment, Progress progress) {
        var desk = Desk.of(assignment, language(assignment));
        if (!hasMatter(desk)) {
            var address = assignment.source().address();
            return new Writing.NothingToSay("nothing-to-say", Map.of("address", address));
        }
        progress.reached(20);
        var site = new SiteFile(desk, assignment.wishes()).write();
        progress.reached(40);
        var content = new ContentFile(desk, assignment.wishes()).write();
        progress.reached(80);
        var tokens = new Design().tokens(desk, assignment.wishes());
        progress.reached(100);
        return new Writing.Written(
                DataFiles.of(site, content, tokens, id -> picture(assignment.source(), id)), Cost.nothing(name()));
    }

    /** A picture of the old site is told by what that said of it; one that was given, by nothing. */
    private static Origin picture(Source source, String id) {
        var look = source.look();
        var isRead = look.pictures().contains(id) || look.logo().equals(id);
        return isRead ? Origin.of(source.address(), look.alts().getOrDefault(id, "")) : Origin.brief("");
    }

    /** A language that the template does not speak gets the English interface around its own words. */
    static String language(Assignment assignment) {
        var language = assignment.language().orElse(assignment.source().language());
        return Labels.LANGUAGES.contains(language) ? language : OTHERWISE;
    }

    /** A name alone is no site: something else has to be known, or something to be said. */
    private static boolean hasMatter(Desk desk) {
        var length = desk.material().all().stream().mapToInt(Chapter::length).sum();
        return length >= SHORTEST || desk.facts().tellEnough();
    }
}
