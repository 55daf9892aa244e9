package io.chantier.thumbnails;

import io.chantier.deployment.Deployments;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.TeamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Sites that show a page and may have a picture of it, without the work of making them. */
@Component
public class PicturedSite {

    private final Drafts drafts;
    private final Releases releases;
    private final Deployments deployments;
    private final ThumbnailRows rows;
    private final Blobs blobs;

    PicturedSite(Drafts drafts, Releases releases, Deployments deployments, ThumbnailRows rows, Blobs blobs) {
        this.drafts = drafts;
        this.releases = releases;
        this.deployments = deployments;
        this.rows = rows;
        this.blobs = blobs;
    }

    /** A draft without anything. */
    public Site draft(TeamId team, String name) {
        return switch (drafts.draft(team, new NewSite(name, null, "http://old.example/", null, null))) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }

    /** Shows these files under the site's unlisted address. */
    public Release show(Site site, Map<String, byte[]> files) {
        var release = releases.save(site.team(), site.id().value(), new TreeMap<>(files), new TreeMap<>());
        deployments.preview(site, release.digest());
        return release;
    }

    public Release show(Site site, String page) {
        return show(site, Map.of("index.html", page.getBytes(StandardCharsets.UTF_8)));
    }

    /** Gives a site a page and a picture of it; the picture's name. */
    public String thumbnail(Site site) {
        show(site, "<h1>" + site.name() + "</h1>");
        var shown = deployments.shown(site.team(), List.of(site.id())).getFirst();
        var picture = blobs.put(("picture of " + site.slug()).getBytes(StandardCharsets.UTF_8));
        rows.claim(List.of(shown), Instant.now(), Instant.now());
        rows.keep(shown, picture, Instant.now());
        return picture.value();
    }
}
