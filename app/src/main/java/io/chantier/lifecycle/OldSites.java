package io.chantier.lifecycle;

import io.chantier.generation.Assignment;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.SiteSteps.SiteStepContext;
import io.chantier.reading.Brief;
import io.chantier.reading.BriefSource;
import io.chantier.reading.Fact;
import io.chantier.reading.OldPages;
import io.chantier.reading.Reader;
import io.chantier.reading.Reading;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.reading.Watcher;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.storage.Media;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the old site of a site and fills what nobody has told: its name and its language. */
@Component
class OldSites {

    private final Reader reader;
    private final Sources sources;
    private final OldPages oldPages;
    private final Media media;
    private final Sites sites;

    OldSites(Reader reader, Sources sources, OldPages oldPages, Media media, Sites sites) {
        this.reader = reader;
        this.sources = sources;
        this.oldPages = oldPages;
        this.media = media;
        this.sites = sites;
    }

    /** How it went. */
    sealed interface Outcome {
        record Read(Source source) implements Outcome {}

        record Nothing(Failure why) implements Outcome {}

        /** The job was cancelled meanwhile; nothing of what was read is kept. */
        record Unwanted() implements Outcome {}
    }

    Outcome read(Site site, SiteStepContext context) {
        var address = site.profile().sourceUrl();
        if (address == null) return keep(site, BriefSource.of(Brief.of(site)));
        var reading = reader.read(
                address,
                (bytes, alt, origin) -> media.keep(site.team(), site.id().value(), bytes, alt, origin)
                        .id(),
                watcher(context));
        if (context.cancelled()) return new Outcome.Unwanted();
        return switch (reading) {
            case Reading.Found found -> {
                oldPages.save(site.team(), site.id(), found.page());
                yield keep(site, found.source());
            }
            case Reading.NothingFound(var why) -> new Outcome.Nothing(why);
            case Reading.Failed(var why) -> new Outcome.Nothing(why);
        };
    }

    /** What an author works from. */
    Assignment assignment(Site site) {
        var given = Optional.of(site.name()).filter(_ -> !Drafts.isNameSuggested(site.profile()));
        return new Assignment(
                of(site),
                given,
                Optional.ofNullable(site.profile().language()),
                site.profile().wishes());
    }

    /** What is known of the business: what a person told before what was read, and their words for their pictures. */
    Source of(Site site) {
        var told = Brief.of(site);
        var source = sources.find(site.team(), site.id())
                .map(read -> BriefSource.over(read, told))
                .orElseGet(() -> BriefSource.of(told));
        var alts = new HashMap<>(source.look().alts());
        for (var picture : media.of(site.team(), site.id().value())) {
            if (!picture.alt().isBlank()) alts.putIfAbsent(picture.id(), picture.alt());
        }
        return source.with(source.look().with(alts));
    }

    private Outcome keep(Site site, Source source) {
        sources.save(site.team(), site.id(), source);
        sites.change(site.team(), site.id(), now -> now.with(filled(now, source)));
        return new Outcome.Read(source);
    }

    private static Site.Profile filled(Site site, Source source) {
        var now = site.profile();
        var read = source.facts().stream()
                .filter(fact -> fact.kind() == Fact.Kind.NAME && fact.standing() == Fact.Standing.CHOSEN)
                .map(Fact::display)
                .findFirst();
        var name = Drafts.isNameSuggested(now) ? read.orElse(now.name()) : now.name();
        var language = Optional.ofNullable(now.language()).orElse(source.language());
        return new Site.Profile(name, now.sourceUrl(), language, now.wishes());
    }

    private static Watcher watcher(SiteStepContext context) {
        return new Watcher() {
            @Override
            public boolean isUnwanted() {
                return context.cancelled();
            }

            @Override
            public void page(String address, int read, int known) {
                context.log("page-read", Map.of("address", address));
                context.progress(Math.min(95, 100 * read / Math.max(known, 1)));
            }

            @Override
            public void skipped(String address, String code) {
                context.log("page-skipped", Map.of("address", address, "reason", code));
            }
        };
    }
}
