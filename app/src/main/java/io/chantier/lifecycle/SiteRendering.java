package io.chantier.lifecycle;

import io.chantier.checks.Candidate;
import io.chantier.checks.Checks;
import io.chantier.checks.Verdict;
import io.chantier.generation.TextsByHand;
import io.chantier.jobs.Failure;
import io.chantier.languages.Catalog;
import io.chantier.languages.SiteLanguages;
import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Renderer;
import io.chantier.rendering.Rendering;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Renders a site's newest revision for its public address; examines what came out or keeps it as a release. */
@Component
class SiteRendering {

    private final Revisions revisions;
    private final Renderer renderer;
    private final Checks checks;
    private final Releases releases;
    private final OldSites oldSites;
    private final Targets targets;
    private final FreshRenderings fresh = new FreshRenderings();

    SiteRendering(
            Revisions revisions,
            Renderer renderer,
            Checks checks,
            Releases releases,
            OldSites oldSites,
            Targets targets) {
        this.revisions = revisions;
        this.renderer = renderer;
        this.checks = checks;
        this.releases = releases;
        this.oldSites = oldSites;
        this.targets = targets;
    }

    sealed interface Examination {
        record Examined(Verdict verdict) implements Examination {}

        record Failed(Failure why) implements Examination {}
    }

    sealed interface Keeping {
        record Kept(Release release) implements Keeping {}

        record Failed(Failure why) implements Keeping {}
    }

    /** With every check there is. */
    Examination examine(Site site) {
        return examine(site, data(site), checks::whole);
    }

    /** The same where nobody waits for it. */
    Examination examineBehind(Site site) {
        return examine(site, data(site), checks::behind);
    }

    /** With as much as this revision needs before the public may see it: an edit needs less than a first publication. */
    Examination examineForPublic(Site site) {
        var data = data(site);
        boolean isEdit = site.state().wasPublished() && checks.areQuickEnough(site, data);
        return examine(site, data, isEdit ? checks::quick : checks::whole);
    }

    /** Renders and examines an edit that the public may soon see; keeps nothing, but who puts it online then waits for less. */
    void rehearse(Site site) {
        var data = data(site);
        if (!checks.areQuickEnough(site, data)) return;
        var target = targets.of(site);
        if (rendered(request(site, data, target)) instanceof Rendering.Rendered rendered)
            checks.rehearse(candidate(site, data, rendered, target.host()));
    }

    private interface Examiner {
        Verdict examine(Site site, String revision, Candidate candidate);
    }

    private Examination examine(Site site, SortedMap<String, byte[]> data, Examiner examiner) {
        var target = targets.of(site);
        return switch (rendered(request(site, data, target))) {
            case Rendering.Failed(var why) -> new Examination.Failed(why);
            case Rendering.Rendered rendered ->
                new Examination.Examined(
                        examiner.examine(site, revision(site), candidate(site, data, rendered, target.host())));
        };
    }

    Keeping render(Site site) {
        return switch (rendered(request(site, data(site), targets.of(site)))) {
            case Rendering.Failed(var why) -> new Keeping.Failed(why);
            case Rendering.Rendered rendered ->
                new Keeping.Kept(releases.save(
                        site.team(), site.id().value(), rendered.files(), rendered.pictures(), rendered.redirects()));
        };
    }

    /** What was examined is kept and published in the next moment. */
    private Rendering rendered(RenderRequest request) {
        return fresh.of(request, renderer::render);
    }

    /** One page of what would be the newest revision; nothing is kept. */
    Optional<byte[]> sketch(Site site, SortedMap<String, byte[]> files, String page) {
        return renderer.sketch(request(site, files, targets.of(site)), page);
    }

    /** Why these files do not become a site; compiles components that were edited, behind walls. */
    Optional<Failure> failure(Site site, SortedMap<String, byte[]> files) {
        return rendered(request(site, files, targets.of(site))) instanceof Rendering.Failed(var why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /** One page of what would be the newest revision with its style inside, whatever was edited; nothing is kept. */
    Optional<byte[]> draft(Site site, SortedMap<String, byte[]> files, String page) {
        return rendered(request(site, files, targets.of(site))) instanceof Rendering.Rendered rendered
                ? rendered.withStyles(page.substring(1) + "index.html")
                : Optional.empty();
    }

    /** Which of the site's versions its newest revision is. */
    int version(Site site) {
        return revisions
                .find(site, revision(site))
                .map(Revision::number)
                .orElseThrow(() -> new NoSuchElementException("No such revision: " + revision(site)));
    }

    private SortedMap<String, byte[]> data(Site site) {
        return revisions.files(site, revision(site));
    }

    private static String revision(Site site) {
        return Objects.requireNonNull(site.status().revision(), "The site has no revision");
    }

    private static RenderRequest request(Site site, SortedMap<String, byte[]> data, RenderRequest.Target target) {
        return new RenderRequest(site.team(), site.id().value(), data, target);
    }

    private Candidate candidate(
            Site site, SortedMap<String, byte[]> data, Rendering.Rendered rendered, RenderRequest.@Nullable Host host) {
        var evidence =
                new Candidate.Evidence(oldSites.of(site), site.profile().wishes(), said(data, host), host != null);
        return new Candidate(data, rendered.files(), evidence, rendered.pictureBytes(), rendered.marker());
    }

    /** What somebody answers for: the host for its address, a person for what they wrote by hand. */
    private static Set<String> said(SortedMap<String, byte[]> data, RenderRequest.@Nullable Host host) {
        var said = new HashSet<>(TextsByHand.in(data));
        for (var language : SiteLanguages.further(data))
            for (var entry : Catalog.of(data, language).entries())
                if (entry.by().isPerson()) said.add(entry.text());
        if (host != null) said.addAll(List.of(host.name(), host.address(), host.phone()));
        return said;
    }
}
