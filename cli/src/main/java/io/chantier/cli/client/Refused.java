package io.chantier.cli.client;

import tools.jackson.databind.JsonNode;

/** The server said no; its problem (RFC 9457) says why and what to do, in the reader's language. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;

    Refused(int status, JsonNode problem) {
        super(status + " " + problem.path("code").asString(""));
        this.status = status;
        this.problem = problem;
    }

    public int status() {
        return status;
    }

    public JsonNode problem() {
        return problem;
    }
}
