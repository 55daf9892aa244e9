package io.chantier.comparison;

import io.chantier.checks.Findings;
import io.chantier.generation.Design;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.HandEdits;
import io.chantier.sites.HandEdits.Edited;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Gives a site another look or other colours and shows it at once; its words stay, and so does what is published. */
@Component
public class LookSwitch {

    private static final String TOKENS = "design-tokens.json";
    private static final int MOST_COLOURS = 2;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final HandEdits edits;
    private final Kept kept;
    private final Design design;
    private final SitePreviews previews;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Remembered<String, Look> worn = new Remembered<>(2_000);

    LookSwitch(
            HandEdits edits,
            Kept kept,
            Design design,
            SitePreviews previews,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.edits = edits;
        this.kept = kept;
        this.design = design;
        this.previews = previews;
        this.transaction = transaction;
        this.json = json;
    }

    /** What hangs on a site's revision. */
    @Component
    record Kept(Sites sites, Findings findings) {}

    /**
     * How a site looks.
     *
     * @param look one of {@link Design#looks()}
     * @param colours {@code #rrggbb}: the main one, then the accent
     */
    public record Look(String look, List<String> colours) {}

    /** How it went. */
    public sealed interface Switched {
        record Done(URI preview, String revision) implements Switched {}

        record UnknownLook(String look) implements Switched {}

        record NoColour(String colour) implements Switched {}

        /** Nothing was written yet. */
        record Nothing() implements Switched {}

        record NotShown(Failure why) implements Switched {}
    }

    /** How the newest revision looks; empty before anything was written. */
    public Optional<Look> of(Site site) {
        return Optional.ofNullable(site.status().revision())
                .flatMap(revision -> worn.of(
                        revision,
                        () -> Optional.ofNullable(edits.files(site).get(TOKENS)).map(this::look)));
    }

    /**
     * Another look from now on, also when the site is made again.
     *
     * @param colours none keeps those that the site has
     */
    public Switched to(Site site, String look, List<String> colours, Caller caller) {
        if (!Design.looks().contains(look)) return new Switched.UnknownLook(look);
        var wrong = colours.stream()
                .filter(colour -> !COLOUR.matcher(colour).matches())
                .findFirst();
        if (wrong.isPresent()) return new Switched.NoColour(wrong.get());
        if (colours.size() > MOST_COLOURS) return new Switched.NoColour(colours.get(MOST_COLOURS));
        var changed = Objects.requireNonNull(transaction.execute(_ -> change(site, look, colours, caller)));
        return switch (changed) {
            case Edited.Done _ -> shown(site);
            case Edited.Nothing _ -> new Switched.Nothing();
            case Edited.NotEditable _, Edited.NotJson _, Edited.TooLarge _, Edited.Overtaken _ ->
                throw new IllegalStateException("The design tokens were refused: " + changed);
        };
    }

    private Edited change(Site asked, String look, List<String> colours, Caller caller) {
        var site = kept.sites().lock(asked.team(), asked.id());
        var before = site.status().revision();
        SortedMap<String, byte[]> files = edits.files(site);
        if (before == null || !files.containsKey(TOKENS)) return new Edited.Nothing();
        var wished = site.profile().wishes().colours();
        var shown = look(files.get(TOKENS)).colours();
        // What is shown was made readable; the brand's own colours stay what is wished for.
        var areSame = colours.isEmpty() || colours.equals(shown);
        var chosen = areSame ? (wished.isEmpty() ? shown : wished) : colours;
        var dressed = design.wear(files, look, chosen);
        var wishes = areSame ? wished : colours;
        kept.sites().change(site.team(), site.id(), now -> now.with(wishing(now.profile(), look, wishes)));
        var edited = edits.put(site, TOKENS, dressed.get(TOKENS), null, caller);
        if (edited instanceof Edited.Done(var revision)) kept.findings().carry(site, before, revision.id());
        return edited;
    }

    private Switched shown(Site asked) {
        var site = kept.sites().find(asked.team(), asked.id()).orElse(asked);
        return switch (previews.show(site)) {
            case SitePreviews.Shown.At at -> new Switched.Done(at.address(), at.revision());
            case SitePreviews.Shown.Failed(var why) -> new Switched.NotShown(why);
            case SitePreviews.Shown.Nothing _ -> new Switched.Nothing();
        };
    }

    private static Site.Profile wishing(Site.Profile now, String look, List<String> colours) {
        return new Site.Profile(
                now.name(), now.sourceUrl(), now.language(), now.wishes().withDesign(look, colours));
    }

    private Look look(byte[] tokens) {
        var tree = json.readTree(tokens);
        var colours = Stream.of("primary", "accent")
                .map(name -> tree.path("color").path(name).asString(""))
                .filter(colour -> COLOUR.matcher(colour).matches())
                .toList();
        return new Look(tree.path("look").asString(""), colours);
    }
}
