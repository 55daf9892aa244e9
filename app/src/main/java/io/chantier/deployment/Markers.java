package io.chantier.deployment;

import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The build marker that every page of a release carries. */
final class Markers {

    private static final Pattern MARKER =
            Pattern.compile("<meta name=\"generator-build\" content=\"([0-9A-Za-z-]{1,64})\"");

    private Markers() {}

    static Optional<String> of(Blobs blobs, Release release) {
        return Optional.ofNullable(release.files().get("index.html"))
                .flatMap(entry -> blobs.get(entry.blob()))
                .flatMap(Markers::in);
    }

    static Optional<String> in(byte[] page) {
        var found = MARKER.matcher(new String(page, StandardCharsets.UTF_8));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
