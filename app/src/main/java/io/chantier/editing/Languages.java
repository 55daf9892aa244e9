package io.chantier.editing;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.languages.Catalog;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
     * Keeps what a person translated, as it is, until they write something else.
     *
     * @param texts by the place of the main text; an empty one gives the place back to the author
     * @return what is wrong, by place; empty where it was kept
     */
    @Transactional
    public List<FieldProblem> save(Site asked, String language, Map<String, String> texts, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var translation = open(site, language);
        var wrong = wrong(translation, texts);
        if (!wrong.isEmpty()) return wrong;
        var before = files(site);
        var files = with(before, translation, texts, caller.name());
        if (Catalog.of(files, language).isAs(Catalog.of(before, language))) return List.of();
        keep(site, files, caller);
        notes.audit()
                .write(
                        caller,
                        "site.edit",
                        site.id().toString(),
                        Map.of("path", SiteLanguages.file(language), "revision", ""));
        return List.of();
    }

    /** What {@link #save} would keep, without keeping it. */
    public SortedMap<String, byte[]> sketch(Site site, String language, Map<String, String> texts) {
        return with(files(site), open(site, language), texts, "");
    }

    /** A person says that a translation is right as it is, although its main text was changed. */
    @Transactional
    public void confirm(Site asked, String language, String place, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var line = open(site, language).lines().stream()
                .filter(one -> one.main().at().equals(place))
                .findFirst()
                .orElseThrow(Languages::unknown);
        var files = files(site);
        var catalog = Catalog.of(files, language);
        catalog.put(new Entry(place, line.main().text(), line.text(), person(caller.name())));
        keep(site, catalog.in(files), caller);
    }

    private SortedMap<String, byte[]> with(
            SortedMap<String, byte[]> files, Translation translation, Map<String, String> texts, String who) {
        var catalog = Catalog.of(files, translation.language());
        for (var line : translation.lines()) {
            var typed = texts.get(line.main().at());
            if (typed == null || tidied(typed).equals(line.text())) continue;
            if (tidied(typed).isEmpty()) line.entry().map(Entry::at).ifPresent(catalog::remove);
            else catalog.put(new Entry(line.main().at(), line.main().text(), tidied(typed), person(who)));
        }
        return catalog.in(files);
    }

    private static List<FieldProblem> wrong(Translation translation, Map<String, String> texts) {
        var wrong = new ArrayList<FieldProblem>();
        var lines = translation.lines().stream()
                .collect(Collectors.toMap(line -> line.main().at(), Function.identity()));
        texts.forEach((place, typed) -> {
            var line = lines.get(place);
            if (line == null) wrong.add(new FieldProblem(place, "no-such-place", Map.of()));
            else if (tidied(typed).length() > line.main().longest())
                wrong.add(new FieldProblem(
                        place,
                        "longer-than",
                        Map.of("longest", Integer.toString(line.main().longest()))));
        });
        return wrong;
    }

    private static String tidied(String typed) {
        return typed.replace("\r\n", "\n").replace("\0", "").strip();
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
