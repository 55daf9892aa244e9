package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is online, once more for another address: exactly this revision is published, whatever was written since.
 *
 * @param address for which it is ordered; where the site's is another by then, it is rendered for that one
 */
record Readdressed(String revision, URI address) {

    private static final String REVISION = "onlineRevision";
    private static final String ADDRESS = "newAddress";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Empty for a job that somebody ordered. */
    static Optional<Readdressed> of(JobOrder order) {
        var said = JSON.readTree(order.input());
        if (!said.path(REVISION).isString()) return Optional.empty();
        return Optional.of(new Readdressed(
                said.path(REVISION).stringValue(), URI.create(said.path(ADDRESS).stringValue())));
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.createObjectNode()
                .put(REVISION, revision)
                .put(ADDRESS, address.toString())
                .toString());
    }
}
