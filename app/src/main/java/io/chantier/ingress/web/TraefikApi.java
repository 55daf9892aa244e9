package io.chantier.ingress.web;

import io.chantier.ingress.Document;
import io.chantier.ingress.IngressSettings;
import io.chantier.ingress.Rendered;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What Traefik's HTTP provider pulls. It has a token of its own, which opens nothing else. */
@RestController
class TraefikApi {

    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final Rendered configuration;

    TraefikApi(IngressSettings settings, Rendered traefikDocument) {
        this.token = settings.traefik().token();
        this.configuration = traefikDocument;
    }

    /** Traefik's dynamic configuration; its {@code ETag} changes when a route does. */
    @GetMapping("/api/ingress/traefik")
    ResponseEntity<byte[]> routes(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        if (!opens(authorization)) throw new ProblemException(Problem.of("ingress-token", 401));
        Document document = configuration.get();
        // Spring answers 304 to who has this one already.
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + document.digest().brief() + "\"")
                .body(document.bytes());
    }

    /** Takes as long for a nearly right one as for any other. */
    private boolean opens(@Nullable String authorization) {
        if (token.isEmpty() || authorization == null) return false;
        return MessageDigest.isEqual(bytes(SCHEME + token.reveal()), bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
