package io.chantier.lifecycle;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.LocalEdge;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.storage.Release;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shows a site's newest revision under its unlisted address at once, without a job and without the checks: for people
 * who change something and look at it. What is published stays as it is.
 */
@Component
public class SitePreviews {

    private final SiteRendering rendering;
    private final Deployments deployments;
    private final LocalEdge edge;
    private final Sites sites;
    private final TransactionTemplate transaction;

    SitePreviews(
            SiteRendering rendering,
            Deployments deployments,
            LocalEdge edge,
            Sites sites,
            TransactionTemplate transaction) {
        this.rendering = rendering;
        this.deployments = deployments;
        this.edge = edge;
        this.sites = sites;
        this.transaction = transaction;
    }

    /** How it went. */
    public sealed interface Shown {

        /** @param revision what is shown; a newer one where somebody else was quicker */
        record At(URI address, String revision) implements Shown {}

        /** It could not be rendered; the address shows what it showed before. */
        record Failed(Failure why) implements Shown {}

        /** Nothing was written yet. */
        record Nothing() implements Shown {}
    }

    /** Renders the newest revision; takes tens of milliseconds where no component was edited. */
    public Shown show(Site site) {
        var revision = site.status().revision();
        if (revision == null) return new Shown.Nothing();
        return switch (rendering.render(site)) {
            case SiteRendering.Keeping.Failed(var why) -> new Shown.Failed(why);
            case SiteRendering.Keeping.Kept(var release) -> {
                var shown = switchTo(site, revision, release);
                edge.hear(site);
                yield shown;
            }
        };
    }

    /**
     * Shows one page as it would be, while somebody is typing; nothing is kept.
     *
     * @param files what would be the newest revision
     * @param page the path of the page
     * @return empty where it cannot be rendered of what lies ready, nothing was shown of the site yet, or this process has
     *     no edge
     */
    public Optional<URI> sketch(Site site, SortedMap<String, byte[]> files, String page) {
        var preview = deployments.previewOf(site);
        if (preview.isEmpty()) return Optional.empty();
        return rendering
                .sketch(site, files, page)
                .flatMap(rendered -> edge.sketch(site, page, rendered))
                .map(preview.get()::resolve);
    }

    /**
     * The same whatever was edited, with the styles that it would have: a component is compiled first where it never was.
     */
    public Optional<URI> draft(Site site, SortedMap<String, byte[]> files, String page) {
        var preview = deployments.previewOf(site);
        if (preview.isEmpty()) return Optional.empty();
        return rendering
                .draft(site, files, page)
                .flatMap(rendered -> edge.sketch(site, page, rendered))
                .map(preview.get()::resolve);
    }

    /** Of two changes in a row the later one stays in sight, whichever was rendered first. */
    private Shown switchTo(Site asked, String revision, Release release) {
        return transaction.execute(_ -> {
            var site = sites.lock(asked.team(), asked.id());
            var newest = site.status().revision();
            var shown = deployments.previewOf(site);
            if (newest != null && !newest.equals(revision) && shown.isPresent())
                return new Shown.At(shown.get(), newest);
            return new Shown.At(deployments.preview(site, release.digest()), revision);
        });
    }
}
