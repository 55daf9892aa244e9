package io.chantier.comparison;

import io.chantier.generation.Design;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.HandEdits;
import io.chantier.sites.HandEdits.Edited;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.sites.Wishes;
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
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final HandEdits edits;
    private final Sites sites;
    private final Design design;
    private final SitePreviews previews;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Remembered<String, Look> worn = new Remembered<>(2_000);

    LookSwitch(
            HandEdits edits,
            Sites sites,
            Design design,
            SitePreviews previews,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.edits = edits;
        this.sites = sites;
        this.design = design;
        this.previews = previews;
        this.transaction = transaction;
        this.json = json;
    }

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
        var changed = Objects.requireNonNull(transaction.execute(_ -> change(site, look, colours, caller)));
        return switch (changed) {
            case Edited.Done _ -> shown(site);
            case Edited.Nothing _ -> new Switched.Nothing();
            case Edited.NotEditable _, Edited.NotJson _, Edited.TooLarge _, Edited.Overtaken _ ->
                throw new IllegalStateException("The design tokens were refused: " + changed);
        };
    }

    private Edited change(Site asked, String look, List<String> colours, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        SortedMap<String, byte[]> files = edits.files(site);
        if (!files.containsKey(TOKENS)) return new Edited.Nothing();
        var chosen = colours.isEmpty() ? look(files.get(TOKENS)).colours() : colours;
        var dressed = design.wear(files, look, chosen);
        sites.change(site.team(), site.id(), now -> now.with(wishing(now.profile(), look, chosen)));
        return edits.put(site, TOKENS, dressed.get(TOKENS), null, caller);
    }

    private Switched shown(Site asked) {
        var site = sites.find(asked.team(), asked.id()).orElse(asked);
        return switch (previews.show(site)) {
            case SitePreviews.Shown.At at -> new Switched.Done(at.address(), at.revision());
            case SitePreviews.Shown.Failed(var why) -> new Switched.NotShown(why);
            case SitePreviews.Shown.Nothing _ -> new Switched.Nothing();
        };
    }

    private static Site.Profile wishing(Site.Profile now, String look, List<String> colours) {
        var wishes = now.wishes();
        var changed = new Wishes(look, colours, wishes.logo(), wishes.tone(), wishes.description(), wishes.business());
        return new Site.Profile(now.name(), now.sourceUrl(), now.language(), changed);
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
