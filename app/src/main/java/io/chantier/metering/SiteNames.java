package io.chantier.metering;

import io.chantier.values.TeamId;
import java.util.Map;
import java.util.UUID;

/** What the ledger's sites are called; the module that knows sites says so. */
@FunctionalInterface
public interface SiteNames {

    /** @param path of its page */
    record Named(String name, String slug, String path) {}

    /** Of all sites of a team that exist; what was deleted has no name any more. */
    Map<UUID, Named> of(TeamId team);
}
