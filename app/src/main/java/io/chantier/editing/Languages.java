package io.chantier.editing;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.languages.Catalog.By;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.SiteLanguages;
import io.chantier.languages.Translation;
import io.chantier.languages.Translation.Line;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Drafts;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.sites.Sites;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The further languages of a site in people's hands: what is translated and how, which there are, who is asked to translate. */
@Component
public class Languages {

    private static final String MESSAGE = "by-hand";

    private final Sites sites;
    private final Revisions revisions;
    private final SitePictures pictures;
    private final SiteJobs jobs;
    private final Drafts drafts;
    private final Notes notes;

    Languages(Sites sites, Revisions revisions, SitePictures pictures, SiteJobs jobs, Drafts drafts, Notes notes) {
        this.sites = sites;
        this.revisions = revisions;
        this.pictures = pictures;
        this.jobs = jobs;
        this.drafts = drafts;
        this.notes = notes;
    }

    /** Who did what, and when. */
    @Component
    record Notes(Audit audit, Clock clock) {}

    /** How far a further language of a site is. */
    public record Progress(String language, boolean isThere, int texts, int outdated, int missing, int byHand) {

        static Progress of(Translation translation, boolean isThere) {
            var lines = translation.lines();
            return new Progress(
                    translation.language(),
                    isThere,
                    lines.size(),
                    count(lines, line -> line.state() == Translation.State.OUTDATED),
                    count(lines, line -> line.state() == Translation.State.MISSING),
                    count(lines, Line::isByHand));
        }

        private static int count(List<Line> lines, Function<Line, Boolean> which) {
            return (int) lines.stream().filter(which::apply).count();
        }

        /** Whether an author would have something to do. */
        public boolean isWanting() {
            return outdated + missing > 0;
        }
    }

    /** The language in which the site is written; empty before that is known. */
    public String main(Site site) {
        return Objects.requireNonNullElse(site.profile().language(), "");
    }

    /** Those that the site has or that are wanted of it. */
    public List<Progress> of(Site site) {
        var files = files(site);
        var there = SiteLanguages.further(files);
        var alts = alts(site);
        return Stream.concat(there.stream(), site.profile().wishes().languages().stream())
                .distinct()
                .filter(language -> !language.equals(main(site)))
                .sorted((one, other) -> SiteLanguages.ALL.indexOf(one) - SiteLanguages.ALL.indexOf(other))
                .map(language -> Progress.of(Translation.of(files, language, alts), there.contains(language)))
                .toList();
    }

    /** Those that could be added. */
    public List<String> free(Site site) {
        var taken = of(site).stream().map(Progress::language).toList();
        return SiteLanguages.ALL.stream()
                .filter(language -> !language.equals(main(site)) && !taken.contains(language))
                .toList();
    }

    /** Whether somebody here can be asked to translate. */
    public boolean canTranslate() {
        return drafts.canTranslate();
    }

    /** The newest revision in a language that it has. */
    public Translation open(Site site, String language) {
        var files = files(site);
        if (!SiteLanguages.further(files).contains(language)) throw unknown();
        return Translation.of(files, language, alts(site));
    }

    /**
     * Wants one more language and has it translated.
     *
     * @return the job
     */
    @Transactional
    public UUID add(Site asked, String language, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var wishes = site.profile().wishes();
        var more = Stream.concat(wishes.languages().stream(), Stream.of(language))
                .distinct()
                .toList();
        var profile = profile(site, more);
        var wrong = drafts.check(profile, site.profile());
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        if (isPathTaken(site, language))
            throw new ProblemException(Problem.of("language-path-taken", 409, Map.of("path", "/" + language + "/")));
        notes.audit().write(caller, "site.language-add", site.id().toString(), Map.of("language", language));
        return translate(sites.change(site.team(), site.id(), now -> now.with(profile(now, more))), caller);
    }

    /** Has translated what is not, or not any more; what people translated stays. The job is answered. */
    @Transactional
    public UUID translate(Site site, Caller caller) {
        return switch (jobs.translate(site, caller)) {
            case Ordered.Begun(var job) -> job.value();
            case Ordered.Busy(var job) ->
                throw new ProblemException(Problem.of("site-busy", 409, Map.of("job", job.toString())));
            case Ordered.NotNow _ -> throw new ProblemException(Problem.of("nothing-to-edit", 409));
            case Ordered.NotApproved() -> throw new IllegalStateException("Translating asks nobody");
        };
    }

