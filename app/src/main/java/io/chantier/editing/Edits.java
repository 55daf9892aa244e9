package io.chantier.editing;

import io.chantier.generation.Hand;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.HandEdits;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes of a site's data by people: each is one revision, and none that the template's schemas refuse. */
@Component
public class Edits {

    private static final String MESSAGE = "by-hand";

    private final Sites sites;
    private final Revisions revisions;
    private final Rules rules;
    private final PictureWords pictureWords;
    private final Audit audit;
    private final Clock clock;

    Edits(Sites sites, Revisions revisions, Rules rules, PictureWords pictureWords, Audit audit, Clock clock) {
        this.sites = sites;
        this.revisions = revisions;
        this.rules = rules;
        this.pictureWords = pictureWords;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a form says of the pictures that it names.
     *
     * @param described what each shows, by its id
     * @param objections what is wrong with that
     */
    public record Pictured(Map<String, String> described, List<Wrong> objections) {
        static final Pictured NOTHING = new Pictured(Map.of(), List.of());
    }

    /** How it went. */
    public sealed interface Outcome {

        /** @param changed false where everything was so already */
        record Done(String revision, boolean changed) implements Outcome {}

        /** The schemas refuse it; nothing was kept. {@code draft} is what it would have become. */
        record Invalid(Draft draft, String newest, List<Wrong> wrong) implements Outcome {}

        /** Somebody else wrote other things in these places; everything else was kept. */
        record Conflicting(String newest, List<Conflict> conflicts) implements Outcome {}

        /** The newest revision is another than the one that was edited. */
        record Overtaken(String newest) implements Outcome {}

        /** There is no such place, or another value than the one that was expected. */
        record Nowhere(Pointer at) implements Outcome {}

        /** The file would be larger than we take. */
        record TooLarge(String path) implements Outcome {}

        /** There is nothing to edit before something was written. */
        record Nothing() implements Outcome {}
    }

    /** The data of the newest revision; empty before anything was written. */
    public Draft open(Site site) {
        var newest = site.status().revision();
        return Draft.of(newest == null ? new TreeMap<>() : revisions.files(site, newest));
    }

    /**
     * Keeps what a person typed; what others changed meanwhile elsewhere stays.
     *
     * @param pictured what it says of pictures
     */
    @Transactional
    public Outcome save(Site asked, Typed typed, Pictured pictured, Caller caller) {
        var site = free(asked);
        var newest = site.status().revision();
        if (newest == null) return new Outcome.Nothing();
        var files = revisions.files(site, newest);
        var isNewest = newest.equals(typed.revision())
                || revisions.find(site, typed.revision()).isEmpty();
        var seen = Draft.of(isNewest ? files : revisions.files(site, typed.revision()));
        var merged = Merge.of(seen, Draft.of(files), typed);
        var outcome = keep(new Change(site, files, merged.operations(), pictured, Hand.Via.PAGE), caller);
        if (merged.conflicts().isEmpty()) return outcome;
        if (outcome instanceof Outcome.Done(var revision, var _))
            return new Outcome.Conflicting(revision, merged.conflicts());
        return outcome instanceof Outcome.Invalid invalid ? both(invalid, merged.conflicts(), caller) : outcome;
    }

    /** What two people wrote in one place is said beside the mistakes, so that neither text is lost. */
    private static Outcome both(Outcome.Invalid invalid, List<Conflict> conflicts, Caller caller) {
        var wrong = new ArrayList<>(invalid.wrong());
        for (var conflict : conflicts) {
            wrong.add(Wrong.of(conflict));
            var mine = Merge.value(new Typed.Entry(conflict.form(), conflict.mine()));
            if (!conflict.isGone()) invalid.draft().apply(new Operation.Put(conflict.at(), mine), caller.name());
        }
        return new Outcome.Invalid(invalid.draft(), invalid.newest(), wrong);
    }

    /**
     * What would be kept of what a person types, without keeping it; empty where it would be refused, where others have
     * written in the same places, and where it takes files that the preview does not have: other pictures, other colours.
     */
    public Optional<SortedMap<String, byte[]>> sketch(Site site, Typed typed) {
        var newest = site.status().revision();
        if (newest == null || revisions.find(site, typed.revision()).isEmpty()) return Optional.empty();
        var files = revisions.files(site, newest);
        var seen = typed.revision().equals(newest) ? files : revisions.files(site, typed.revision());
        var draft = Draft.of(files);
        var merged = Merge.of(Draft.of(seen), draft, typed);
        boolean takesFiles = merged.operations().stream()
                .map(Operation::at)
                .anyMatch(at -> at.isIn(Pointer.of("tokens")) || at.last().equals("image"));
        if (takesFiles || !merged.conflicts().isEmpty()) return Optional.empty();
        boolean fits = merged.operations().stream().allMatch(operation -> draft.apply(operation, ""));
        if (!fits || !rules.newlyWrong(Draft.of(files), draft).isEmpty()) return Optional.empty();
        return Optional.of(draft.files()).filter(written -> tooLarge(written).isEmpty());
    }

    /**
     * Does all of it or nothing.
     *
     * @param edited the revision that the person had before them; null when they do not care
     */
    @Transactional
    public Outcome apply(Site asked, List<Operation> operations, @Nullable String edited, Caller caller) {
        var site = free(asked);
        var newest = site.status().revision();
        if (newest == null) return new Outcome.Nothing();
        if (edited != null && !edited.equals(newest)) return new Outcome.Overtaken(newest);
        return keep(
                new Change(site, revisions.files(site, newest), operations, Pictured.NOTHING, Hand.Via.API), caller);
    }

    /** Changes the newest data by a rule; what the schemas refuse is left out as a whole. */
    @Transactional
    public Outcome rewrite(Site asked, Consumer<Draft> rule, String message, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        if (isClosed(site)) return new Outcome.Nothing();
        var newest = site.status().revision();
        if (newest == null) return new Outcome.Nothing();
        var files = revisions.files(site, newest);
        var draft = Draft.of(files);
        rule.accept(draft);
        var wrong = rules.newlyWrong(Draft.of(files), draft);
        return wrong.isEmpty()
                ? commit(site, draft.files(), message, caller)
                : new Outcome.Invalid(draft, newest, wrong);
    }

    /** What to do with what an author wrote for a place that a person wrote. */
    public enum Choice {
        KEEP,
        TAKE
    }

    /**
     * Chooses between what a person wrote and what an author writes now; either is one change that can be undone.
     *
     * @param seen the revision that the person had before them; null when they do not care
     */
    @Transactional
    public Outcome choose(Site asked, Pointer at, Choice choice, @Nullable String seen, Caller caller) {
        var site = free(asked);
        var newest = site.status().revision();
        if (newest == null) return new Outcome.Nothing();
        if (seen != null && !seen.equals(newest)) return new Outcome.Overtaken(newest);
        var files = revisions.files(site, newest);
        var draft = Draft.of(files);
        if (draft.provenance().heldBack().offer(at.place()).isEmpty()) return new Outcome.Nowhere(at);
        switch (choice) {
            case KEEP -> draft.provenance().heldBack().decline(at.place());
            case TAKE -> draft.take(at);
        }
        var wrong = rules.newlyWrong(Draft.of(files), draft);
        if (!wrong.isEmpty()) return new Outcome.Invalid(draft, newest, wrong);
        return commit(site, draft.files(), choice == Choice.KEEP ? "kept-mine" : "took-new", caller);
    }

    /** Somebody has dealt with a text that found no place when the site was made anew. */
    @Transactional
    public Outcome dismiss(Site asked, String place, String text, Caller caller) {
        return rewrite(
                asked,
                draft -> draft.provenance()
                        .displace(draft.provenance().displaced().stream()
                                .filter(one -> !one.place().equals(place)
                                        || !Merge.plain(one.text()).equals(Merge.plain(text)))
                                .toList()),
                "dealt-with",
                caller);
    }

    /**
     * Keeps other files as the newest revision; what they say of pictures is said of them again.
     *
     * @param seen the revision that the person had before them; null when they do not care
     */
    @Transactional
    public Outcome replace(
            Site asked, SortedMap<String, byte[]> files, @Nullable String seen, String message, Caller caller) {
        var site = free(asked);
        var newest = site.status().revision();
        if (seen != null && newest != null && !seen.equals(newest)) return new Outcome.Overtaken(newest);
        if (newest != null) pictureWords.follow(site, revisions.files(site, newest), files);
        return commit(site, files, message, caller);
    }

    /** Says what a picture shows, whoever shows it; empty where the site has nothing yet that could be taken back. */
    @Transactional
    public Optional<Outcome> describe(Site asked, String picture, String words, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var newest = site.status().revision();
        if (newest == null || isClosed(site)) return Optional.empty();
        var said = pictureWords.say(site, revisions.files(site, newest), Map.of(picture, words));
        return Optional.of(commit(site, said, "pictures", caller));
    }

    /** Holds the site for the caller's transaction. */
    void lock(Site site) {
        sites.lock(site.team(), site.id());
    }

    /** The site under its lock, unless it is put away or just being written, which would overwrite what is kept now. */
    private Site free(Site asked) {
        var site = sites.lock(asked.team(), asked.id());
        if (isClosed(site))
            throw new ProblemException(
                    Problem.of("site-state", 409, Map.of("state", site.state().name())));
        return site;
    }

    private static boolean isClosed(Site site) {
        return site.state() == SiteState.ARCHIVED || site.state() == SiteState.GENERATING;
    }

    private record Change(
            Site site, SortedMap<String, byte[]> files, List<Operation> operations, Pictured pictured, Hand.Via via) {}

    /** Somebody at work now. */
    Hand hand(Caller caller, Hand.Via via) {
        return new Hand(caller.name(), via, caller.program(), clock.instant());
    }

    private Outcome keep(Change change, Caller caller) {
        var newest = String.valueOf(change.site().status().revision());
        var draft = Draft.of(change.files());
        var hand = hand(caller, change.via());
        for (var operation : change.operations())
            if (!draft.apply(operation, hand)) return new Outcome.Nowhere(operation.at());
        var wrong = new ArrayList<>(change.pictured().objections());
        wrong.addAll(rules.newlyWrong(Draft.of(change.files()), draft));
        if (!wrong.isEmpty()) return new Outcome.Invalid(draft, newest, wrong);
        var written = draft.files();
        var tooLarge = tooLarge(written);
        if (tooLarge.isPresent()) return new Outcome.TooLarge(tooLarge.get());
        var described = change.pictured().described();
        return commit(change.site(), pictureWords.say(change.site(), written, described), MESSAGE, caller);
    }

    private static Optional<String> tooLarge(SortedMap<String, byte[]> written) {
        return Draft.FILES.values().stream()
                .filter(path -> written.getOrDefault(path, new byte[0]).length > HandEdits.MOST_BYTES)
                .findFirst();
    }

    private Outcome commit(Site site, SortedMap<String, byte[]> files, String message, Caller caller) {
        var newest = site.status().revision();
        var moved = newest == null
                ? new MovedTranslations.Moved(files, 0)
                : MovedTranslations.follow(revisions.files(site, newest), files);
        Revision revision = revisions.commit(site, moved.files(), message, caller.name());
        if (revision.id().equals(newest)) return new Outcome.Done(revision.id(), false);
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
        audit.write(caller, "site.write", site.id().toString(), moved.told(revision.id()));
        return new Outcome.Done(revision.id(), true);
    }
}
