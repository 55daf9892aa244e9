package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.values.Digest;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody has looked at and agreed to: exactly this is published, whatever is written meanwhile.
 *
 * @param revision that passes the gate
 * @param release that comes of it; another one is refused
 */
public record Approved(String revision, Digest release) {

    private static final String REVISION = "approvedRevision";
    private static final String RELEASE = "approvedRelease";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Empty for a job that publishes whatever is newest. */
    static Optional<Approved> of(JobOrder order) {
        var said = JSON.readTree(order.input());
        if (!said.path(REVISION).isString()) return Optional.empty();
        return Optional.of(new Approved(
                said.path(REVISION).stringValue(), new Digest(said.path(RELEASE).stringValue())));
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.createObjectNode()
                .put(REVISION, revision)
                .put(RELEASE, release.value())
                .toString());
    }
}
