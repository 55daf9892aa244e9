package io.chantier.generation;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Source.Block;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes by choosing, shortening and ordering the source's own words; needs no model and no network. */
@Component
public final class OfflineAuthor implements Author {

    private static final String OTHERWISE = "en";

    @Override
    public String name() {
        return "offline";
    }

    @Override
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
        return new Writing.Written(DataFiles.of(site, content, tokens), Cost.nothing(name()));
    }

    /** A language that the template does not speak gets the English interface around its own words. */
    private static String language(Assignment assignment) {
        var language = assignment.language().orElse(assignment.source().language());
        return Labels.LANGUAGES.contains(language) ? language : OTHERWISE;
    }

    private static boolean hasMatter(Desk desk) {
        if (desk.facts().all(Kind.NAME).isEmpty() && desk.facts().isEmpty())
            return desk.material().all().stream().mapToInt(Chapter::length).sum() > 0 || hasHeadings(desk);
        return true;
    }

    private static boolean hasHeadings(Desk desk) {
        return desk.source().pages().stream()
                .flatMap(page -> page.blocks().stream())
                .anyMatch(block -> block.kind() == Block.Kind.HEADING && !Fluff.isFluff(block.text()));
    }
}
