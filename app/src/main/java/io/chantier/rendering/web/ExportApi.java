package io.chantier.rendering.web;

import io.chantier.identity.Caller;
import io.chantier.identity.Settings;
import io.chantier.rendering.Exporter;
import io.chantier.rendering.RenderRequest;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAddresses;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The newest revision as a plain Astro project. */
@RestController
class ExportApi {

    private final Exporter exporter;
    private final Sites sites;
    private final Revisions revisions;
    private final SiteAddresses addresses;
    private final Settings settings;

    ExportApi(Exporter exporter, Sites sites, Revisions revisions, SiteAddresses addresses, Settings settings) {
        this.exporter = exporter;
        this.sites = sites;
        this.revisions = revisions;
        this.addresses = addresses;
        this.settings = settings;
    }

    @GetMapping(path = "/api/sites/{slug}/export", produces = "application/gzip")
    ResponseEntity<StreamingResponseBody> export(Caller caller, @PathVariable String slug) throws IOException {
        var site = Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(text -> sites.find(caller.team(), new Slug(text)))
                .orElseThrow(() -> problem("site-unknown", 404, slug));
        return switch (exporter.export(request(site))) {
            case Exporter.Export.Failed(var why) ->
                throw new ProblemException(Problem.of(why.code(), 409, why.arguments()));
            case Exporter.Export.Project project ->
                ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("application/gzip"))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + slug + ".tar.gz\"")
                        .body(out -> project.write(site.slug().value(), out));
        };
    }

    private RenderRequest request(Site site) {
        var revision = Optional.ofNullable(site.status().revision())
                .orElseThrow(() -> problem("nothing-to-export", 409, site.slug().value()));
        var host = settings.legalHost()
                .map(named -> new RenderRequest.Host(named.name(), named.address(), named.phone()))
                .orElse(null);
        var target = new RenderRequest.Target(addresses.of(site), false, host);
        return new RenderRequest(site.team(), site.id().value(), revisions.files(site, revision), target);
    }

    private static ProblemException problem(String code, int status, String slug) {
        return new ProblemException(Problem.of(code, status, Map.of("slug", slug)));
    }
}
