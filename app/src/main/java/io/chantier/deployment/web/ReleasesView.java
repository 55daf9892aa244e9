package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.SitePlaces.Choice;
import java.time.Instant;
import java.util.List;

/**
 * What was online, newest first, and where.
 *
 * @param places that the site can have; our own edge alone where no server was named
 */
public record ReleasesView(String path, List<Line> releases, boolean mayRollBack, List<Choice> places) {

    /** @param confirmed it was seen from outside */
    public record Line(String digest, String brief, Instant publishedAt, boolean confirmed, boolean current) {}
}
