package io.chantier.sites.web;

import io.chantier.sites.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An entry of the list of revisions: one that says something by itself, or what one person saved in one go. Each pause in
 * typing is a revision, and twenty of them in a row are one thing that somebody did.
 *
 * @param newest what the site said at the end of it
 * @param earlier what was saved on the way there, newest first
 */
public record RevisionEntry(Revision newest, List<Revision> earlier) {

    private static final String TYPED = "by-hand";
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** @param marked the ids of revisions that are not folded away */
    static List<RevisionEntry> of(List<Revision> newestFirst, Set<String> marked) {
        var entries = new ArrayList<RevisionEntry>();
        for (var revision : newestFirst) {
            if (!entries.isEmpty()
                    && !marked.contains(revision.id())
                    && entries.getLast().isGoneOnFrom(revision))
                entries.getLast().earlier().add(revision);
            else entries.add(new RevisionEntry(revision, new ArrayList<>()));
        }
        return entries;
    }

    private boolean isGoneOnFrom(Revision before) {
        var next = earlier.isEmpty() ? newest : earlier.getLast();
        return before.message().equals(TYPED)
                && next.message().equals(TYPED)
                && before.author().equals(next.author())
                && before.number() == next.number() - 1
                && Duration.between(before.createdAt(), next.createdAt()).compareTo(PAUSE) <= 0;
    }
}
