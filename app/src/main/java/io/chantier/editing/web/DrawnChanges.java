package io.chantier.editing.web;

import io.chantier.editing.Change;
import io.chantier.editing.ChangeParts;
import io.chantier.editing.Changes;
import io.chantier.sites.Site;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The same as on the page of the change itself. */
@Component
class DrawnChanges implements ChangeParts {

    private final Changes changes;
    private final Parts parts;

    DrawnChanges(Changes changes, Parts parts) {
        this.changes = changes;
        this.parts = parts;
    }

    @Override
    public Part differences(Frame frame, Site site, Change change) {
        var differences = changes.differences(site, change);
        return parts.of("editing/differences.jte", Map.of("frame", frame, "differences", differences));
    }
}
