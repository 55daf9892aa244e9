package io.chantier.benches.hosting.web;

import io.chantier.benches.hosting.BackupRetention;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePanel;
import io.chantier.sites.SiteState;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** On the page of an archived site on a bench: what is left of it, and for how long. */
@Component
class RemainsPanel implements SitePanel {

    private static final int FIRST = 100;

    private final BackupRetention retention;
    private final Parts parts;

    RemainsPanel(BackupRetention retention, Parts parts) {
        this.retention = retention;
        this.parts = parts;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        if (site.state() != SiteState.ARCHIVED) return Optional.empty();
        Map<String, Object> parameters = Map.of(
                "frame", frame, "remains", retention.remainsOf(site), "backups", "/sites/" + site.slug() + "/backups");
        return Optional.of(parts.of("benches/remains.jte", parameters));
    }
}
