package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure that nobody foresaw: the log has all of it under a reference, the reader gets the reference. */
final class Bug {

    private static final Logger log = LoggerFactory.getLogger(Bug.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Bug() {}

    static Problem noted(HttpServletRequest request, String path, @Nullable Throwable failure) {
        var bytes = new byte[4];
        RANDOM.nextBytes(bytes);
        var reference = HexFormat.of().formatHex(bytes);
        log.error("Bug {} at {} {}", reference, request.getMethod(), Guest.withoutSecret(path), failure);
        return Problem.of("bug", 500, Map.of("reference", reference));
    }
}
