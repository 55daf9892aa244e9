package io.chantier.editing;

import io.chantier.sites.Site;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A site of which somebody asked for a change that nobody has answered. */
@Component
public final class AskedSite {

    private final ChangeRows rows;

    AskedSite(ChangeRows rows) {
        this.rows = rows;
    }

    public String change(Site site) {
        var id = UUID.randomUUID();
        rows.add(site, id, new Change.Request("Shorter", null, 1, null), "Julie");
        return id.toString();
    }
}
