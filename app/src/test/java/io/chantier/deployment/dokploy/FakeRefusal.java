package io.chantier.deployment.dokploy;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An answer other than 200, as tRPC names it. */
final class FakeRefusal extends RuntimeException {

    enum Code {
        BAD_REQUEST(400, -32600),
        UNAUTHORIZED(401, -32001),
        NOT_FOUND(404, -32004),
        UNSUPPORTED_MEDIA_TYPE(415, -32015),
        INTERNAL_SERVER_ERROR(500, -32603);

        final int status;
        final int number;

        Code(int status, int number) {
            this.status = status;
            this.number = number;
        }
    }

    final transient Code code;

    /** What zod found, if it was zod that refused. */
    final transient List<ObjectNode> issues;

    FakeRefusal(Code code, String message) {
        this(code, message, List.of());
    }

    private FakeRefusal(Code code, String message, List<ObjectNode> issues) {
        super(message);
        this.code = code;
        this.issues = issues;
    }

    static FakeRefusal invalid(List<ObjectNode> issues) {
        return new FakeRefusal(Code.BAD_REQUEST, "Input validation failed", issues);
    }

    static FakeRefusal notFound(String what) {
        return new FakeRefusal(Code.NOT_FOUND, what + " not found");
    }

    static FakeRefusal bad(String message) {
        return new FakeRefusal(Code.BAD_REQUEST, message);
    }

    static FakeRefusal broken(String message) {
        return new FakeRefusal(Code.INTERNAL_SERVER_ERROR, message);
    }
}
