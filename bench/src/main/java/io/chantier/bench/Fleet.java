package io.chantier.bench;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.Publisher;
import io.chantier.jobs.StepOutcome;
import io.chantier.rendering.RenderRequest;
import io.chantier.rendering.Renderer;
import io.chantier.rendering.Rendering;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.sites.Wishes;
import io.chantier.storage.Media;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** The application's own parts in the order in which a job uses them, from content that is ready to a site online. */
final class Fleet {

    private static final RenderRequest.Host HOST =
            new RenderRequest.Host("Hébergeur", "1 rue du Port, 35000 Rennes", "02 99 00 00 00");

    private final TeamId team;
    private final Sites sites;
    private final Media media;
    private final Revisions revisions;
    private final Renderer renderer;
    private final Releases releases;
    private final Deployments deployments;

    Fleet(Installation installation) {
        this.team = installation.team();
        this.sites = installation.part(Sites.class);
        this.media = installation.part(Media.class);
        this.revisions = installation.part(Revisions.class);
        this.renderer = installation.part(Renderer.class);
        this.releases = installation.part(Releases.class);
        this.deployments = installation.part(Deployments.class);
    }

    /** A site without content. */
    Site create(String slug, String name, String language) {
        var site = new Site(
                new SiteId(UUID.randomUUID()),
                team,
                new Slug(slug),
                SiteKind.SHOWCASE,
                new Site.Profile(name, null, language, Wishes.NONE),
                new Site.Status(SiteState.DRAFT, null, null, null),
                Instant.now());
        if (!(sites.draft(site) instanceof Sites.Drafting.Drafted)) throw new IllegalStateException(slug + " is taken");
        return site;
    }

    /** A site with everything that a site has, online and in its preview. */
    Site publish(String slug) throws IOException {
        var sample = Sample.read("menuiserie-fr");
        var site = create(slug, sample.name(), "fr");
        var photos = new ArrayList<byte[]>();
        for (int i = 0; i < sample.pictures().size(); i++) photos.add(Photo.jpeg(i));
        var files = sample.revision(site.name(), keep(site, photos));
        var revision = revisions.commit(site, files, "Content", "bench");
        var release = save(site, render(site, files));
        publish(site, release);
        seen(site);
        deployments.preview(site, release.digest());
        return sites.change(
                team,
                site.id(),
                one -> one.generating()
                        .at(revision.id())
                        .generated()
                        .deploying()
                        .live());
    }

    /** Takes the site's pictures in; returns their ids. */
    List<String> keep(Site site, List<byte[]> photos) {
        var ids = new ArrayList<String>();
        for (var photo : photos) {
            ids.add(media.keep(team, site.id().value(), photo, "", "upload:photo.jpg")
                    .id());
        }
        return ids;
    }

    /** Notes the content as a revision. */
    void commit(Site site, SortedMap<String, byte[]> files) {
        revisions.commit(site, files, "Content", "bench");
    }

    Rendering.Rendered render(Site site, SortedMap<String, byte[]> files) {
        return switch (renderer.render(request(site, files))) {
            case Rendering.Rendered rendered -> rendered;
            case Rendering.Failed(var why) -> throw new IllegalStateException(site.slug() + ": " + why);
        };
    }

    RenderRequest request(Site site, SortedMap<String, byte[]> files) {
        return new RenderRequest(
                team, site.id().value(), files, new RenderRequest.Target(deployments.of(site), false, HOST));
    }

    Release save(Site site, Rendering.Rendered rendered) {
        return releases.save(team, site.id().value(), rendered.files(), rendered.pictures(), rendered.redirects());
    }

    void publish(Site site, Release release) {
        demand(deployments.publish(site, release.digest(), Publisher.Notes.NONE));
    }

    /** Fetches the page from the edge until it is the one that was published. */
    void seen(Site site) {
        demand(deployments.verify(site));
    }

    private static void demand(StepOutcome outcome) {
        if (!(outcome instanceof StepOutcome.Done)) throw new IllegalStateException(outcome.toString());
    }
}
