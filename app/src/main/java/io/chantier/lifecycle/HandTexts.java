package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What making a site anew does with the texts that people wrote by hand. */
public enum HandTexts {
    KEEP,
    REPLACE;

    private static final String MEMBER = "handTexts";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a job was ordered with; nothing said is {@link #KEEP}. */
    static HandTexts of(JobOrder order) {
        var said = JSON.readTree(order.input()).path(MEMBER).asString("");
        return said.equals(REPLACE.name()) ? REPLACE : KEEP;
    }

    JobOrder in(JobOrder order) {
        return this == KEEP
                ? order
                : order.withInput(((ObjectNode) JSON.readTree(order.input()))
                        .put(MEMBER, name())
                        .toString());
    }
}
