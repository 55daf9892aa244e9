package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.SitePlaces.Choice;
import io.chantier.deployment.dokploy.SitePlaces.Following;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was online, newest first, and where.
 *
 * @param following how far the server lags behind; null where it does not
 * @param places that the site can have; our own edge alone where no server was named
 */
public record ReleasesView(
        String path,
        List<Line> releases,
        boolean mayRollBack,
        List<Choice> places,
        @Nullable Following following) {

    /** @param confirmed it was seen from outside */
    public record Line(String digest, String brief, Instant publishedAt, boolean confirmed, boolean current) {}
}
