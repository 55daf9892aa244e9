package io.chantier;

import io.chantier.approval.ReviewedSite;
import io.chantier.domains.NamedSite;
import io.chantier.editing.AskedSite;
import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.thumbnails.PicturedSite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Things that belong to a site, made where a route's pattern names one. */
@Component
class SiteThings {

    private static final String DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";

    private final Revisions revisions;
    private final SitePictures pictures;
    private final Sources sources;
    private final PicturedSite pictured;
    private final ReviewedSite reviewed;
    private final AskedSite asked;
    private final NamedSite named;

    SiteThings(
            Revisions revisions,
            SitePictures pictures,
            Sources sources,
            PicturedSite pictured,
            ReviewedSite reviewed,
            AskedSite asked,
            NamedSite named) {
        this.named = named;
        this.asked = asked;
        this.reviewed = reviewed;
        this.pictured = pictured;
        this.revisions = revisions;
        this.pictures = pictures;
        this.sources = sources;
    }

    String fill(String named, Site site) {
        if (named.endsWith("/files/{*path}")) {
            revision(site, "only");
            return named.replace("{*path}", "src/styles/custom.css");
        }
        if (named.contains("/difference")) {
            return named.replace("{to}", revision(site, "new")) + "?from=" + revision(site, "old");
        }
        if (named.contains("/revisions/{id}")) return named.replace("{id}", revision(site, "only"));
        if (named.contains("/pictures/{id}")) return named.replace("{id}", picture(site));
        if (named.contains("/thumbnail/{digest}")) return named.replace("{digest}", pictured.thumbnail(site));
        if (named.contains("/reviews/{id}"))
            return named.replace("{id}", reviewed.review(site, revision(site, "only")));
        if (named.contains("/tasks/{id}")) return named.replace("{id}", reviewed.task(site, revision(site, "only")));
        if (named.contains("/changes/{id}") || named.contains("/change-requests/{id}"))
            return named.replace("{id}", asked.change(site));
        if (named.contains("/domains/{id}")) return named.replace("{id}", this.named.waiting(site));
        if (named.contains("/facts/{id}")) return named.replace("{id}", fact(site));
        return named;
    }

    /** The secret of a link to the site. */
    String reviewToken(Site site) {
        return reviewed.token(site, revision(site, "only"));
    }

    private String revision(Site site, String text) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("data/site.json", ("{\"name\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        return revisions.commit(site, files, "written", "offline").id();
    }

    private String picture(Site site) {
        return pictures.add(site, DRAWING.getBytes(StandardCharsets.UTF_8), "drawing.svg", "", SitePictures.Use.SHOWN)
                .id();
    }

    private String fact(Site site) {
        var id = Fact.idOf(Fact.Kind.PHONE, "+33299123456");
        var place = new Fact.Place("http://old.example/", "02 99 12 34 56", "text");
        var phone =
                new Fact(id, Fact.Kind.PHONE, "+33299123456", "02 99 12 34 56", List.of(place), Fact.Standing.CHOSEN);
        var look = new Source.Look("", Map.of(), List.of(), Map.of());
        sources.save(
                site.team(),
                site.id(),
                new Source("http://old.example/", "fr", List.of(), List.of(phone), look, List.of(), List.of()));
        return id.toString();
    }
}
