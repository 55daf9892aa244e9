package io.chantier.thumbnails;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.ShownRelease;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.storage.Blobs;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What small pictures there are of sites. */
@Component
public class Thumbnails {

    public static final int WIDTH = 640;
    public static final int HEIGHT = 400;

    /** For so long after a change the picture from before it may stay. */
    private static final Duration OUTDATED = Duration.ofMinutes(30);

    private final ThumbnailRows rows;
    private final Deployments deployments;
    private final Blobs blobs;
    private final ThumbnailSettings settings;
    private final Clock clock;

    Thumbnails(ThumbnailRows rows, Deployments deployments, Blobs blobs, ThumbnailSettings settings, Clock clock) {
        this.rows = rows;
        this.deployments = deployments;
        this.blobs = blobs;
        this.settings = settings;
        this.clock = clock;
    }

    /** The pictures of those sites that have one of what they show now, or showed until a moment ago. */
    public Map<SiteId, Thumbnail> of(TeamId team, Collection<SiteId> sites) {
        if (!settings.enabled() || sites.isEmpty()) return Map.of();
        var pictures = rows.pictures(team, sites);
        if (pictures.isEmpty()) return Map.of();
        return deployments.shown(team, pictures.keySet()).stream()
                .flatMap(shown ->
                        Optional.ofNullable(pictures.get(shown.site()))
                                .filter(picture -> fits(picture, shown))
                                .stream())
                .collect(Collectors.toMap(ThumbnailRows.Picture::site, picture -> new Thumbnail(picture.name())));
    }

    /** A JPEG of {@value #WIDTH} by {@value #HEIGHT}, whether it is still what the site shows or not. */
    public Optional<File> file(Site site) {
        return rows.picture(site.team(), site.id())
                .flatMap(name -> blobs.get(name).map(bytes -> new File(name, bytes)));
    }

    /** A picture's bytes and their name. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two pictures
    public record File(Digest name, byte[] jpeg) {}

    private boolean fits(ThumbnailRows.Picture picture, ShownRelease shown) {
        return picture.release().equals(shown.release())
                || shown.since().plus(OUTDATED).isAfter(clock.instant());
    }
}
