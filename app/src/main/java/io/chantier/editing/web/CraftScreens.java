package io.chantier.editing.web;

import io.chantier.editing.Change;
import io.chantier.editing.Change.State;
import io.chantier.editing.Crafts;
import io.chantier.editing.Draft;
import io.chantier.editing.Pointer;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.lifecycle.SitePreviews.Shown;
import io.chantier.metering.Amounts;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays out a component that is to be changed: the files line by line, the page before and after. */
@Component
class CraftScreens {

    private static final CraftView.Frames NONE = new CraftView.Frames("", "");

    private final Crafts crafts;
    private final SitePreviews previews;
    private final Amounts amounts;

    CraftScreens(Crafts crafts, SitePreviews previews, Amounts amounts) {
        this.crafts = crafts;
        this.previews = previews;
        this.amounts = amounts;
    }

    /** Empty where the request is one that the data can say. */
    Optional<CraftView> of(Site site, Change change, Locale locale, @Nullable Problem problem) {
        var craft = change.craft();
        if (craft == null) return Optional.empty();
        var files = crafts.sources(site, change).stream()
                .map(source -> LineDiff.of(source.path(), source.before(), source.after()))
                .toList();
        var isToDecide = change.state() == State.PROPOSED && craft.made() != null;
        return Optional.of(new CraftView(
                crafts.sections(),
                crafts.likely(change),
                estimate(locale),
                files,
                isToDecide ? frames(site, change, craft.component()) : NONE,
                problem));
    }

    private String estimate(Locale locale) {
        var said = amounts.in(locale);
        return crafts.estimate()
                .map(estimate -> said.say(estimate.lowMicroUsd()) + " – " + said.say(estimate.highMicroUsd()))
                .orElse("");
    }

    private CraftView.Frames frames(Site site, Change change, String component) {
        var files = crafts.draft(site, change);
        if (files.isEmpty()) return NONE;
        var page = pageOf(Draft.of(files.get()), component);
        var before = previews.show(site) instanceof Shown.At(URI address, var _)
                ? address.resolve(page).toString()
                : "";
        var after = previews.draft(site, files.get(), page).map(URI::toString).orElse("");
        return new CraftView.Frames(before, after);
    }

    /** The first page that has such a section, else the first. */
    private static String pageOf(Draft draft, String component) {
        var type = component.toLowerCase(Locale.ROOT);
        return draft.at(Pointer.of("content", "pages"))
                .valueStream()
                .filter(page -> page.path("sections")
                        .valueStream()
                        .anyMatch(section -> section.path("type").asString("").equals(type)))
                .map(page -> page.path("path").asString("/"))
                .findFirst()
                .orElse("/");
    }
}