    /** Takes a language away; what was translated stays in the revision before. */
    @Transactional
    public void remove(Site asked, String language, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var fewer = site.profile().wishes().languages().stream()
                .filter(other -> !other.equals(language))
                .toList();
        sites.change(site.team(), site.id(), now -> now.with(profile(now, fewer)));
        var files = files(site);
        if (files.remove(SiteLanguages.file(language)) != null) keep(site, files, caller);
        notes.audit().write(caller, "site.language-remove", site.id().toString(), Map.of("language", language));
    }

    /**
     * What a person typed.
     *
     * @param revision that they had before them; null for the newest
     * @param texts by the place of the main text; an empty one gives the place back to the author
     */
    public record Typed(@Nullable String revision, Map<String, String> texts) {}

    /**
     * What became of it.
     *
     * @param wrong by place; where there is any, nothing was kept
     * @param conflicts by place, what was not kept because somebody else was quicker
     */
    public record Saved(List<FieldProblem> wrong, List<FieldProblem> conflicts) {}

    /** Keeps what a person translated, as it is, until they write something else; what they did not touch stays as others have it. */
    @Transactional
    public Saved save(Site asked, String language, Typed typed, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var now = open(site, language);
        var seen = seen(site, now, typed.revision());
        var wrong = TypedTexts.wrong(seen, typed.texts());
        if (!wrong.isEmpty()) return new Saved(wrong, List.of());
        var merged = TypedTexts.of(seen, now, typed.texts());
        var catalog = merged.in(now, person(caller.name()));
        if (!catalog.isAs(now.catalog())) {
            keep(site, catalog.in(files(site)), caller);
            notes.audit()
                    .write(
                            caller,
                            "site.edit",
                            site.id().toString(),
                            Map.of("path", SiteLanguages.file(language), "revision", ""));
        }
        return new Saved(List.of(), merged.conflicts());
    }

    /** The same for whoever wants all of it or nothing: another newest revision than theirs is refused. */
    @Transactional
    public List<FieldProblem> saveAt(Site asked, String language, Typed typed, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        if (typed.revision() != null && !typed.revision().equals(site.status().revision())) throw overtaken(site, 412);
        return save(site, language, typed, caller).wrong();
    }

    /** What {@link #save} would keep, without keeping it. */
    public SortedMap<String, byte[]> sketch(Site site, String language, Typed typed) {
        var now = open(site, language);
        var seen = seen(site, now, typed.revision());
        var known = new TreeMap<>(typed.texts());
        known.keySet().removeIf(place -> seen.at(place).isEmpty());
        return TypedTexts.of(seen, now, known).in(now, person("")).in(files(site));
    }

    /**
     * A person says that a translation is right as it is, although its main text was changed.
     *
     * @param revision in which they read the two
     */
    @Transactional
    public void confirm(Site asked, String language, String place, String revision, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var now = open(site, language);
        var line = now.at(place).orElseThrow(Languages::unknown);
        var main = seen(site, now, revision).at(place).map(one -> one.main().text());
        if (!main.equals(Optional.of(line.main().text()))) throw overtaken(site, 409);
        var catalog = now.catalog();
        catalog.put(new Entry(place, line.main().text(), line.text(), person(caller.name())));
        keep(site, catalog.in(files(site)), caller);
    }

    private Translation seen(Site site, Translation now, @Nullable String revision) {
        if (revision == null || revision.equals(site.status().revision())) return now;
        if (revisions.find(site, revision).isEmpty()) return now;
        return Translation.of(revisions.files(site, revision), now.language(), alts(site));
    }

    private static ProblemException overtaken(Site site, int status) {
        return new ProblemException(Problem.of(
                "file-overtaken",
                status,
                Map.of("revision", String.valueOf(site.status().revision()))));
    }

    private By person(String name) {
        return By.person(name, notes.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private void keep(Site site, SortedMap<String, byte[]> files, Caller caller) {
        var revision = revisions.commit(site, files, MESSAGE, caller.name());
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
    }

    private boolean isPathTaken(Site site, String language) {
        return Draft.of(files(site))
                .root()
                .at("/content/pages")
                .valueStream()
                .anyMatch(page -> page.path("path").asString("").startsWith("/" + language + "/"));
    }

    private static Site.Profile profile(Site site, List<String> languages) {
        var now = site.profile();
        return new Site.Profile(
                now.name(), now.sourceUrl(), now.language(), now.wishes().withLanguages(languages));
    }

    private SortedMap<String, byte[]> files(Site site) {
        var newest = site.status().revision();
        return newest == null ? new TreeMap<>() : new TreeMap<>(revisions.files(site, newest));
    }

    private Map<String, String> alts(Site site) {
        return pictures.of(site).stream().collect(Collectors.toMap(Picture::id, Picture::alt, (one, _) -> one));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of("not-found", 404));
    }
}
