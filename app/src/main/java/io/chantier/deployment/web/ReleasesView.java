package io.chantier.deployment.web;

import java.time.Instant;
import java.util.List;

/** What was online, newest first. */
public record ReleasesView(String path, List<Line> releases, boolean mayRollBack) {

    /** @param confirmed it was seen from outside */
    public record Line(String digest, String brief, Instant publishedAt, boolean confirmed, boolean current) {}
}
