package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.HandEdits;
import io.chantier.sites.HandEdits.Edited;
import io.chantier.sites.Revision;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The files of a site's newest revision, for those who edit by hand. */
@RestController
@RequestMapping("/api/sites/{slug}/files")
class FileApi {

    private final SitePages pages;
    private final HandEdits edits;

    FileApi(SitePages pages, HandEdits edits) {
        this.pages = pages;
        this.edits = edits;
    }

    /** @param bytes how large it is */
    record FileView(String path, long bytes) {}

    @GetMapping
    List<FileView> list(Caller caller, @PathVariable String slug) {
        return edits.files(pages.find(caller, slug)).entrySet().stream()
                .map(file -> new FileView(file.getKey(), file.getValue().length))
                .toList();
    }

    /** The bytes of a file; its {@code ETag} is the revision. */
    @GetMapping("/{*path}")
    ResponseEntity<byte[]> show(Caller caller, @PathVariable String slug, @PathVariable String path) {
        var site = pages.find(caller, slug);
        var bytes = Optional.ofNullable(edits.files(site).get(inside(path)))
                .orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
        return ResponseEntity.ok()
                .eTag("\"" + site.status().revision() + "\"")
                .contentType(MediaType.TEXT_PLAIN)
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(bytes);
    }

    /**
     * Takes the bytes of a file as the body: {@code data/site.json}, {@code data/content.json},
     * {@code design-tokens.json} or one below {@code src/}, of at most 1 MiB.
     */
    @PutMapping("/{*path}")
    Revision put(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String path,
            @RequestHeader(name = "If-Match", required = false) @Nullable String edited,
            @RequestBody InputStreamResource body)
            throws IOException {
        var site = pages.find(caller, slug);
        try (var stream = body.getInputStream()) {
            var bytes = stream.readNBytes(HandEdits.MOST_BYTES + 1);
            return done(edits.put(site, inside(path), bytes, revision(edited), caller));
        }
    }

    /** Takes a component back to the template's own. */
    @DeleteMapping("/{*path}")
    Revision remove(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String path,
            @RequestHeader(name = "If-Match", required = false) @Nullable String edited) {
        return done(edits.put(pages.find(caller, slug), inside(path), null, revision(edited), caller));
    }

    private static Revision done(Edited outcome) {
        return switch (outcome) {
            case Edited.Done(var revision) -> revision;
            case Edited.NotEditable(var path) -> throw problem("file-not-editable", 422, Map.of("path", path));
            case Edited.TooLarge(var path) -> throw problem("file-too-large", 413, Map.of("path", path));
            case Edited.NotJson(var path, var line) ->
                throw problem("file-not-json", 422, Map.of("path", path, "line", Integer.toString(line)));
            case Edited.Overtaken(var newest) -> throw problem("file-overtaken", 412, Map.of("revision", newest));
            case Edited.Nothing() -> throw problem("nothing-to-edit", 409, Map.of());
        };
    }

    private static ProblemException problem(String code, int status, Map<String, String> arguments) {
        return new ProblemException(new Problem(code, status, arguments, List.of()));
    }

    private static String inside(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static @Nullable String revision(@Nullable String etag) {
        return etag == null || etag.equals("*") ? null : etag.replace("W/", "").replace("\"", "");
    }
}
