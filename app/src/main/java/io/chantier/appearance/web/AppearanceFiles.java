package io.chantier.appearance.web;

import io.chantier.appearance.Appearances;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Logo and colours as files; a version in their address lets browsers keep them for good. */
@Controller
class AppearanceFiles {

    private final Appearances appearances;

    AppearanceFiles(Appearances appearances) {
        this.appearances = appearances;
    }

    /** In a sandbox of its own: a drawing is a document too. */
    @GetMapping("/appearance/{version}/logo")
    ResponseEntity<byte[]> logo(@PathVariable String version) {
        var logo = appearances.current().logo();
        if (logo == null || !logo.version().equals(version)) throw gone();
        return ResponseEntity.ok()
                .cacheControl(forGood())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("Content-Type", logo.contentType())
                .body(logo.bytes());
    }

    @GetMapping("/appearance/{version}/colours.css")
    ResponseEntity<byte[]> colours(@PathVariable String version) {
        var now = appearances.current();
        if (!now.styleAddress().equals("/appearance/" + version + "/colours.css")) throw gone();
        return ResponseEntity.ok()
                .cacheControl(forGood())
                .header("Content-Type", "text/css;charset=UTF-8")
                .body(now.css().getBytes(StandardCharsets.UTF_8));
    }

    private static CacheControl forGood() {
        return CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    }

    private static ProblemException gone() {
        return new ProblemException(Problem.of("not-found", 404));
    }
}
