package io.chantier.editing;

import io.chantier.editing.Edits.Outcome;
import io.chantier.identity.Caller;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Goes back to an earlier revision and forward again. Going back is a revision itself, so that nothing is ever lost;
 * the way back is remembered in what the revision says of itself: {@code undone 7} stands where revision 7 stood.
 */
@Component
public class Restorations {

    private static final int MOST = 500;
    private static final Pattern STEP = Pattern.compile("(undone|redone) (\\d{1,9})");

    private final Revisions revisions;
    private final Edits edits;

    Restorations(Revisions revisions, Edits edits) {
        this.revisions = revisions;
        this.edits = edits;
    }

    /** What going back and forward would lead to. */
    public record Ways(Optional<Revision> back, Optional<Revision> forward) {}

    public Ways of(Site site) {
        return ways(revisions.list(site, MOST));
    }

    /** The same for somebody who takes back what they wrote themselves and nothing else. */
    public Ways ofOwn(Site site, String author) {
        return own(revisions.list(site, MOST), author);
    }

    static Ways own(List<Revision> newestFirst, String author) {
        if (newestFirst.isEmpty() || !newestFirst.getFirst().author().equals(author))
            return new Ways(Optional.empty(), Optional.empty());
        var history = new History(newestFirst);
        var isTheirs = history.number(history.standsFor(newestFirst.getFirst()))
                .filter(one -> one.author().equals(author))
                .isPresent();
        var ways = ways(newestFirst);
        return new Ways(
                ways.back().filter(_ -> isTheirs),
                ways.forward().filter(one -> one.author().equals(author)));
    }

    /**
     * One change back; empty where there is none.
     *
     * @param seen the revision that the person had before them, so that nobody takes back what they never saw; null when
     *     they do not care
     */
    public Optional<Outcome> undo(Site site, @Nullable String seen, Caller caller) {
        return step(site, seen, of(site).back(), "undone", caller);
    }

    /**
     * Takes the last undoing back; empty where nothing was undone, or something else was done since.
     *
     * @param seen as for {@link #undo}
     */
    public Optional<Outcome> redo(Site site, @Nullable String seen, Caller caller) {
        return step(site, seen, of(site).forward(), "redone", caller);
    }

    /** The site as it was at that revision. */
    public Outcome restore(Site site, Revision target, Caller caller) {
        return go(site, target, null, "restored", caller);
    }

    private Optional<Outcome> step(
            Site site, @Nullable String seen, Optional<Revision> target, String how, Caller caller) {
        var newest = site.status().revision();
        if (seen != null && newest != null && !seen.equals(newest)) return Optional.of(new Outcome.Overtaken(newest));
        return target.map(there -> go(site, there, seen, how, caller));
    }

    private Outcome go(Site site, Revision target, @Nullable String seen, String how, Caller caller) {
        return edits.replace(site, revisions.files(site, target.id()), seen, how + " " + target.number(), caller);
    }

    static Ways ways(List<Revision> newestFirst) {
        if (newestFirst.isEmpty()) return new Ways(Optional.empty(), Optional.empty());
        var history = new History(newestFirst);
        var here = history.standsFor(newestFirst.getFirst());
        return new Ways(
                history.before(here).flatMap(history::number),
                history.after(here).flatMap(history::number));
    }

    private record History(List<Revision> newestFirst) {

        Optional<Revision> number(int number) {
            return newestFirst.stream().filter(one -> one.number() == number).findFirst();
        }

        /** The revision whose content this one has brought back, or itself. */
        int standsFor(Revision revision) {
            var step = STEP.matcher(revision.message());
            return step.matches() ? Integer.parseInt(step.group(2)) : revision.number();
        }

        Optional<Integer> before(int number) {
            return number(number - 1).map(this::standsFor);
        }

        /** The one whose undoing has led here. */
        Optional<Integer> after(int here) {
            var undone = newestFirst.stream()
                    .filter(one -> !STEP.matcher(one.message()).matches())
                    .findFirst()
                    .map(Revision::number);
            while (undone.isPresent()) {
                var before = before(undone.get());
                if (before.isPresent() && before.get() == here) return undone;
                undone = before;
            }
            return Optional.empty();
        }
    }
}
