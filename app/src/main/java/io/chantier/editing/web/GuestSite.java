package io.chantier.editing.web;

import io.chantier.editing.Guests.Writer;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Sites;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The site of a guest as it is by now. */
@Component
class GuestSite {

    private final Sites sites;
    private final Revisions revisions;

    GuestSite(Sites sites, Revisions revisions) {
        this.sites = sites;
        this.revisions = revisions;
    }

    Writer fresh(Writer writer) {
        var site = sites.find(writer.site().team(), writer.site().id()).orElse(writer.site());
        return new Writer(site, writer.caller(), writer.language(), writer.arranges());
    }

    Optional<Revision> newest(Writer writer) {
        return revisions.list(writer.site(), 1).stream().findFirst();
    }
}
